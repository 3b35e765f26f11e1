/** A complaint that came: sealed by the browser, or sealed here at once where it came without script. Then the register has it. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { asCode, carryOut, hashOfCode, type Register } from '../../register/index.ts'
import { StepRefused } from '../../store/index.ts'
import { type Code, codeFromText, isFirstFour, keysOf, proofHash, sealText, TooLong } from './channel/index.ts'
import { detailsOf, SealedComplaint } from './fields.ts'
import type { ProblemName } from './frame.ts'

/** What cannot be filed, and by which sentence. Nothing was saved. */
export class NotFiled extends Error {
  override readonly name = 'NotFiled'
  readonly problem: ProblemName

  constructor(problem: ProblemName) {
    super(problem)
    this.problem = problem
  }
}

export type Posted = Readonly<Record<string, unknown>>

export interface Sealed {
  /** Null where a file says it all. */
  readonly story: string | null
  /** Of the file that follows; null where none does. */
  readonly fileHash: string | null
  readonly lookup: Code
  readonly proofHash: string
  readonly recipient: string
  readonly submission: string
}

/** What was sent, sealed. Refuses (NotFiled) what the sender can put right, before anybody waits for it. */
export async function sealedOf(
  recipients: readonly string[],
  posted: Posted,
  fileHash: string | null,
): Promise<Sealed> {
  return 'lookup' in posted ? sealedByBrowser(posted) : sealedHere(recipients, posted, fileHash)
}

/** Files it: once for each code, however often it is sent. */
export async function fileComplaint(register: Register, sealed: Sealed, posted: Posted): Promise<void> {
  const lookup = asCode(sealed.lookup)
  if (lookup === null) throw new NotFiled('code')
  try {
    await carryOut(
      register,
      { as: 'person', caseId: sealed.submission },
      {
        procedure: 'complaint',
        ...({ kind: 'open', step: 'open', on: null, person: null } as const),
        key: sealed.submission,
        code: hashOfCode(lookup),
        facts: {
          ...detailsOf(posted),
          channel: 'web',
          ...(sealed.story === null ? {} : { story: sealed.story }),
          ...(sealed.fileHash === null ? {} : { storyFileHash: sealed.fileHash }),
          codeHash: sealed.proofHash,
          replyKey: sealed.recipient,
        },
        ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null, purpose: 'decide' as const },
      },
    )
  } catch (error) {
    // The line broke after the first one had arrived, and the text was sealed anew: it is the same complaint.
    if (error instanceof StepRefused && error.rule === 'key-used-before') return
    throw error
  }
}

function sealedByBrowser(posted: Posted): Sealed {
  const read = SealedComplaint.safeParse(posted)
  if (!read.success) throw new NotFiled('story')
  const { story, lookup, recipient, submission, 'proof-hash': hash, 'file-hash': fileHash = null } = read.data
  if (story === '' && fileHash === null) throw new NotFiled('story')
  return { story: story || null, fileHash, lookup, recipient, submission, proofHash: hash }
}

/** In memory and nowhere else: the text leaves this function sealed, the code not at all. */
async function sealedHere(
  recipients: readonly string[],
  { story, confirm, code: typed }: Posted,
  fileHash: string | null,
): Promise<Sealed> {
  const code = typeof typed === 'string' ? codeFromText(typed) : null
  if (code === null) throw new NotFiled('code')
  const words = typeof story === 'string' ? story.trim() : ''
  if (words === '' && fileHash === null) throw new NotFiled('story')
  if (typeof confirm !== 'string' || !isFirstFour(code, confirm)) throw new NotFiled('confirm')
  const { lookup, proof, recipient, submission } = await keysOf(code)
  return {
    story: words === '' ? null : await sealOr(words, [...recipients, recipient]),
    fileHash,
    lookup,
    recipient,
    submission,
    proofHash: proofHash(proof),
  }
}

/** The sealed text; NotFiled where it is too long. */
export async function sealOr(text: string, recipients: readonly string[]): Promise<string> {
  try {
    return await sealText(text, recipients)
  } catch (error) {
    if (error instanceof TooLong) throw new NotFiled('long')
    throw error
  }
}

const Submission = z.uuid()

/** The form's own name for this sending; one that is none names this sending alone. */
export function submissionOf({ submission }: Posted): string {
  return Submission.safeParse(submission).data ?? randomUUID()
}
