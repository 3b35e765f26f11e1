/** Rules for English sentences in which a body voices concern, praises, or only takes note. */
import type { SentenceRule } from './rule.ts'

const DEGREE =
  '(?:(?:also|further|however|nevertheless|nonetheless|therefore|particularly|in particular|still|deeply|gravely|seriously|highly|very|extremely|especially|equally|once again|again|most|greatly|much|strongly|thus|profoundly|additionally|moreover|remains|is|are|was|and|yet)[\\s,]+){0,8}'
const BODY = '(?:(?:[Tt]he\\s+)?(?:Sub)?[Cc]ommittee|SPT|[Ii]t|and|but|,)'

export const VIEWS_IN_ENGLISH: readonly SentenceRule[] = [
  {
    name: 'is concerned',
    phrase: 'The Committee is deeply concerned about the lack of data.',
    not: ['The ministries concerned take part.', 'The Committee recommends that the persons concerned be heard.'],
    language: 'en',
    gives: 'concern',
    finds: new RegExp(
      `\\b(?:is|remains|are|was|were)\\s*,?\\s*${DEGREE}(?:nevertheless\\s+|however,?\\s+)?(?:deeply\\s+)?(?:concerned|alarmed|disturbed|dismayed|appalled|worried|troubled|disappointed|preoccupied|distressed|perturbed|apprehensive)\\b|^(?:[^.]*?,\\s*)?(?:(?:[Dd]eeply|[Ss]eriously|[Gg]ravely|[Pp]articularly)\\s+)?[Cc]oncerned\\s+(?:about|that|at|by)\\b`,
      'u',
    ),
    unlessAfter:
      /\b(?:persons?|States?|countries|parties|groups?|those|communities|individuals|women|children)\s+(?:who\s+)?$/,
  },
  {
    name: 'notes with concern',
    phrase: 'The Committee notes with concern that the law is not applied.',
    not: ['The Committee notes with appreciation that the law is applied.'],
    language: 'en',
    gives: 'concern',
    finds:
      /\b(?:not(?:es|ing)|observ(?:es|ing)|takes\s+note|taking\s+note|views|learned|acknowledg(?:es|ing))\s+with\s+(?:\S+\s+){0,2}?(?:concern|regret|alarm|dismay|disappointment|preoccupation)\b/i,
  },
  {
    name: 'regrets',
    phrase: 'The Committee regrets the lack of information.',
    not: ['The police expressed regret.'],
    language: 'en',
    gives: 'concern',
    finds:
      /\b(?:regrets|regretting|deplores|deploring|condemns|laments)\b|\b(?:finds|considers)\s+it\s+(?:regrettable|unacceptable|worrying)\b|\b[Ii]t\s+is\s+(?:also\s+|further\s+)?(?:regretted|regrettable|deplored)\b/i,
  },
  {
    name: 'expresses concern',
    phrase: 'The Committee reiterates its concern about detention.',
    not: ['The Committee recommends that the State party address the concerns of residents.'],
    language: 'en',
    gives: 'concern',
    finds:
      /\b(?:express(?:es|ing)|reiterat(?:es|ing)|shar(?:es|ing)|voic(?:es|ing)|reaffirms|recalls|repeats|has|maintains)\s+(?:(?:its|the|their|a|some|previous|earlier|deep|serious|grave|great|particular|profound|continued|and|strong|utmost|previously expressed)\s+){0,8}(?:concerns?|regrets?|alarm|dismay|disappointment)\b|\b(?:matter|cause|source|subject)s?\s+of\s+(?:\S+\s+)?concern\b|\bconcerns?\s+(?:remains?|persists?)\b|\bconcern\s+is\s+(?:also\s+|further\s+|therefore\s+)?expressed\b/i,
  },
  {
    name: 'has yet to',
    phrase: 'The Committee notes that the State party has yet to make the declaration.',
    not: ['The Committee notes that the State party has made the declaration.'],
    language: 'en',
    gives: 'lack',
    finds:
      /\b(?:has|have)\s+(?:yet\s+to|not\s+yet|still\s+not|not)\b|\b(?:is|are|does|do|did|was|were)\s+(?:still\s+)?not\b|\b(?:lacks?|lack of|absence of|insufficient|inadequate|fails?\s+to|failed\s+to|no\s+(?:information|data|specific))\b/i,
  },
  {
    name: 'welcomes',
    phrase: 'The Committee welcomes the adoption of the plan.',
    not: ['The plan was welcomed by residents.'],
    language: 'en',
    gives: 'praise',
    finds: new RegExp(
      `(?<=${BODY}\\s+${DEGREE})(?:welcomes|appreciates|commends|congratulates|praises|applauds|values|salutes|lauds|hails)\\b`,
      'u',
    ),
  },
  {
    name: 'notes with appreciation',
    phrase: 'The Committee takes note with appreciation of the plan.',
    not: [
      'The Committee notes with concern the plan.',
      'While noting with interest the plan, the Committee is concerned.',
    ],
    language: 'en',
    gives: 'praise',
    finds:
      /\b(?:notes|takes\s+note|observes|acknowledges|recognizes|expresses)\s+(?:its\s+)?(?:with\s+)?(?:\S+\s+)?(?:appreciation|satisfaction|interest|approval|gratitude)\b|\b[Ii]t\s+is\s+(?:also\s+)?noted\s+with\s+(?:appreciation|satisfaction|interest)\b|\b(?:is|are)\s+(?:also\s+)?welcomed\b(?!\s+by)|\bnotes\s+(?:also\s+)?as\s+(?:a\s+)?positive\b|\bas\s+positive\s+(?:developments?|steps?)\b|\bis\s+(?:also\s+)?(?:pleased|encouraged|gratified|grateful|heartened)\b/i,
  },
  {
    name: 'notes',
    phrase: 'The Committee takes note of the information provided.',
    not: ['Taking note of the information provided, the Committee recommends action.'],
    language: 'en',
    gives: 'note',
    finds: new RegExp(
      `(?<=(?:(?:[Tt]he\\s+)?(?:Sub)?[Cc]ommittee|[Ii]t)\\s+${DEGREE})(?:notes|takes\\s+(?:due\\s+|careful\\s+)?note|observes|acknowledges|recognizes|understands|is\\s+aware)\\b`,
      'u',
    ),
  },
]
