/**
 * Evidence: files and links that show what was done. Files are kept by the hash of their content, in the database, and
 * are their institution's own until shared; nothing of them is ever run.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { NotFound, record, StepRefused, type Tx } from '../store/index.ts'
import { sniff } from './media-type.ts'
import { partsOf } from './participation.ts'
import { accountOf, mayWorkOn, refuseUnless } from './rights.ts'
import { audienceFor, SHARINGS, sharingOf } from './sharing.ts'
import { stale } from './stale.ts'

export const LARGEST_FILE = 20 * 1024 * 1024

const shared = {
  title: z.string().trim().min(1).max(300),
  obligations: z.array(z.uuid()).min(1).max(200),
  sharing: z.enum(SHARINGS).default('own'),
}

export const EvidenceLink = z.object({
  ...shared,
  // Anything but a web address could run where it is clicked.
  url: z.url({ protocol: /^https?$/ }).max(2000),
})
export type EvidenceLink = z.output<typeof EvidenceLink>

export const EvidenceFile = z.object(shared)
export type EvidenceFile = z.output<typeof EvidenceFile>

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Adds a link, and gives the evidence's id. */
export async function addLink(tx: Tx, viewer: Viewer, input: EvidenceLink): Promise<string> {
  await refuseForeign(tx, viewer, input.obligations)
  const { url } = input
  return insert(tx, viewer, input, { url })
}

/** Adds a file, and gives the evidence's id. Refuses more than 20 MB, and every type that is not on the list. */
export async function addFile(tx: Tx, viewer: Viewer, input: EvidenceFile, file: UploadedFile): Promise<string> {
  await refuseForeign(tx, viewer, input.obligations)
  if (file.bytes.length > LARGEST_FILE)
    throw new StepRefused('file-too-large', { megabytes: LARGEST_FILE / 1024 / 1024 })
  const media = sniff(file.bytes, file.name)
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const bytes = Buffer.from(file.bytes)
  await tx
    .insertInto('stored_file')
    .values({ sha256, bytes, size: bytes.length })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return insert(tx, viewer, input, {
    file: sha256,
    file_name: tidyName(file.name, media.ending),
    media_type: media.type,
  })
}

/** Fields bear the names of the columns. */
export const EvidenceEdit = z.object({ id: z.uuid(), version: z.coerce.number().int(), ...shared })
export type EvidenceEdit = z.output<typeof EvidenceEdit>

/** Renames, links to other obligations, shares or takes back. Only the institution that added it may. */
export async function editEvidence(tx: Tx, viewer: Viewer, input: EvidenceEdit): Promise<void> {
  const now = await evidenceAsForm(tx, input.id)
  if (now === undefined) throw new NotFound()
  refuseUnless(now.institution !== null && now.institution === viewer.institution)
  await refuseForeign(tx, viewer, [...new Set([...now.obligations, ...input.obligations])])
  const changed = await tx
    .updateTable('evidence')
    .set({ title: input.title, audience: audienceFor(viewer, input.sharing), version: sql<number>`version + 1` })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (changed === undefined) throw stale(await evidenceAsForm(tx, input.id)) // read anew: `now` may be from before the other saved
  const gone = now.obligations.filter((id) => !input.obligations.includes(id))
  const added = input.obligations.filter((id) => !now.obligations.includes(id))
  if (gone.length > 0)
    await tx
      .deleteFrom('evidence_obligation')
      .where('evidence', '=', input.id)
      .where('obligation', 'in', gone)
      .execute()
  if (added.length > 0) await link(tx, input.id, added)
}

