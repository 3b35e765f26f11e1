/**
 * What the database itself refuses: forbidden and required conditions as far as it can read them, two officers, holds. What
 * rests on sealed texts the application judges before; the database cannot read them, which is the point of sealing.
 */
import type { Heeds, Procedure } from '../../procedures/index.ts'
import { conditionAtBest } from '../tables/condition-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { heedsOf } from './death.ts'
import { inOrderOfBits } from './placing.ts'
import { type Modes, type NamedRule, rulesOf } from './rule.ts'

/** What stops a step, asked of the steps that something may stop: others pass by with one question. */
export function stoppingBlocks(procedure: Procedure, modes: Modes): string {
  const blocks = [...conditionBlocks(procedure, modes), ...twoOfficersBlocks(procedure), ...gateBlocks(procedure)]
  if (blocks.length === 0) return ''
  const steps = [...new Set(blocks.flatMap((one) => one.steps))]
  return `  if the_step = any(${textArray(steps)}) then
${blocks.map(({ sql }) => sql).join('\n')}
  end if;`
}

/** What the function asks at these steps alone. */
interface Block {
  readonly steps: readonly string[]
  readonly sql: string
}

/** Refuses, or in mode `record` lets through what comes with its breach. */
export function conditionBlocks(procedure: Procedure, modes: Modes): readonly Block[] {
  const forbidden = rulesOf(procedure, 'forbid').map(({ name, rule }) => ({
    name,
    steps: rule.stops,
    broken: conditionAtBest(procedure, rule.when, { stateOf: 'was', unknown: false }),
  }))
  const required = rulesOf(procedure, 'require').map(({ name, rule }) => ({
    name,
    steps: rule.for,
    broken: negated(conditionAtBest(procedure, rule.condition, { stateOf: 'was', unknown: true })),
  }))
  return [...forbidden, ...required].flatMap(({ name, steps, broken }) =>
    typeof broken === 'boolean' ? [] : [refusal({ name, steps, broken }, modes)],
  )
}

function negated(condition: string | boolean): string | boolean {
  return typeof condition === 'boolean' ? !condition : `not ${condition}`
}

interface Broken {
  readonly name: string
  readonly steps: readonly string[]
  /** When it is, as SQL. */
  readonly broken: string
}

/** Two questions, since most steps need not ask the second: it may look at other tables. */
function refusal({ name, steps, broken }: Broken, modes: Modes): Block {
  const noted = modes.recorded.has(name) ? ` and not (noted ? ${literal(name)})` : ''
  const sql = `  if the_step = any(${textArray(steps)}) then
    if ${broken}${noted} then raise exception 'stopped by a safeguard' using errcode = 'OB109', detail = ${literal(name)}; end if;
  end if;`
  return { steps, sql }
}

/** Who took the one step may not take the other. */
function twoOfficersBlocks(procedure: Procedure): readonly Block[] {
  const schema = sqlName(procedure.compartment)
  return rulesOf(procedure, 'separate-officers').flatMap(({ name, rule: { steps } }) => {
    const [first, second] = steps
    return [[first, second] as const, [second, first] as const].map(([one, other]) => ({
      steps: [one],
      sql: `  if the_step = ${literal(one)} then
    if exists (select from ${schema}.event e where e.case_id = c.case_id and e.step = ${literal(other)} and e.officer = me) then
      raise exception 'two officers' using errcode = 'OB109', detail = ${literal(name)};
    end if;
  end if;`,
    }))
  })
}

/**
 * A step that a bit stops changes the bit's row; the check of the table decides. A bit placed by a safeguard in mode
 * `record` lets the step through with its breach.
 */
function gateBlocks(procedure: Procedure): readonly Block[] {
  const gate = `${sqlName(procedure.compartment)}.hold_gate`
  return inOrderOfBits(heedsOf(procedure)).map(({ name, rule }: NamedRule<Heeds<string>>) => ({
    steps: rule.stops,
    sql: `  if the_step = any(${textArray(rule.stops)}) then
    insert into ${gate} as g (pseudonym, hold, steps) values (c.pseudonym, ${literal(rule.hold)}, 1)
      on conflict (pseudonym, hold) do update set steps = g.steps + 1
      returning g.recorded into counted;
    if counted > 0 and not (noted ? ${literal(name)}) then
      raise exception 'held' using errcode = 'OB109', detail = ${literal(name)};
    end if;
  end if;`,
  }))
}
