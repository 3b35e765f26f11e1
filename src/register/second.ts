/** Steps of two people: proposed by the first, confirmed or declined by the second, within the case. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Purpose } from '../firewall/index.ts'
import { NotFound } from '../store/index.ts'
import { actingOn } from './acting-on.ts'
import { openCase, placeOfProposal } from './case-file.ts'
import { type Asked, carryOutSigned, confirmed, type Done } from './command.ts'
import { countersignedSteps, declineName, proposeName } from './commit/seconds.ts'
import { bodyHash } from './composed.ts'
import { judgementOf } from './judged.ts'
import { stepNamed } from './judgement/index.ts'
import { Refused } from './refused.ts'
import { actingAs, procedureNamed, type Register, type Who } from './register.ts'
import { seal } from './seal/seal.ts'

/**
 * Proposes the step that was asked; gives the name of the proposal. Nothing has happened yet, and no clock stops. Refuses
 * like `carryOut` everything but that the second is lacking.
 */
export function propose(register: Register, who: Who, asked: Asked): Promise<string> {
  const procedure = procedureNamed(register, asked.procedure)
  const { on } = asked
  if (on === null) throw new NotFound()
  const of = { caseId: on.caseId, purpose: asked.purpose }
  return actingOn(register, who, { procedure, ...of }, async (tx) => {
    const file = await openCase(register, tx, procedure, of)
    const [role] = stepNamed(procedure, asked.step)?.countersigned ?? []
    // Whoever it will be: that there is a second is asked when there is one.
    const somebody = role === undefined ? null : { role, id: randomUUID(), office: null }
    const { refusals } = await judgementOf(register, tx, { who, asked, file, now: file.now, countersigner: somebody })
    if (refusals.length > 0) throw new Refused(refusals, procedure.name)
    confirmed(register, asked)
    const { facts, assertedAt, nationalLawBasis, reasonsLong, step, key } = asked
    const content = { facts, assertedAt: assertedAt?.toString() ?? null, nationalLawBasis, reasonsLong }
    const sealed = seal(register.vault.read(file.keyId), placeOfProposal(procedure, on.caseId, key), content)
    const sent = { step, caseId: on.caseId, expected: on.event, key, bodyHash: bodyHash(register, asked) }
    const command = { ...sent, sealed: sealed.toString('base64') }
    await sql`select ${sql.raw(proposeName(procedure))}(${JSON.stringify(command)})`.execute(tx)
    return key
  })
}

export interface OnProposal {
  readonly procedure: string
  readonly caseId: string
  readonly proposal: string
  readonly purpose: Purpose
}

/** Confirms it: the step is taken as the first proposed it, judged anew on the case as it is now. */
export async function confirm(
  register: Register,
  who: Who,
  on: OnProposal & { readonly event: number; readonly key: string } & Pick<Asked, 'unconfirmed'>,
): Promise<Done> {
  const procedure = procedureNamed(register, on.procedure)
  const file = await actingAs(register, who, (tx) => openCase(register, tx, procedure, on))
  const proposed = file.proposals.find(({ id }) => id === on.proposal)
  if (proposed === undefined) throw new NotFound()
  const asked: Asked = {
    ...{ procedure: on.procedure, kind: 'take', step: proposed.step, key: on.key, purpose: on.purpose, person: null },
    ...{ on: { caseId: on.caseId, event: on.event }, facts: proposed.facts, code: null },
    assertedAt: proposed.assertedAt,
    nationalLawBasis: proposed.nationalLawBasis,
    reasonsLong: proposed.reasonsLong,
    ...(on.unconfirmed === undefined ? {} : { unconfirmed: on.unconfirmed }),
  }
  return carryOutSigned(register, who, asked, { proposal: on.proposal, first: proposed.by })
}

/** Declines it, or takes back one's own. Refuses (StepRefused) one that is closed, and whoever could not be the second. */
export async function decline(register: Register, who: Who, on: OnProposal): Promise<void> {
  const procedure = procedureNamed(register, on.procedure)
  // Where no step needs two people nothing is ever proposed, and the database has no word for it.
  if (countersignedSteps(procedure).length === 0) throw new NotFound()
  await actingAs(register, who, (tx) =>
    sql`select ${sql.raw(declineName(procedure))}(${on.caseId}, ${on.proposal})`.execute(tx),
  )
}
