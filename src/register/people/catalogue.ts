/** Who may call the functions about names, and that nobody reads the tables of the identity compartment. */
import type { FunctionModel, SchemaModel } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { sqlName } from '../tables/names.ts'
import { nameReaders, openers } from './functions.ts'
import { NAME_COLUMNS } from './name-row.ts'
import { identityModels } from './reports/catalogue.ts'
import { namingRoles } from './speakers.ts'

type LoginOf = (role: string) => string

/** Schema `identity`: its tables are closed to every login but the self-check's, which reads names sealed. */
export function identitySchema(loginOf: LoginOf): SchemaModel {
  return {
    name: 'identity',
    tables: [
      { name: 'name_record', reads: [{ login: loginOf('watchdog'), columns: NAME_COLUMNS, rows: 'all' }] },
      ...['name_token', 'handle', 'person_report', 'person_case'].map((name) => ({ name, reads: [] })),
    ],
    functions: identityModels(loginOf),
  }
}

/** The functions of a procedure. */
export function nameModels(procedure: Procedure, loginOf: LoginOf): readonly FunctionModel[] {
  const name = sqlName(procedure.name)
  const shown = [...new Set(['person', ...nameReaders(procedure)].map(loginOf))]
  const recording = [...new Set(['person', ...nameReaders(procedure), ...openers([procedure])].map(loginOf))]
  const reading = [...new Set(['person', ...Object.keys(procedure.reads)].map(loginOf))]
  const naming = [...new Set(['person', ...namingRoles(procedure)].map(loginOf))]
  return [
    { signature: `name_representative_${name}(uuid, uuid, bytea)`, callers: [loginOf('person')] },
    { signature: `end_representative_${name}(uuid)`, callers: [loginOf('person')] },
    { signature: `representative_of_${name}(uuid)`, callers: shown },
    { signature: `speaker_${name}(jsonb)`, callers: naming },
    { signature: `speakers_${name}(uuid)`, callers: reading },
    { signature: `name_of_${name}(uuid, text)`, callers: shown },
    { signature: `looks_${name}(uuid, uuid)`, callers: [loginOf('person')] },
    { signature: `naming_${name}(uuid, text)`, callers: recording },
    { signature: `record_name_${name}(uuid, jsonb)`, callers: recording },
  ]
}

/** Those of a compartment with these procedures. */
export function lookupModels(procedures: readonly Procedure[], loginOf: LoginOf): readonly FunctionModel[] {
  const callers = openers(procedures).map(loginOf)
  return ['find_person(bytea[], uuid, text)', 'known_by_document(bytea, uuid, text)', 'person_of(uuid, uuid)'].map(
    (signature) => ({ signature, callers }),
  )
}
