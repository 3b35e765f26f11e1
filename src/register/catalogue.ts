/**
 * What each login may do in the compartments, worked out from the declarations for the firewall, which makes the database so
 * and refuses to start where it is not.
 */
import {
  type Catalogue,
  type FunctionModel,
  ownSchema,
  type Read,
  type RowRule,
  type SchemaModel,
  type TableModel,
} from '../firewall/index.ts'
import {
  type Compartment,
  isOfficerRole,
  OFFICER_ROLES,
  type OfficerRole,
  type Procedure,
  putOnBy,
} from '../procedures/index.ts'
import { attachmentModels } from './attachments/catalogue.ts'
import { wording } from './breaches/functions.ts'
import { BREACH_COLUMNS, BREACH_WORD_COLUMNS } from './breaches/tables.ts'
import { hearers } from './commit/hearing.ts'
import { hiddenColumns } from './commit/open.ts'
import { countersignedSteps, seconds } from './commit/seconds.ts'
import { actors } from './commit/steps.ts'
import { rolesWithTimes } from './commit/stopping.ts'
import { watchModels } from './oversight/catalogue.ts'
import { HEAR_THE_WALL } from './oversight/wall.ts'
import { identitySchema, lookupModels, nameModels } from './people/catalogue.ts'
import { reportModels } from './people/reports/catalogue.ts'
import { rebuiltColumns } from './rebuild/stored-case.ts'
import { ALARM_COLUMNS, LOOK_COLUMNS } from './records/look-records.ts'
import { EXTRACT_SIGNATURES, takeSignatures } from './statistics/extract.ts'
import { MIX_SIGNATURE } from './statistics/mixing.ts'
import { clockColumns, foundColumns, periodSignatures } from './statistics/period.ts'
import { recordColumns } from './statistics/record.ts'
import { SAME_PERSON_SIGNATURES } from './statistics/same-person.ts'
import { plainColumns } from './tables/columns.ts'
import { CLOCK_COLUMNS, ERASURE_COLUMNS, EVENT_COLUMNS, SHARED_TABLES } from './tables/compartment.ts'
import { sqlName } from './tables/names.ts'
import { officeColumn, ownDueColumn, ownRuleColumn } from './tables/projection.ts'

/** The login of each role: officers have one each, whoever comes with a code has one, the system has one. */
export type LoginOf = (role: string) => string

export function catalogueOf(
  compartments: readonly Compartment[],
  procedures: readonly Procedure[],
  { logins, loginOf }: { readonly logins: readonly string[]; readonly loginOf: LoginOf },
): Catalogue {
  return {
    logins,
    schemas: [
      ownSchema(logins, HEAR_THE_WALL.map(loginOf), {
        login: loginOf('watchdog'),
        looks: LOOK_COLUMNS,
        alarms: ALARM_COLUMNS,
      }),
      identitySchema(loginOf),
      ledgerSchema(loginOf('watchdog')),
      statisticsSchema(procedures, loginOf),
      ...compartments.map((one) => schemaOf(one, procedures, loginOf)),
    ],
  }
}

/** The self-check reads the ledger whole; nobody else does, and nobody writes to it but its owner. */
function ledgerSchema(watchdog: string): SchemaModel {
  return {
    name: 'ledger',
    tables: Object.entries(LEDGER_COLUMNS).map(([name, columns]) => ({
      name,
      reads: [{ login: watchdog, columns, rows: 'all' }],
    })),
    functions: [],
  }
}

/** Records that lead to nobody, and that nobody who signs in reads: a figure comes from a release alone. */
function statisticsSchema(procedures: readonly Procedure[], loginOf: LoginOf): SchemaModel {
  const computes = (columns: readonly string[]): readonly Read[] => [
    { login: loginOf('statistics'), columns, rows: 'all' },
  ]
  return {
    name: 'statistics',
    tables: [
      { name: 'person', reads: computes(['pseudonym', 'person_key']) },
      { name: 'contributor', reads: computes(['run', 'unit', 'person', 'atom']) },
      { name: 'period_counted', reads: [] },
      { name: 'known_as', reads: [] },
      { name: 'joined', reads: [] },
      { name: 'source', reads: computes(['id', 'name', 'body', 'title']) },
      { name: 'import', reads: computes(['id', 'source', 'procedure']) },
      ...procedures.flatMap((procedure) => [
        { name: sqlName(procedure.name), reads: computes(recordColumns(procedure)) },
        { name: `${sqlName(procedure.name)}_clock`, reads: computes(clockColumns(procedure)) },
        { name: `${sqlName(procedure.name)}_breach`, reads: computes(foundColumns()) },
      ]),
    ],
    functions: [
      { signature: 'keep_contributors(uuid, uuid[], bytea[], integer[])', callers: [loginOf('statistics')] },
      ...EXTRACT_SIGNATURES.map((signature) => ({ signature, callers: [loginOf('statistics')] })),
      ...procedures.flatMap(takeSignatures).map((signature) => ({ signature, callers: [loginOf('statistics')] })),
      ...[MIX_SIGNATURE, ...SAME_PERSON_SIGNATURES].map((signature) => ({ signature, callers: [loginOf('system')] })),
      ...procedures.flatMap((procedure) =>
        periodSignatures(procedure).map((signature) => ({ signature, callers: [loginOf('system')] })),
      ),
    ],
  }
}