/** The evidence under the names of the form; undefined where there is none or it is not the reader's. */
export async function evidenceAsForm(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('evidence')
    .select(['id', 'version', 'title', 'url', 'file_name', 'media_type', 'institution', 'audience'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const links = await tx.selectFrom('evidence_obligation').select('obligation').where('evidence', '=', id).execute()
  return { ...row, sharing: sharingOf(row.audience), obligations: links.map(({ obligation }) => obligation) }
}

export interface ReadFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
  readonly sha256: string
}

/**
 * The content of a file. Where it is not public, the reading is recorded in the same transaction, so it must be run
 * by `asActor`: no record, no file. NotFound for a link, for none, and for another's draft alike.
 */
export async function readEvidence(tx: Tx, id: string): Promise<ReadFile> {
  const found = await tx
    .selectFrom('evidence as e')
    .innerJoin('stored_file as f', 'f.sha256', 'e.file')
    .select(['e.file_name', 'e.media_type', 'e.audience', 'f.sha256', 'f.bytes'])
    .where('e.id', '=', id)
    .executeTakeFirst()
  if (found === undefined) throw new NotFound()
  const { audience, sha256 } = found
  if (audience !== 'public') {
    await record(tx, {
      action: 'evidence.read',
      objectKind: 'evidence',
      object: id,
      outcome: 'done',
      details: { sha256 },
      audience,
    })
  }
  return {
    name: found.file_name ?? '',
    type: found.media_type ?? 'application/octet-stream',
    bytes: found.bytes,
    sha256,
  }
}

export interface ListedEvidence {
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly file_name: string | null
  readonly media_type: string | null
  readonly size: number | null
  readonly institution: string | null
  readonly uploaded_by: string | null
  readonly audience: string
  readonly demonstration: boolean
  readonly created_at: Temporal.Instant
  readonly version: number
}

/** The evidence of an obligation that the reader may see, newest first. */
export function evidenceOf(tx: Tx, obligation: string): Promise<readonly ListedEvidence[]> {
  return tx
    .selectFrom('evidence as e')
    .innerJoin('evidence_obligation as l', 'l.evidence', 'e.id')
    .leftJoin('stored_file as f', 'f.sha256', 'e.file')
    .leftJoin('account as a', 'a.id', 'e.uploaded_by')
    .select([
      'e.id',
      'e.title',
      'e.url',
      'e.file_name',
      'e.media_type',
      'f.size',
      'e.institution',
      'a.name as uploaded_by',
    ])
    .select(['e.audience', 'e.demonstration', 'e.created_at', 'e.version'])
    .where('l.obligation', '=', obligation)
    .orderBy('e.created_at', 'desc')
    .execute()
}

/** A name that no file system, header or page can stumble over, with the ending of what the file is. */
export function tidyName(name: string, ending: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const stem = base
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[\p{C}<>:"|?*;%]+/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[.\s-]+|[.\s]+$/g, '')
  return `${[...stem].slice(0, 120).join('') || 'file'}.${ending}`
}

async function refuseForeign(tx: Tx, viewer: Viewer, obligations: readonly string[]): Promise<void> {
  const known = await tx
    .selectFrom('obligation')
    .select('id')
    .where('id', 'in', [...obligations])
    .execute()
  if (known.length < new Set(obligations).size) throw new NotFound()
  const parts = Map.groupBy(await partsOf(tx, obligations), ({ obligation }) => obligation)
  refuseUnless(obligations.every((obligation) => mayWorkOn(viewer, parts.get(obligation) ?? [])))
}

interface Content {
  readonly url?: string
  readonly file?: string
  readonly file_name?: string
  readonly media_type?: string
}

async function insert(tx: Tx, viewer: Viewer, input: EvidenceFile, content: Content): Promise<string> {
  const { id } = await tx
    .insertInto('evidence')
    .values({
      title: input.title,
      ...content,
      institution: viewer.institution,
      uploaded_by: accountOf(viewer),
      audience: audienceFor(viewer, input.sharing),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await link(tx, id, input.obligations)
  return id
}

async function link(tx: Tx, evidence: string, obligations: readonly string[]): Promise<void> {
  await tx
    .insertInto('evidence_obligation')
    .values([...new Set(obligations)].map((obligation) => ({ evidence, obligation })))
    .execute()
}
