/**
 * Splitting and grouping: one recommendation may become several obligations, and one obligation may answer
 * recommendations of several documents and bodies. Also what the secretariat may put into other words.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { ObligationKind, Urgency } from '../countries/index.ts'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, NotFound, record, StepRefused, type Tx } from '../store/index.ts'
import { obligationCode } from './obligation-code.ts'
import { isSecretariat, refuseUnless } from './rights.ts'
import { stale } from './stale.ts'

const words = {
  summary: z.string().trim().min(1).max(1000),
  kind: ObligationKind,
  urgency: Urgency,
}

export const NewObligation = z.object({
  recommendation: z.uuid(),
  /** Parts it from others of the same recommendation, at the end of its code. */
  label: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,30}$/)
    .optional(),
  ...words,
})
export type NewObligation = z.output<typeof NewObligation>

/**
 * Makes an obligation of a recommendation, or one more of it, and gives its code. Themes, people, articles and targets
 * come from the recommendation. Its lead is assigned afterwards.
 */
export async function openObligation(tx: Tx, viewer: Viewer, input: NewObligation): Promise<string> {
  refuseUnless(isSecretariat(viewer))
  const from = await tx
    .selectFrom('recommendation as r')
    .innerJoin('document as d', 'd.id', 'r.document')
    .select(['r.id', 'd.body', 'd.state', 'd.cycle', 'd.symbol', 'r.address', 'r.position'])
    .select(['r.themes', 'r.people_concerned', 'r.sdg_targets', 'r.articles', 'r.follow_up'])
    .where('r.id', '=', input.recommendation)
    .where('r.withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (from === undefined) throw new NotFound()
  const { body, state, cycle, symbol, address, id, ...inherited } = from
  const code = obligationCode({ body, state, cycle, symbol, address: address ?? id.slice(0, 8) }, input.label ?? null)
  const { summary, kind, urgency } = input
  const made = await tx
    .insertInto('obligation')
    .values({ code, summary, kind, urgency, ...inherited })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) throw new Invalid([{ field: 'label', rule: 'taken' }])
  await tx.insertInto('obligation_recommendation').values({ obligation: made.id, recommendation: id }).execute()
  return code
}

export const Link = z.object({ obligation: z.uuid(), recommendation: z.uuid() })
export type Link = z.output<typeof Link>

/** Lets the obligation answer a further recommendation, of whatever document and body. */
export async function attach(tx: Tx, viewer: Viewer, link: Link): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  await refuseUnknown(tx, link)
  await tx
    .insertInto('obligation_recommendation')
    .values(link)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The obligation no longer answers the recommendation. Its last one stays: an obligation without a source is none. */
export async function detach(tx: Tx, viewer: Viewer, link: Link): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  // Locked, so that two who detach at once cannot take the last two together.
  const known = await tx
    .selectFrom('obligation')
    .select('id')
    .where('id', '=', link.obligation)
    .forUpdate()
    .executeTakeFirst()
  if (known === undefined) throw new NotFound()
  const linked = await tx
    .selectFrom('obligation_recommendation')
    .select('recommendation')
    .where('obligation', '=', link.obligation)
    .execute()
  if (!linked.some(({ recommendation }) => recommendation === link.recommendation)) throw new NotFound()
  if (linked.length === 1) throw new StepRefused('last-recommendation')
  await tx
    .deleteFrom('obligation_recommendation')
    .where('obligation', '=', link.obligation)
    .where('recommendation', '=', link.recommendation)
    .execute()
  // The link is gone, so the obligation's own history says what it answered.
  await record(tx, {
    action: 'recommendation.detach',
    objectKind: 'obligation',
    object: link.obligation,
    outcome: 'done',
    details: link,
    audience: 'officials',
  })
}

/** Fields bear the names of the columns. Lists are whole: what is not in them is taken out. */
export const ObligationEdit = z.object({
  id: z.uuid(),
  version: z.coerce.number().int(),
  ...words,
  themes: z.array(z.string().min(1).max(60)).default([]),
  people_concerned: z.array(z.string().min(1).max(60)).default([]),
  sdg_targets: z.array(z.string().min(1).max(30)).default([]),
  articles: z.array(z.string().min(1).max(30)).default([]),
  note: z.string().trim().max(5000).optional(),
  due_on: z.iso.date().optional(),
})
export type ObligationEdit = z.output<typeof ObligationEdit>

/** Puts the obligation into other words, or under other headings. */
export async function editObligation(tx: Tx, viewer: Viewer, input: ObligationEdit): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  const { id, version, note, due_on, ...fields } = input
  const changed = await tx
    .updateTable('obligation')
    .set({ ...fields, note: note ?? null, due_on: due_on ?? null, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (changed !== undefined) return
  throw stale(await tx.selectFrom('obligation').selectAll().where('id', '=', id).executeTakeFirst())
}

async function refuseUnknown(tx: Tx, link: Link): Promise<void> {
  const obligation = await tx.selectFrom('obligation').select('id').where('id', '=', link.obligation).executeTakeFirst()
  const recommendation = await tx
    .selectFrom('recommendation')
    .select('id')
    .where('id', '=', link.recommendation)
    .executeTakeFirst()
  if (obligation === undefined || recommendation === undefined) throw new NotFound()
}