const LEDGER_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  entry: ['id', 'log', 'leaf', 'appended_at'],
  tree: ['id', 'log', 'number', 'origin', 'size', 'frontier', 'seen_until', 'clock_is_back', 'stopped'],
  leaf: ['tree', 'tree_index', 'entry', 'leaf'],
  tile: ['tree', 'level', 'tile_index', 'hashes'],
  checkpoint: ['tree', 'size', 'note', 'witnesses', 'signed_at'],
  own_record: ['entry', 'log', 'record', 'salt'],
  gathered: ['id', 'log', 'commitment'],
}

function schemaOf(compartment: Compartment, procedures: readonly Procedure[], loginOf: LoginOf): SchemaModel {
  const inIt = procedures.filter((one) => one.compartment === compartment)
  const parts = procedures.flatMap((one) =>
    Object.entries(one.parts)
      .filter(([, where]) => where === compartment)
      .map(([part]) => ({ name: `${sqlName(one.name)}_${sqlName(part)}`, reads: [] })),
  )
  return {
    name: sqlName(compartment),
    tables: [
      ...SHARED_TABLES.map((name) => ({ name, reads: systemReads(name, inIt, loginOf) })),
      ...inIt.map((procedure) => projectionModel(procedure, loginOf)),
      ...parts,
    ],
    functions:
      inIt.length === 0
        ? []
        : [
            ...systemModels(loginOf),
            codeModel(loginOf),
            ...watchModels(inIt, loginOf),
            ...lookupModels(inIt, loginOf),
            ...inIt.flatMap((one) => functionModels(one, loginOf)),
          ],
  }
}

/** The scheduler looks at clocks and bits, and at nothing of a person. */
const SYSTEM_READS: Readonly<Record<string, readonly string[]>> = {
  clock: ['procedure', 'case_id', 'rule', 'run', 'kind', 'thereupon', 'started_at', 'due_at', 'stopped_at'],
  clock_effect: ['case_id', 'rule', 'run', 'effect'],
  placed_hold: ['procedure', 'case_id', 'least_until', 'most_until', 'lifted_at'],
  hold_gate: ['pseudonym', 'hold', 'standing'],
  unsettled: ['procedure', 'case_id', 'since'],
  passage: ['passage_id', 'target', 'sealed'],
  reached: ['reach_id', 'procedure', 'case_id', 'step'],
}

/** The watchdog recomputes clocks from the events; what is sealed in them opens only with the keys. */
const WATCHDOG_READS: Readonly<Record<string, readonly string[]>> = {
  event: EVENT_COLUMNS,
  clock: CLOCK_COLUMNS,
  clock_effect: ['case_id', 'rule', 'run', 'effect', 'at'],
  placed_hold: ['case_id', 'rule', 'hold', 'mode', 'placed_at', 'lifted_at'],
  hold_gate: ['pseudonym', 'hold', 'standing'],
  erasure: ERASURE_COLUMNS,
  earlier_pseudonym: ['case_id', 'until'],
  breach: BREACH_COLUMNS,
  breach_word: BREACH_WORD_COLUMNS,
}

function systemReads(table: string, procedures: readonly Procedure[], loginOf: LoginOf): readonly Read[] {
  const columns = SYSTEM_READS[table]
  const watched = WATCHDOG_READS[table]
  const watchdog: Read[] = watched === undefined ? [] : [{ login: loginOf('watchdog'), columns: watched, rows: 'all' }]
  if (columns !== undefined) return [{ login: loginOf('system'), columns, rows: 'all' }, ...watchdog]
  if (watched !== undefined) return watchdog
  return table === 'spoken_for' ? spokenForReads(procedures, loginOf) : []
}

/** Whoever speaks for people reads for whom: the policies of the cases look here. */
function spokenForReads(procedures: readonly Procedure[], loginOf: LoginOf): readonly Read[] {
  const speaking = OFFICER_ROLES.filter((role) => procedures.some((one) => putOnBy(one, role) !== null))
  return speaking.map((role) => ({
    login: loginOf(role),
    columns: ['case_id', 'officer', 'ended_at'],
    rows: { column: 'officer', is: 'officer' },
  }))
}

/** What a queue shows: columns of the case itself and the facts that the role reads, in the rows that are its office's. */
function projectionModel(procedure: Procedure, loginOf: LoginOf): TableModel {
  const readers = Object.keys(procedure.reads).filter(isOfficerRole)
  const system = {
    login: loginOf('system'),
    columns: ['case_id', 'case_number', 'event_no', 'state', 'pseudonym', 'key_id', 'person_pointer', 'erased'],
    rows: 'all' as const,
  }
  const watchdog = { login: loginOf('watchdog'), columns: rebuiltColumns(procedure), rows: 'all' as const }
  return {
    name: sqlName(procedure.name),
    reads: [
      system,
      watchdog,
      ...readers.map((role) => ({
        login: loginOf(role),
        columns: queueColumns(procedure, role),
        rows: rowsOf(procedure, role),
      })),
    ],
  }
}

