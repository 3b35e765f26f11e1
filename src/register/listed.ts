/**
 * What a fact may name of the country: one of its regions, an office on its public list. A kind of which the country has listed
 * none is not looked up: a list that was never written closes nothing.
 */
import { type Office, officeId } from '../countries/index.ts'
import { AGENCIES, type Fact, type Procedure, REGION } from '../procedures/index.ts'
import { citationsOf, type Facts, type Refusal } from './judgement/index.ts'
import { onceFor } from './once-for.ts'
import type { Register } from './register.ts'

/** What of a country closes the values of facts. */
export type Listing = Pick<Register, 'offices' | 'regions'>

const CUSTODIANS = ['migration-service', 'border-service', 'interior', 'place-of-detention']

/** Offices that a reference may name, by what it refers to: those of an agency, or of it those where a role works. */
const OFFICES_OF: Readonly<Record<string, (office: Office) => boolean>> = {
  ...Object.fromEntries(AGENCIES.map((agency) => [agency, (office: Office) => office.agency === agency])),
  court: ({ agency }) => agency === 'courts',
  custodian: ({ agency }) => CUSTODIANS.includes(agency),
  school: ({ agency, roles }) => agency === 'education' && roles?.includes('school-registrar') === true,
}

/** The listed offices that a reference of the kind may name; null where it names no office. */
export function officesNamed(offices: readonly Office[], to: string): readonly Office[] | null {
  const isOne = OFFICES_OF[to]
  return isOne === undefined ? null : listedOf(offices).filter(isOne)
}

const listedOf = onceFor((offices: readonly Office[]) => offices.filter(({ listed }) => listed))

/** Every value that the fact may have by the country's lists; null where none of them closes it. */
export function listedValues({ offices, regions }: Listing, { is }: Fact): readonly string[] | null {
  if ((is.kind === 'code' || is.kind === 'codes') && is.list.name === REGION.name)
    return regions.length === 0 ? null : [...regions, ...is.list.codes]
  if (is.kind !== 'ref') return null
  const named = officesNamed(offices, is.to) ?? []
  return named.length === 0 ? null : named.map(({ code }) => officeId(code))
}

/** Each fact that names what is on none of the country's lists. */
export function notListed(country: Listing, procedure: Procedure, given: Facts): readonly Refusal[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const fact = procedure.facts[name]
    const may = fact === undefined ? null : listedValues(country, fact)
    if (may === null) return []
    return [value]
      .flat()
      .filter((one) => !may.includes(String(one)))
      .map((one) => notOnTheList(procedure, name, one))
  })
}

/** What is said of a value that names nothing the register knows. */
export function notOnTheList(procedure: Procedure, fact: string, given: unknown): Refusal {
  return {
    ...{ rule: 'not-on-the-list', fact, safeguard: null },
    ...{ cite: citationsOf(procedure, fact), params: { given: String(given) } },
  }
}
