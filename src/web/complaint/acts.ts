/** What whoever has the code can do: each a step of the procedure, with words that go sealed or with none, and one with a file. */
import { type CaseView, carryOut, type Register } from '../../register/index.ts'
import { StepRefused } from '../../store/index.ts'
import { type Bearer, bearerOf } from './bearer.ts'
import { isSealed } from './channel/index.ts'
import { keepFile, type SealedFile } from './files.ts'
import { NotFiled, type Posted, sealOr, submissionOf } from './filing.ts'

interface Act {
  readonly kind: 'enter' | 'take'
  /** The fact that takes the words; null where none are asked for. */
  readonly fact: string | null
  readonly words: 'needed' | 'optional'
}

export const ACTS = {
  write: { kind: 'enter', fact: 'message', words: 'needed' },
  tellReprisal: { kind: 'enter', fact: 'reprisalTold', words: 'optional' },
  tellOwnView: { kind: 'enter', fact: 'ownView', words: 'needed' },
  reopen: { kind: 'take', fact: 'newFacts', words: 'needed' },
  withdraw: { kind: 'take', fact: null, words: 'optional' },
  askErasure: { kind: 'enter', fact: null, words: 'optional' },
} as const satisfies Readonly<Record<string, Act>>
export type ActName = keyof typeof ACTS

export function isAct(name: unknown): name is ActName {
  return typeof name === 'string' && Object.hasOwn(ACTS, name)
}

/** Those that are open now, in the order above. */
export function openActs({ prospects, timeline }: CaseView): readonly ActName[] {
  const isFound = timeline.some(({ step }) => step === 'find')
  return Object.keys(ACTS)
    .filter(isAct)
    .filter((name) => name !== 'tellOwnView' || isFound)
    .filter((name) =>
      prospects.some(({ step, yours, here, stoppedBy }) => step === name && yours && here && stoppedBy.length === 0),
    )
}

export interface Acting {
  readonly bearer: Bearer
  readonly name: ActName
  readonly posted: Posted
  /** That came with the words, or instead of them; the act is then to send it. */
  readonly file: SealedFile | null
}

/** Those who read what somebody with this code writes: the Ombudsperson, and they themselves. */
export function readersOf(recipients: readonly string[], { keys }: Bearer): readonly string[] {
  return [...recipients, ...(keys === null ? [] : [keys.recipient])]
}

/** Both sides may write at the same moment: whoever was second tries again on what the first left. */
const TRIES = 8

/** Does it, once for each submission. Refuses (NotFiled) missing words; `Refused` and `StepRefused` as the register does. */
export async function act(register: Register, recipients: readonly string[], acting: Acting): Promise<void> {
  let { bearer } = acting
  for (let left = TRIES; ; left--)
    try {
      return await carryOutAct(register, recipients, { ...acting, bearer })
    } catch (error) {
      const isSecond = error instanceof StepRefused && error.rule === 'case-changed'
      if (!isSecond || left === 0) throw error
      bearer = (await bearerOf(register, acting.posted)) ?? bearer
    }
}

async function carryOutAct(
  register: Register,
  recipients: readonly string[],
  { bearer, name, posted, file }: Acting,
): Promise<void> {
  const { kind, fact, words } = ACTS[name]
  const text = await wordsOf(posted, readersOf(recipients, bearer))
  if (fact !== null && words === 'needed' && text === null && file === null) throw new NotFiled('text')
  const { caseId, event } = bearer.view
  const who = { as: 'person', caseId } as const
  const kept = file === null ? {} : await keepFile(register, who, { caseId, purpose: 'answer-the-person' }, file)
  try {
    await carryOut(register, who, {
      procedure: 'complaint',
      ...{ kind, step: file === null ? name : 'sendFile', person: null, code: null },
      on: { caseId, event },
      key: submissionOf(posted),
      facts: { ...kept, ...(fact === null || text === null ? {} : { [fact]: text }) },
      ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null, purpose: 'answer-the-person' as const },
    })
  } catch (error) {
    // Sent again on a bad line, and sealed anew: it is there already.
    if (error instanceof StepRefused && error.rule === 'key-used-before') return
    throw error
  }
}

/** The words, sealed: by the browser, or here at once. */
async function wordsOf({ text }: Posted, recipients: readonly string[]): Promise<string | null> {
  if (typeof text !== 'string' || text.trim() === '') return null
  return isSealed(text) ? text : sealOr(text, recipients)
}