const OF_EVERY_CASE = [
  'case_id',
  'case_number',
  'state',
  'event_no',
  'opened_at',
  'changed_at',
  'due_at',
  'due_rule',
  'erased',
]

function queueColumns(procedure: Procedure, role: OfficerRole): readonly string[] {
  const hidden = new Set(hiddenColumns(procedure, role))
  const facts = plainColumns(procedure).map(({ column }) => column)
  const reads = procedure.reads[role]
  // The policy's own column must be one that the login may look at.
  const office = reads?.cases === 'own' ? [officeColumn(role)] : []
  const times = rolesWithTimes(procedure).includes(role) ? [ownDueColumn(role), ownRuleColumn(role)] : []
  return [...OF_EVERY_CASE, ...office, ...times, ...facts.filter((column) => !hidden.has(column))]
}

function rowsOf(procedure: Procedure, role: OfficerRole): RowRule {
  const cases = procedure.reads[role]?.cases
  if (cases === 'all') return 'all'
  if (cases === 'own') return { column: officeColumn(role), is: 'office' }
  const listed = {
    schema: sqlName(procedure.compartment),
    table: 'spoken_for',
    column: 'case_id',
    whose: 'officer',
    is: 'officer' as const,
    until: 'ended_at',
  }
  return { column: 'case_id', listed }
}

function functionModels(procedure: Procedure, loginOf: LoginOf): readonly FunctionModel[] {
  const name = sqlName(procedure.name)
  const acting = actors(procedure).map((role) => (isOfficerRole(role) || role === 'system' ? role : 'person'))
  const reading = ['system', 'person', ...Object.keys(procedure.reads)]
  const callers = (roles: readonly string[]) => [...new Set(roles.map(loginOf))]
  return [
    { signature: `commit_${name}(jsonb)`, callers: callers(['system', ...acting, ...seconds(procedure)]) },
    ...secondsModels(procedure, callers),
    { signature: `notices_${name}()`, callers: callers(['person', ...hearers(procedure)]) },
    { signature: `acknowledge_${name}(uuid)`, callers: callers(['person', ...hearers(procedure)]) },
    { signature: `open_${name}(uuid, text)`, callers: callers(reading) },
    { signature: `decide_on_${name}(uuid, text)`, callers: callers(reading) },
    { signature: `around_${name}(uuid, jsonb)`, callers: callers(['system', ...acting]) },
    { signature: `wake_${name}(text[])`, callers: [loginOf('system')] },
    { signature: `note_unmoved_${name}()`, callers: [loginOf('system')] },
    { signature: `tick_${name}(uuid, jsonb)`, callers: [loginOf('system')] },
    { signature: `due_erasures_of_${name}()`, callers: [loginOf('system')] },
    ...(procedure.expiry === undefined ? [] : [{ signature: `warn_${name}()`, callers: [loginOf('system')] }]),
    { signature: `erase_${name}(uuid, jsonb)`, callers: [loginOf('system')] },
    { signature: `forgotten_keys_of_${name}(uuid[])`, callers: [loginOf('system')] },
    ...nameModels(procedure, loginOf),
    ...reportModels(procedure, loginOf),
    ...attachmentModels(procedure, loginOf),
    { signature: `word_of_breach_${name}(uuid, uuid, jsonb)`, callers: callers(wording(procedure)) },
    {
      signature: `issue_code_${name}(uuid, bytea, text)`,
      callers: callers(reading.filter((role) => role !== 'system')),
    },
  ]
}

/** Who proposes a step of two people, and who may close what was proposed. */
function secondsModels(procedure: Procedure, callers: (roles: readonly string[]) => readonly string[]) {
  const firsts = countersignedSteps(procedure).flatMap(({ by }) => by)
  if (firsts.length === 0) return []
  const name = sqlName(procedure.name)
  return [
    { signature: `propose_${name}(jsonb)`, callers: callers(firsts) },
    { signature: `decline_${name}(uuid, uuid)`, callers: callers([...firsts, ...seconds(procedure)]) },
  ]
}

/** What the system alone calls, whatever the procedures of the compartment are. */
const systemModels = (loginOf: LoginOf): readonly FunctionModel[] =>
  [
    'fire(uuid, text, integer, text, jsonb)',
    'settled(uuid, integer)',
    'passed(uuid)',
    'arrived(uuid)',
    'repeat_alarms()',
    MIX_SIGNATURE,
  ].map((signature) => ({
    signature,
    callers: [loginOf('system')],
  }))

const codeModel = (loginOf: LoginOf): FunctionModel => ({
  signature: 'case_of_code(bytea)',
  callers: [loginOf('person')],
})
