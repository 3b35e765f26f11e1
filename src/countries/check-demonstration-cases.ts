/** What demonstration cases must hold together: known officers, offices and people, times in order, cases named after they are there. */
import type { DemonstrationCase, DemonstrationCases, DemonstrationFact } from './demonstration-cases.ts'
import type { CountryPack } from './pack.ts'
import { repeated } from './reporter.ts'

interface Found {
  readonly row: string
  readonly sentence: string
}

/** All problems, each with its row. */
export function checkDemonstrationCases({ people, cases, officers }: DemonstrationCases, pack: CountryPack): Found[] {
  const persons = new Set(people.map(({ key }) => key))
  const offices = new Set(pack.offices.map(({ code }) => code))
  const unknown = ({ key, by, person, steps }: DemonstrationCase) => [
    ...[by, ...steps.flatMap((one) => ('putOn' in one ? [one.by, one.putOn] : [one.by, one.with ?? one.by]))]
      .filter((one) => one !== 'person' && !officers.has(one))
      .map((one) => tell(key, `There is no officer ${one}.`)),
    ...(person === null || persons.has(person) ? [] : [tell(key, `There is no person ${person}.`)]),
  ]
  const referred = (of: DemonstrationCase, index: number) =>
    valuesOf(of).flatMap((value) => {
      if ('office' in value && !offices.has(value.office)) return [tell(of.key, `There is no office ${value.office}.`)]
      if ('officer' in value && !officers.has(value.officer))
        return [tell(of.key, `There is no officer ${value.officer}.`)]
      const named = 'case' in value ? value.case : 'caseNumber' in value ? value.caseNumber : null
      if (named !== null && !cases.slice(0, index).some(({ key }) => key === named))
        return [tell(of.key, `No case ${named} stands before it.`)]
      return []
    })
  return [
    ...[...repeated(cases.map(({ key }) => key)), ...repeated(people.map(({ key }) => key))].map((key) =>
      tell(key, 'It stands twice.'),
    ),
    ...repeated(cases.flatMap(({ comesAs }) => comesAs ?? [])).map((one) => tell(one, 'Two people come as this.')),
    ...cases.flatMap(unknown),
    ...cases.flatMap(referred),
    ...cases.flatMap(timeProblems),
  ]
}

function tell(row: string, sentence: string): Found {
  return { row, sentence }
}

type Referring = Extract<
  DemonstrationFact,
  { office: string } | { officer: string } | { case: string } | { caseNumber: string }
>

function valuesOf({ facts, steps }: DemonstrationCase): Referring[] {
  const given = [facts, ...steps.flatMap((one) => ('putOn' in one ? [] : [one.facts]))]
  return given
    .flatMap((one) => Object.values(one))
    .filter(
      (value): value is Referring =>
        typeof value === 'object' &&
        !Array.isArray(value) &&
        ['office', 'officer', 'case', 'caseNumber'].some((name) => name in value),
    )
}

/** Each step after the one before it, and none after the play. */
function timeProblems({ key, ago, steps }: DemonstrationCase): Found[] {
  const hours = steps.flatMap((one) => ('putOn' in one || one.after === null ? [] : [one.after]))
  return hours.flatMap((after, index) => [
    ...(after > ago ? [tell(key, `${after} hours after its opening have not gone by.`)] : []),
    ...(after < (hours[index - 1] ?? 0) ? [tell(key, `${after} hours come before the step before.`)] : []),
  ])
}
