/** The table of a procedure: where each case stands now. A projection of its events, which can be made anew from them. */
import { type Compartment, OFFICER_ROLES, type Procedure, statesOf } from '../../procedures/index.ts'
import { rolesWithTimes } from '../commit/stopping.ts'
import { onceFor } from '../once-for.ts'
import { plainColumns } from './columns.ts'
import { literal, sqlName, textArray } from './names.ts'

/** The statements that make the table of the procedure and those of its sub-records. */
export function projectionTables(procedure: Procedure): readonly string[] {
  const table = projectionName(procedure)
  const states = textArray(Object.keys(procedure.states))
  const columns = [
    'case_id uuid primary key',
    // Random, and read out over a telephone.
    'case_number text not null unique',
    'pseudonym bytea not null check (length(pseudonym) = 20)',
    'person_pointer bytea not null',
    'key_id uuid not null',
    `state text not null check (state = any(${states}))`,
    'earlier_state text',
    'event_no integer not null',
    'opened_at timestamptz not null',
    'changed_at timestamptz not null',
    'sealed bytea',
    // Which facts stand: columns by their names, sealed facts by theirs.
    "given text[] not null default '{}'",
    // The soonest time that the State owes and has not kept, whoever answers for it; and that for which the role does.
    ...['due_at timestamptz', 'due_rule text'],
    ...rolesWithTimes(procedure).flatMap((role) => [
      `${ownDueColumn(role)} timestamptz`,
      `${ownRuleColumn(role)} text`,
    ]),
    ...officeRoles(procedure).map((role) => `${officeColumn(role)} text`),
    ...plainColumns(procedure).map(({ column, type }) => `${column} ${type}`),
    'erased boolean not null default false',
  ]
  return [
    `create table ${table} (\n  ${columns.join(',\n  ')}\n)`,
    `create index on ${table} (pseudonym)`,
    `create index on ${table} (opened_at desc)`,
    `create index on ${table} (${byUrgency(procedure, null)})`,
    ...rolesWithTimes(procedure)
      .filter((role) => procedure.reads[role]?.cases === 'all')
      .map((role) => `create index on ${table} (${byUrgency(procedure, role)})`),
    // A queue begins with whose it is, then what is urgent or new: the row policy is the first column of the index.
    ...officeRoles(procedure).flatMap((role) => [
      `create index on ${table} (${officeColumn(role)}, opened_at desc) where ${officeColumn(role)} is not null`,
      `create index on ${table} (${officeColumn(role)}, ${byUrgency(procedure, role)}) where ${officeColumn(role)} is not null`,
    ]),
    ...Object.entries(procedure.parts).map(
      ([part, compartment]) =>
        `create table ${partName(procedure, part, compartment)} (part_id uuid primary key, sealed bytea, given text[] not null default '{}', erased boolean not null default false)`,
    ),
    `comment on table ${table} is ${literal(`${procedure.name}: where each case stands. Made from its events.`)}`,
  ]
}

/** immigration_enforcement.detention */
export function projectionName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.${sqlName(procedure.name)}`
}

/** justice.detention_hearing */
export function partName(procedure: Procedure, part: string, compartment: Compartment): string {
  return `${sqlName(compartment)}.${sqlName(procedure.name)}_${sqlName(part)}`
}

/** The roles that read cases of their own office only: for each the case says which office that is. */
export const officeRoles = onceFor((procedure: Procedure): readonly string[] =>
  OFFICER_ROLES.filter((role) => procedure.reads[role]?.cases === 'own'),
)

/** office_sms_enforcement: the office of that role which has to do with the case. */
export function officeColumn(role: string): string {
  return `office_${sqlName(role)}`
}

/** due_judge: the end of the soonest time for which the role answers. */
export function ownDueColumn(role: string): string {
  return `due_${sqlName(role)}`
}

/** due_rule_judge: its rule. */
export function ownRuleColumn(role: string): string {
  return `due_rule_${sqlName(role)}`
}

/**
 * The order of a queue, as the index has it and the query asks for it: cases that go on, then what the role owes first,
 * then what anybody owes, then the newest.
 */
export function byUrgency(procedure: Procedure, role: string | null): string {
  const own = rolesWithTimes(procedure).find((one) => one === role)
  return [
    `(state = any(${textArray(statesOf(procedure, ['final']))}))`,
    ...(own === undefined ? [] : [ownDueColumn(own)]),
    ...['due_at', 'opened_at desc'],
  ].join(', ')
}
