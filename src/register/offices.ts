/**
 * To which offices a case goes: to the one that a fact names (a place, a school), and otherwise, when it is opened, to
 * those that the country pack says take such cases. Nobody types this, so nobody forgets it.
 */
import { type Office, officeId } from '../countries/index.ts'
import { AGENCIES, AGENCY_OF, isOfficerRole, type OfficerRole, type Procedure } from '../procedures/index.ts'
import { onceFor } from './once-for.ts'
import type { Who } from './register.ts'
import { officeRoles } from './tables/projection.ts'

/** A step as far as offices go. */
export interface Routed {
  readonly opens: boolean
  readonly who: Who
  /** As given with the step. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** Role → code of the office that has to do with the case from now on; roles for which nothing changes are left out. */
export function officesFor(
  procedure: Procedure,
  offices: readonly Office[],
  { opens, who, facts }: Routed,
): Readonly<Record<string, string>> {
  const named = namedOffices(procedure, offices, facts)
  const from = who.as === 'officer' ? who.office : null
  return Object.fromEntries(
    officeRoles(procedure).flatMap((role): [string, string][] => {
      if (!isOfficerRole(role)) return []
      const { namedBy } = procedure.reads[role] ?? {}
      const office =
        namedBy !== undefined
          ? [byId(offices).get(facts[namedBy])].find((one) => one !== undefined && serves(one, role))
          : (named.find((one) => serves(one, role)) ??
            (opens ? takerOf(procedure, offices, { role, from }) : undefined))
      return office === undefined ? [] : [[role, office.code]]
    }),
  )
}

/** Whether officers of the role work there. */
export function serves({ agency, roles }: Office, role: OfficerRole): boolean {
  return agency === AGENCY_OF[role] && (roles === null || roles.includes(role))
}

/** Facts refer to offices by ids that follow from their codes: a hash each, so they are worked out once. */
const byId = onceFor(
  (offices: readonly Office[]): ReadonlyMap<unknown, Office> =>
    new Map(offices.map((one) => [officeId(one.code), one])),
)

/** In the order of the pack. */
function namedOffices(procedure: Procedure, offices: readonly Office[], facts: Routed['facts']): readonly Office[] {
  const ids = new Set(
    Object.entries(facts).flatMap(([name, value]) => (procedure.facts[name]?.is.kind === 'ref' ? [value] : [])),
  )
  const named = new Set([...ids].map((id) => byId(offices).get(id)))
  return offices.filter((one) => named.has(one))
}

/** Whoever opens keeps it; for the others the pack says who takes it. */
function takerOf(
  procedure: Procedure,
  offices: readonly Office[],
  { role, from }: { readonly role: OfficerRole; readonly from: string | null },
): Office | undefined {
  const opener = offices.find(({ code }) => code === from)
  if (opener !== undefined && serves(opener, role)) return undefined
  return offices.find(
    (office) =>
      serves(office, role) &&
      (office.takes === 'all' ||
        office.takes.some(
          (one) =>
            one.procedure === procedure.name && (one.from === 'all' || (from !== null && one.from.includes(from))),
        )),
  )
}

/** Offices of agencies or roles, or taking cases of procedures, that do not exist: in sentences. */
export function officeProblems(offices: readonly Office[], procedures: readonly Procedure[]): readonly string[] {
  const agencies: readonly string[] = AGENCIES
  const names = new Set(procedures.map(({ name }) => name))
  return offices.flatMap(({ code, agency, roles, takes }) => [
    ...(agencies.includes(agency) ? [] : [`office ${code}: there is no agency ${agency}`]),
    ...(roles ?? [])
      .filter((role) => !isOfficerRole(role) || AGENCY_OF[role] !== agency)
      .map((role) => `office ${code}: there is no role ${role} in ${agency}`),
    ...(takes === 'all' ? [] : takes)
      .filter(({ procedure }) => !names.has(procedure))
      .map(({ procedure }) => `office ${code}: there is no procedure ${procedure}`),
  ])
}
