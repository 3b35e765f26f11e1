/**
 * The modes of safeguards in a country, held against the declarations: a pack may record only what a declaration lets it
 * record, and change a limit only in the person's favour. Anything else refuses the start, with all reasons at once.
 */
import type { CountryPack, RecordedRule } from '../../countries/index.ts'
import { inForce, isNeverLonger, type Length, type Procedure, type Rule } from '../../procedures/index.ts'
import type { Modes } from '../commit/rule.ts'

/** What is wrong with `safeguards.yaml`. */
export interface ModeProblem {
  readonly procedure: string
  readonly rule: string
  readonly reason:
    | 'no-such-procedure'
    | 'no-such-rule'
    | 'may-not-record'
    | 'no-clock'
    | 'against-the-person'
    | 'no-step-at-the-end'
    | 'national-limit-is-shorter'
}

export interface CountryModes {
  readonly of: (procedure: Procedure) => Modes
  /** Why the rule is only recorded; null where it is enforced. */
  readonly why: (procedure: string, rule: string) => RecordedRule | null
  readonly problems: readonly ModeProblem[]
}

/** Reads the pack's modes against the procedures. `today` (ISO 8601) is the day for which limits are in force. */
export function countryModes(
  { safeguards }: Pick<CountryPack, 'safeguards'>,
  procedures: readonly Procedure[],
  today: string,
): CountryModes {
  const of = new Map(procedures.map((procedure) => [procedure.name, modesFor(safeguards, procedure.name)]))
  return {
    of: ({ name }) => of.get(name) ?? { recorded: new Set(), limits: {}, national: {} },
    why: (procedure, rule) => safeguards.record.find((one) => one.procedure === procedure && one.rule === rule) ?? null,
    problems: [
      ...safeguards.record.flatMap((row) => problemOf(row, procedures, recordProblem)),
      ...safeguards.record.flatMap(({ nationalLimit, ...row }) =>
        nationalLimit === undefined
          ? []
          : problemOf(row, procedures, (rule) => nationalProblem(rule, nationalLimit, today)),
      ),
      ...safeguards.limits.flatMap((row) => problemOf(row, procedures, (rule) => limitProblem(rule, row.limit, today))),
    ],
  }
}

/** Modes whose day of review has gone by: they hold on, and everybody sees that nobody looked. */
export function overdueReviews(
  { safeguards }: Pick<CountryPack, 'safeguards'>,
  today: string,
): readonly RecordedRule[] {
  return safeguards.record.filter(({ reviewBy }) => reviewBy < today)
}

function modesFor({ record, limits }: CountryPack['safeguards'], name: string): Modes {
  return {
    recorded: new Set(record.filter(({ procedure }) => procedure === name).map(({ rule }) => rule)),
    limits: Object.fromEntries(
      limits.filter(({ procedure }) => procedure === name).map(({ rule, limit }) => [rule, limit]),
    ),
    national: Object.fromEntries(
      record.flatMap(({ procedure, rule, nationalLimit }) =>
        procedure === name && nationalLimit !== undefined ? [[rule, nationalLimit]] : [],
      ),
    ),
  }
}

type Named = { readonly procedure: string; readonly rule: string }
type Judge = (rule: Rule) => ModeProblem['reason'] | null

function problemOf({ procedure, rule }: Named, procedures: readonly Procedure[], judge: Judge): readonly ModeProblem[] {
  const found = procedures.find(({ name }) => name === procedure)
  if (found === undefined) return [{ procedure, rule, reason: 'no-such-procedure' }]
  const [safeguard = '', name = ''] = rule.split('.')
  const rules = Object.hasOwn(found.safeguards, safeguard) ? found.safeguards[safeguard]?.rules : undefined
  const declared = rules !== undefined && Object.hasOwn(rules, name) ? rules[name] : undefined
  const reason = declared === undefined ? 'no-such-rule' : judge(declared)
  return reason === null ? [] : [{ procedure, rule, reason }]
}

function recordProblem(rule: Rule): ModeProblem['reason'] | null {
  return rule.mayRecord ? null : 'may-not-record'
}

/** A duty of the State sooner, a loss of the person later; what cannot be compared is refused. */
function limitProblem(rule: Rule, limit: Length, today: string): ModeProblem['reason'] | null {
  if (rule.kind !== 'within') return 'no-clock'
  const declared = inForce(rule.limit, today)
  const better = rule.clock === 'protective' ? isNeverLonger(limit, declared) : isNeverLonger(declared, limit)
  return better ? null : 'against-the-person'
}

/** A clock beside the recorded one: only where the system would act at the end, and only later than the declared time. */
function nationalProblem(rule: Rule, limit: Length, today: string): ModeProblem['reason'] | null {
  if (!rule.mayRecord) return null // told already
  if (rule.kind !== 'within' || rule.clock !== 'protective' || rule.thereupon === null) return 'no-step-at-the-end'
  return isNeverLonger(inForce(rule.limit, today), limit) ? null : 'national-limit-is-shorter'
}
