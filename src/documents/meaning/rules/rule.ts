/** What every rule is: a name, the phrase of United Nations drafting that it answers, and what it gives. */
import type { Language } from '../language.ts'

/** What a sentence does: it asks the State for something, voices concern, praises, only takes note, or says that something is missing. */
export type Act = 'asks' | 'concern' | 'praise' | 'note' | 'lack'

/** One rule about sentences. A sentence may meet several. */
export interface SentenceRule {
  readonly name: string
  /** The stock phrase that the rule answers; the rule's own test reads it. */
  readonly phrase: string
  /** Near phrases that it must not answer. */
  readonly not?: readonly string[]
  readonly language: Language
  readonly gives: Act
  /** Finds the phrase. What an asking rule matches ends where the thing asked for begins. */
  readonly finds: RegExp
  /** A word without which the rule cannot answer: asked first, since it is found faster. */
  readonly cue?: RegExp
  /** Part of the sentence before the match in which the rule does not hold. */
  readonly unlessAfter?: RegExp
}

/** A rule as the documentation lists it. */
export interface DescribedRule {
  readonly name: string
  readonly phrase: string
  readonly gives: string
}

/** Where a rule answers in a sentence. */
export interface Answer {
  readonly rule: SentenceRule
  readonly from: number
  readonly to: number
}

/** What the rules of one language say about sentences; it remembers each sentence, since several questions are asked of it. */
export interface Speech {
  /** Every place where a rule answers, in the order of the sentence. */
  answersIn(sentence: string): readonly Answer[]
}

/** Speech under a set of rules. */
export function speechUnder(rules: readonly SentenceRule[]): Speech {
  const everywhere = rules.map((rule) => ({ rule, finds: new RegExp(rule.finds.source, `${rule.finds.flags}g`) }))
  const remembered = new Map<string, readonly Answer[]>()
  return {
    answersIn(sentence) {
      const known = remembered.get(sentence)
      if (known !== undefined) return known
      const answers = everywhere
        .flatMap(({ rule, finds }) => placesOf(rule, finds, sentence))
        .toSorted((one, other) => one.from - other.from || other.to - one.to)
      remembered.set(sentence, answers)
      return answers
    },
  }
}

// No drafter writes a longer sentence; a file made to keep us busy may.
const LONGEST_SENTENCE = 10_000

// "Some members suggested that the State party should …": in older documents, what one person said and not the body.
const SAID_BY_MEMBERS =
  /^(?:[^,.;:]{0,80},\s+)?(?:(?:[Ss]ome|[Ss]everal|[Cc]ertain|[Oo]ther|[Oo]ne|[Mm]any|[Aa] number of|[Ii]ndividual)\s+(?:of the\s+)?)?(?:[Mm]embers?|[Ee]xperts?)\s+(?:of the Committee\s+)?(?:also\s+|further\s+)?(?:suggested|recommended|proposed|urged|requested|asked|felt|considered|stressed|emphasized|believed|hoped|expressed|were of the (?:view|opinion)|was of the (?:view|opinion))\b/

/** Whether a sentence reports what single members wished, which binds nobody but may be worth a look. */
export function isSaidByMembers(sentence: string): boolean {
  return SAID_BY_MEMBERS.test(sentence)
}

function placesOf(rule: SentenceRule, finds: RegExp, whole: string): Answer[] {
  const sentence = whole.slice(0, LONGEST_SENTENCE)
  if (rule.gives === 'asks' && isSaidByMembers(sentence)) return []
  if (rule.cue?.test(sentence) === false) return []
  return [...sentence.matchAll(finds)]
    .filter((match) => match[0] !== '' && !rule.unlessAfter?.test(sentence.slice(0, match.index)))
    .map((match) => ({ rule, from: match.index, to: match.index + match[0].length }))
}
