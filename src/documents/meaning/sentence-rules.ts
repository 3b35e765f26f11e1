/**
 * What a sentence does: asks, praises, regrets, or reports. Each rule has a name, the phrase it answers, and the
 * pattern; the first list that a person should read when a paragraph was misread.
 */

export type Act = 'asks' | 'praises' | 'worries'

export interface SentenceRule {
  readonly name: string
  readonly gives: Act
  /** A phrase that the rule answers, in words of our own. */
  readonly phrase: string
  readonly pattern: RegExp
}

/** Who speaks: the Committee, the Subcommittee, the Working Group, or "it" and "they" that stand for them. */
const SPEAKER = String.raw`(?:(?:sub-?)?committee|working group|it|they)`
const ADVERBS = String.raw`(?:,[^,]*,|\s+(?:also|further|furthermore|therefore|thus|strongly|urgently|once again|again|particularly|in particular|accordingly|moreover|hereby|finally|wishes to|would like to|and))*`
const REQUESTING = String.raw`(?:recommends?|urges?|calls? (?:up)?on|requests?|invites?|encourages?|exhorts?|appeals? to|asks?|reiterates? (?:its|the|all|their)[^.;]{0,80}?(?:recommend|call|request|invit)\w*|recalls? and reiterates?|reminds? the state party (?:of its obligation )?to)`

export const SENTENCE_RULES: readonly SentenceRule[] = [
  {
    name: 'committee-asks',
    gives: 'asks',
    phrase: 'The Committee also recommends that the State party …',
    pattern: new RegExp(String.raw`\b${SPEAKER}${ADVERBS}\s+${REQUESTING}\b`, 'i'),
  },
  {
    name: 'committee-adds',
    gives: 'asks',
    phrase: '… to do this, and also recommends that the State party …',
    pattern: new RegExp(
      String.raw`\band${ADVERBS}\s+(?:recommends|urges|requests|invites|encourages|calls (?:up)?on)\b`,
      'i',
    ),
  },
  {
    name: 'state-should',
    gives: 'asks',
    phrase: 'The State party should …',
    pattern:
      /\bthe state party(?:,[^,]*,)?\s+(?:should|must|is (?:urged|requested|encouraged|invited|called upon|strongly encouraged|recommended) to)\b/i,
  },
  {
    name: 'it-should',
    gives: 'asks',
    phrase: 'In particular, it should …',
    pattern:
      /(?:^|[,;]\s+)(?:to that end, |in particular, |in this regard, |in doing so, )?(?:it|they)\s+should(?:,[^,]*,)?(?:\s+\w+|:)/i,
  },
  {
    name: 'view-that-should',
    gives: 'asks',
    phrase: '… is of the view that the State party should …',
    pattern: /\bof the (?:view|opinion) that the state party should\b/i,
  },
  {
    name: 'praise',
    gives: 'praises',
    phrase: 'The Committee welcomes …',
    pattern: new RegExp(
      String.raw`\b${SPEAKER}${ADVERBS}\s+(?:welcomes?|appreciates?|commends?|congratulates?|(?:takes? note|notes?)${ADVERBS}\s+(?:with (?:appreciation|satisfaction|interest|approval)|as positive)|expresses? (?:its )?(?:appreciation|satisfaction))`,
      'i',
    ),
  },
  {
    name: 'concern',
    gives: 'worries',
    phrase: 'It remains concerned about …',
    pattern:
      /\b(?:concerned|alarmed|concern(?:s)? (?:about|at|that|regarding|over)|regrets?|deplores?|dismayed|disturbed|worried|notes? with (?:deep |serious |grave )?(?:concern|regret))\b/i,
  },
]

/** Sentences that look like asking and are none: what was asked before, or was not done. */
const REPORTED =
  /\b(?:has|have) (?:been )?recommended\b|\brecommended (?:by|in) (?:the|its)\b|\b(?:concerned|regrets)\b[^.]*\brecommend(?:ation|ed)/i

/** What one sentence does; a sentence can do several things. */
export function actsOf(sentence: string): ReadonlySet<Act> {
  const found = new Set(SENTENCE_RULES.filter((rule) => rule.pattern.test(sentence)).map((rule) => rule.gives))
  if (
    REPORTED.test(sentence) &&
    !SENTENCE_RULES.some((rule) => rule.name === 'committee-adds' && rule.pattern.test(sentence))
  )
    found.delete('asks')
  return found
}

/** Splits a text into sentences; abbreviations, figures and symbols do not end one. */
export function sentencesOf(text: string): string[] {
  return text
    .split(
      /(?<=[.!?][”"’)]?)\s+(?=[“"‘(]?\p{Lu})(?<!\b(?:No|Nos|art|arts|para|paras|Mr|Ms|Mrs|Dr|vol|chap|sect|cf|e\.g|i\.e|Rev|Add)\.\s+)/u,
    )
    .flatMap((part) => part.split('\n'))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
