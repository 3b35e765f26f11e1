/**
 * Brings the registers up on a database: logins, tables, functions, what each login may do; and refuses where the
 * declarations, the country pack and the database do not agree.
 */
import { type CountryPack, placesOf, refusedTextsOf } from '../countries/index.ts'
import { enforce, loginOf, loginsFor, OWN_LOGINS, openFirewall } from '../firewall/index.ts'
import { checkAll, findingLines, OFFICER_ROLES, type Procedure } from '../procedures/index.ts'
import { CannotStart, type Store } from '../store/index.ts'
import { catalogueOf } from './catalogue.ts'
import { compartmentsOf, functionsText, installRegisters } from './install.ts'
import { declared } from './installed.ts'
import { countryModes, type ModeProblem } from './judgement/index.ts'
import { officeProblems } from './offices.ts'
import type { Register } from './register.ts'
import { makeMemory } from './remembered.ts'
import { openVault, vaultFolderIn } from './seal/vault.ts'

export interface OpenOptions {
  /** One that is still being made is waited for, after all that needs no database. */
  readonly store: Store | Promise<Store>
  readonly pack: CountryPack
  readonly procedures: readonly Procedure[]
  /** Where keys of cases lie: apart from the database and its backups. */
  readonly dataFolder: string
  /** Today in the country. */
  readonly today: Temporal.PlainDate
  /** Version of this program, as the ledger writes it. */
  readonly software: string
}

/** Opens the registers. Every refusal is a `CannotStart` with one sentence that names what does not agree. */
export async function openRegister(options: OpenOptions): Promise<Register> {
  const { pack, procedures, dataFolder, today, software } = options
  const modes = countryModes(pack, procedures, today.toString())
  refuse('The declared procedures are not sound', findingLines(checkAll(procedures)))
  refuse('safeguards.yaml does not fit the declared procedures', modes.problems.map(modeProblemLine))
  refuse('offices.yaml does not fit the declared procedures', officeProblems(pack.offices, procedures))
  const installation = { procedures, pack, modes: modes.of, today }
  const functions = functionsText(installation)
  for (const one of procedures) declared(one) // worked out once, while the database starts
  const store = await options.store
  const owner = await store.ownerClient()
  try {
    // Of processes that start at once one after the other: two that grant at the same moment disturb each other.
    await owner.query('select pg_advisory_lock($1)', [OPEN_LOCK])
    const firewall = await openFirewall(store, OFFICER_ROLES)
    await installRegisters(owner, installation, functions)
    await enforce(
      owner,
      catalogueOf(compartmentsOf(procedures), procedures, {
        logins: loginsFor(OFFICER_ROLES).map(({ name }) => name),
        loginOf: loginOfRole,
      }),
    )
    return {
      firewall,
      vault: openVault(vaultFolderIn(dataFolder)),
      keyOf: store.key,
      procedures,
      modesOf: modes.of,
      whyRecorded: modes.why,
      calendar: { timeZone: pack.timeZone, workingCalendar: pack.workingCalendar },
      isRefusedText: refusedTextsOf(pack.refusedTexts),
      places: placesOf(pack.places),
      offices: pack.offices,
      regions: Object.keys(pack.regions),
      software,
      memory: makeMemory(),
    }
  } finally {
    await owner.end() // and the lock with it
  }
}

/** Of processes that start at once one opens the registers. */
const OPEN_LOCK = 7_318_349_394_483

/** The login of an officer's role, or of the registers' own. */
export function loginOfRole(role: string): string {
  const own: Readonly<Record<string, string | undefined>> = OWN_LOGINS
  return own[role] ?? loginOf(role)
}

function refuse(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new CannotStart(`${what}. Nothing was started: ${problems.join('; ')}.`)
}

const REASON: Readonly<Record<ModeProblem['reason'], string>> = {
  'no-such-procedure': 'there is no such procedure',
  'no-such-rule': 'there is no such rule',
  'may-not-record': 'this rule is never only recorded',
  'no-clock': 'this rule has no time limit',
  'against-the-person': 'the limit would be worse for the person',
  'no-step-at-the-end': 'no step of the system follows the end of this rule, so no national limit runs beside it',
  'national-limit-is-shorter': 'a national limit that is shorter than the rule does not stand in its way',
}

function modeProblemLine({ procedure, rule, reason }: ModeProblem): string {
  return `${procedure} ${rule}: ${REASON[reason]}`
}
