/** What whoever has the code can do: each a step of the procedure, with words that go sealed or with none. */
import { type CaseView, carryOut, type Register } from '../../register/index.ts'
import { StepRefused } from '../../store/index.ts'
import type { Bearer } from './bearer.ts'
import { isSealed } from './channel/index.ts'
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

/** Does it, once for each submission. Refuses (NotFiled) missing words; `Refused` and `StepRefused` as the register does. */
export async function carryOutAct(
  register: Register,
  recipients: readonly string[],
  { bearer, name, posted }: { readonly bearer: Bearer; readonly name: ActName; readonly posted: Posted },
): Promise<void> {
  const { view, keys } = bearer
  const { kind, fact, words } = ACTS[name]
  const text = await wordsOf(posted, [...recipients, ...(keys === null ? [] : [keys.recipient])])
  if (fact !== null && words === 'needed' && text === null) throw new NotFiled('text')
  const { caseId, event } = view
  try {
    await carryOut(
      register,
      { as: 'person', caseId },
      {
        procedure: 'complaint',
        ...{ kind, step: name, person: null, code: null },
        on: { caseId, event },
        key: submissionOf(posted),
        facts: fact === null || text === null ? {} : { [fact]: text },
        ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null, purpose: 'answer-the-person' as const },
      },
    )
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
