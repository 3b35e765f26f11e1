/** Where files of cases lie: in the compartment of the case, sealed, in chunks. */

/** A file, and all files of one case: in bytes, as they are kept. */
export const MOST_BYTES = { file: 25 * 1024 * 1024, case: 100 * 1024 * 1024 } as const

/** The tables of a compartment for files. */
export function attachmentTables(schema: string): readonly string[] {
  return [
    // The id follows from the content under the key of the case, so that the event that names it commits to the content.
    `create table ${schema}.attachment (
      attachment_id uuid primary key,
      case_id uuid not null,
      fact text not null,
      officer uuid not null,
      sealed bytea not null,
      -- A second key: destroying it erases this file alone.
      file_key_id uuid not null,
      bytes integer not null check (bytes between 1 and ${MOST_BYTES.file}),
      chunks integer not null check (chunks > 0),
      at timestamptz not null
    )`,
    `create index attachment_of_case on ${schema}.attachment (case_id)`,
    `create table ${schema}.attachment_chunk (
      attachment_id uuid not null references ${schema}.attachment on delete cascade,
      no integer not null check (no > 0),
      sealed bytea not null,
      primary key (attachment_id, no)
    )`,
    // Sealed bytes cannot be compressed; trying costs.
    `alter table ${schema}.attachment_chunk alter column sealed set storage external`,
  ]
}
