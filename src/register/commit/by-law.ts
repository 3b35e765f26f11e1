/**
 * The law of a step, in the commit function: the version in force at the time asserted for it. What all versions have alike
 * stands there once; what differs stands under the version. A declaration of one version has none of it.
 */
import { openStates, type Procedure, versionsOf } from '../../procedures/index.ts'
import { beginningSql } from '../tables/limit-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'

/** `law`: a variable of the function that holds the first day of the version; null for the first. */
export function byLaw(procedure: Procedure, make: (version: Procedure) => string): string {
  const texts = versionsOf(procedure).map((version) => ({ since: version.since, text: make(version) }))
  const [first, ...others] = texts
  if (first === undefined || others.every(({ text }) => text === first.text)) return first?.text ?? ''
  const branches = texts.map(({ since, text }) => `    when ${literal(since ?? '')} then\n${text}\n      null;`)
  return `  case coalesce(law, '')\n${branches.join('\n')}\n  end case;`
}

/** The same of an expression. */
export function expressionByLaw(procedure: Procedure, make: (version: Procedure) => string): string {
  const texts = versionsOf(procedure).map((version) => ({ since: version.since, text: make(version) }))
  const [first, ...others] = texts
  if (first === undefined || others.every(({ text }) => text === first.text)) return first?.text ?? ''
  const branches = texts.map(({ since, text }) => `when ${literal(since ?? '')} then (${text})`)
  return `(case coalesce(law, '') ${branches.join(' ')} end)`
}

/** First day of the version in force at the moment, as an expression. */
export function lawSql(procedure: Procedure, moment: string): string {
  const [first, ...later] = versionsOf(procedure)
  const oldest = first?.since == null ? 'null' : literal(first.since)
  if (later.length === 0) return oldest
  const newestFirst = later
    .toReversed()
    .map(({ since }) => `when ${moment} >= ${beginningSql(since ?? '')} then ${literal(since ?? '')}`)
  return `case ${newestFirst.join(' ')} else ${oldest} end`
}

/** Sets `law`, once \`asserted\` is known. No law is older than the opening, and what was judged by another is judged anew. */
export function lawBlock(procedure: Procedure): string {
  const [, ...later] = versionsOf(procedure)
  const newest = later.at(-1)?.since
  if (newest == null) return ''
  return `  law_at := least(asserted, recorded);
  if the_step <> 'open' and law_at < ${beginningSql(newest)} then
    select greatest(law_at, e.asserted_at) into law_at from ${sqlName(procedure.compartment)}.event e where e.case_id = was.case_id and e.no = 1;
  end if;
  law := ${lawSql(procedure, 'law_at')};
  if command ? 'version' and command->>'version' is distinct from law then
    raise exception 'the law has changed' using errcode = 'OB101', detail = coalesce(was.event_no, 0)::text;
  end if;`
}

/** The variables that it needs. */
export function lawVariables(procedure: Procedure): string {
  return procedure.versions === undefined ? '' : '  law text;\n  law_at timestamptz;\n'
}

/** How the function names the version of the event. */
export function lawOfEvent(procedure: Procedure): string {
  return procedure.versions === undefined ? lawSql(procedure, '') : 'law'
}

/** Whether the case has come under an older law than that in force now: the system brings it under the new one. */
export function isBehindSql(procedure: Procedure, moment: string): string | null {
  if (procedure.versions === undefined) return null
  return `(c.state = any(${textArray(openStates(procedure))}) and law is distinct from (${lawSql(procedure, moment)}))`
}
