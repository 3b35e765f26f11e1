/** What is kept of a visit: the place and the day, who went, what was found. Of those who spoke there, nothing. */
import { code, codeList, instant, long, number, ref, short, yesNo } from './vocabulary/index.ts'

const THEME = codeList('recommendationTheme', [
  ...['grounds-and-time-limits', 'access-to-a-judge', 'lawyer', 'interpreter-and-information', 'family-and-consulate'],
  ...['health-care', 'treatment', 'conditions', 'women', 'children', 'register-of-the-place', 'complaints', 'staff'],
  'other',
])
const REPLY = codeList('recommendationReply', ['done', 'will-be-done', 'partly', 'refused'])

export const facts = {
  place: ref('place-of-detention', 'Where the visitors were: a place of the public list.', { dimension: 'region' }),
  visitedAt: instant('When they came.'),
  visitors: short('Who went, with interpreters and experts.', { personal: true }),
  sameVisit: yesNo('Another recommendation of a visit that has a case already.'),
  hindered: yesNo('A door, a paper or a talk alone was refused.', { dimension: true }),
  spokenWith: number([0, 10_000], 'How many people spoke with the visitors.'),
  inPrivate: yesNo('They spoke alone, with an interpreter where needed.'),
  findings: long('What was found. Nobody who is asked to act reads it.', { sensitive: true }),
  addressee: ref('custodian', 'The office that is asked, and that reads the recommendation from then on.', {
    dimension: 'agency',
  }),
  theme: code(THEME, 'What it is about.', { dimension: true }),
  recommendation: long('What the office is asked to do, without a name.'),
  urgent: yesNo('Life, health or ill-treatment: the answer is due at once.', { dimension: true }),
  recommendedAt: instant('When it was sent.'),
  reply: code(REPLY, 'What the office says that it does.', { dimension: true }),
  answer: long('What the office answers, with what it has done and by when.', { personal: true }),
  reprisal: long('What was done to somebody because they had spoken with the visitors.', { sensitive: true }),
}
