/**
 * How figures ask the events and the breaches of the case `c`: each question by itself, where few are asked; or all at once, where a
 * record is written in the transaction of a step and one reading of the rows answers them all.
 */
import type { Procedure } from '../../procedures/index.ts'
import { literal, sqlName } from '../tables/names.ts'

export interface Asked {
  /** An aggregate over the events `e` of the case of which the condition holds. */
  readonly ofEvents: (aggregate: string, condition: string) => string
  /** Whether the safeguard, or the rule, was broken. */
  readonly broken: (name: string) => string
  /** How often each safeguard was: {"D4": 1}. */
  readonly bySafeguard: () => string
}

const brokenIs = (name: string) => `b.rule = ${literal(name)} or b.rule like ${literal(`${name}.%`)}`

const times = (from: string) => `select split_part(b.rule, '.', 1) as safeguard, count(*) as times${from} group by 1`

const BY_SAFEGUARD = "coalesce(jsonb_object_agg(g.safeguard, g.times), '{}')"

/** Each question is a query. */
export function eachAlone(procedure: Procedure): Asked {
  const { events, breaches } = rowsOf(procedure)
  return {
    ofEvents: (aggregate, condition) => `(select ${aggregate} ${events} and ${condition})`,
    broken: (name) => `exists (select ${breaches} and (${brokenIs(name)}))`,
    bySafeguard: () => `(select ${BY_SAFEGUARD} from (${times(` ${breaches}`)}) g)`,
  }
}

/** The answers are columns of `from`, to be written once everything has been asked. */
export function allAtOnce(procedure: Procedure): Asked & { readonly from: () => string } {
  const { events, breaches } = rowsOf(procedure)
  const ofEvents = columnsAs('of_events')
  const ofBreaches = columnsAs('of_breaches')
  const bySafeguard = columnsAs('of_safeguards')
  return {
    ofEvents: (aggregate, condition) => ofEvents.column(`${aggregate} filter (where ${condition})`),
    broken: (name) =>
      bySafeguard.column(`coalesce(bool_or(g.${ofBreaches.name(`bool_or(${brokenIs(name)})`)}), false)`),
    bySafeguard: () => bySafeguard.column(BY_SAFEGUARD),
    from: () => {
      const grouped = times(`${ofBreaches.list(', ')} ${breaches}`)
      const parts = [...ofEvents.table(events), ...bySafeguard.table(`from (${grouped}) g`)]
      return parts.length === 0 ? '' : `from ${parts.join(' cross join ')}`
    },
  }
}

function rowsOf({ compartment }: Procedure) {
  const schema = sqlName(compartment)
  return {
    events: `from ${schema}.event e where e.case_id = c.case_id`,
    breaches: `from ${schema}.breach b where b.case_id = c.case_id`,
  }
}

/** What is asked of one table, each thing once. */
function columnsAs(table: string) {
  const asked: string[] = []
  const name = (value: string) => {
    if (!asked.includes(value)) asked.push(value)
    return `a${asked.indexOf(value)}`
  }
  const list = (before: string) => asked.map((value, at) => `${at === 0 ? before : ', '}${value} as a${at}`).join('')
  return {
    name,
    list,
    column: (value: string) => `${table}.${name(value)}`,
    table: (from: string) => (asked.length === 0 ? [] : [`(select ${list('')} ${from}) ${table}`]),
  }
}
