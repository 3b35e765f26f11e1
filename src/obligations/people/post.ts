/** The posts of institutions: who answers for what nobody is named for. */
import { z } from 'zod'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, Invalid, StepRefused, type Tx } from '../../store/index.ts'
import { headOf, mayAppoint } from './permission.ts'

export const PostName = z.enum(['focal-point', 'alternate', 'validator', 'head'])
export type PostName = z.output<typeof PostName>

export interface PostHolder {
  readonly institution: string
  readonly post: string
  readonly account: string
  readonly name: string
  readonly version: number
}

/** Who holds which post, of one institution or of all. */
export async function posts(tx: Tx, institution?: string): Promise<readonly PostHolder[]> {
  return tx
    .selectFrom('post as p')
    .innerJoin('account as a', 'a.id', 'p.account')
    .select(['p.institution', 'p.post', 'p.account', 'a.name', 'p.version'])
    .$if(institution !== undefined, (query) => query.where('p.institution', '=', institution ?? ''))
    .orderBy('p.institution')
    .orderBy('p.post')
    .execute()
}

export const Appointment = z.object({
  institution: z.string().min(1),
  post: PostName,
  account: z.uuid(),
  /** Of the holder who is replaced; absent for a vacant post. */
  version: z.coerce.number().int().optional(),
})
export type Appointment = z.output<typeof Appointment>

/** Gives a post to a person of the institution. The database refuses a closed account. */
export async function appoint(tx: Tx, viewer: Viewer, input: Appointment): Promise<void> {
  await refuseUnentitled(tx, viewer, input.institution)
  const person = await tx.selectFrom('account').select('institution').where('id', '=', input.account).executeTakeFirst()
  if (person?.institution !== input.institution)
    throw new Invalid([{ field: 'account', rule: 'of-another-institution' }])
  await refuseBothSides(tx, input)
  const { institution, post, account, version } = input
  const done =
    version === undefined
      ? await tx
          .insertInto('post')
          .values({ institution, post, account })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await held(tx, institution, post)
          .set({ account, version: version + 1 })
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  if (done === undefined) throw await changedMeanwhile(tx, institution, post)
}

/** Leaves a post vacant. */
export async function vacate(
  tx: Tx,
  viewer: Viewer,
  { institution, post, version }: { institution: string; post: PostName; version: number },
): Promise<void> {
  await refuseUnentitled(tx, viewer, institution)
  const gone = await tx
    .deleteFrom('post')
    .where('institution', '=', institution)
    .where('post', '=', post)
    .where('version', '=', version)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) throw await changedMeanwhile(tx, institution, post)
}

function held(tx: Tx, institution: string, post: string) {
  return tx.updateTable('post').where('institution', '=', institution).where('post', '=', post)
}

async function refuseUnentitled(tx: Tx, viewer: Viewer, institution: string): Promise<void> {
  if (!mayAppoint(viewer, await headOf(tx, institution))) throw new StepRefused('not-your-task')
}

/** Who claims that something is done must not be the one who confirms it. */
async function refuseBothSides(tx: Tx, { institution, post, account }: Appointment): Promise<void> {
  const other = post === 'validator' ? 'focal-point' : post === 'focal-point' ? 'validator' : null
  const holders = other === null ? [] : await posts(tx, institution)
  if (holders.some((holder) => holder.post === other && holder.account === account))
    throw new Invalid([{ field: 'account', rule: 'validator-is-focal-point' }])
}

/** The post as it is now; without holder and version where somebody has vacated it. */
async function changedMeanwhile(tx: Tx, institution: string, post: string): Promise<Conflict> {
  const current = (await posts(tx, institution)).find((holder) => holder.post === post)
  return new Conflict(current === undefined ? { institution, post, account: null } : { ...current })
}
