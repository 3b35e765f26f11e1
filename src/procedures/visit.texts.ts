/** The words of visits to places where people are held. The rules stand in visit.ts. */

import { visit } from './visit.ts'
import { textsOf } from './vocabulary/index.ts'

export const visitTexts = textsOf(visit)({
  title: 'Visits and recommendations',
  idea: 'The Ombudsperson may come at any hour. What is recommended must be answered, and nobody suffers for having spoken.',
  facts: {
    place: { label: 'Place', hint: 'A place of the public list.' },
    visitedAt: { label: 'When did you come?' },
    visitors: { label: 'Who went?', hint: 'Visitors, experts, interpreters.' },
    sameVisit: { label: 'Is the visit noted in another case already?', hint: 'Then it is not counted twice.' },
    hindered: { label: 'Was a door, a paper or a talk alone refused?' },
    spokenWith: { label: 'With how many people did you speak?', hint: 'The number. No names.' },
    inPrivate: { label: 'Did you speak with them alone?' },
    findings: { label: 'What you found', hint: 'The office that is asked to act never reads this.' },
    addressee: { label: 'Which office is asked?', hint: 'It reads the recommendation, and nothing of what you found.' },
    theme: { label: 'What is it about?' },
    recommendation: { label: 'What is recommended', hint: 'Without a name, and so that nobody can be told from it.' },
    urgent: { label: 'Is life, health or somebody’s safety at stake?', hint: 'Then the answer is due within a day.' },
    recommendedAt: { label: 'Sent' },
    reply: { label: 'What do you do about it?' },
    answer: { label: 'Your answer', hint: 'What has been done, what will be, and by when.' },
    reprisal: { label: 'What was done to them?', hint: 'Without a name.' },
  },
  states: {
    visited: 'Visited',
    recommended: 'Answer due',
    answered: 'Answered',
    followed: 'Followed',
    notFollowed: 'Not followed',
    unanswered: 'Never answered',
    nothingToRecommend: 'Nothing to recommend',
  },
  steps: {
    open: { button: 'Note a visit', done: 'Visit noted' },
    recommend: { button: 'Send a recommendation', done: 'Recommendation sent' },
    answer: { button: 'Answer', done: 'Answered' },
    recommendAgain: { button: 'Recommend again', done: 'Recommended again' },
    closeFollowed: { button: 'It was followed', done: 'Closed: followed' },
    closeNotFollowed: { button: 'It was not followed', done: 'Closed: not followed' },
    closeUnanswered: { button: 'It was never answered', done: 'Closed: never answered' },
    recommendNothing: { button: 'Nothing to recommend', done: 'Closed without a recommendation' },
    noteFindings: { button: 'Add what was found', done: 'Findings added' },
    tellReprisal: { button: 'Somebody was punished for speaking', done: 'Reprisal told' },
  },
  safeguards: {
    V1: {
      title: 'Recommendations are answered',
      officer: 'Answer the recommendation by {$date}.',
      person: 'The office must answer the Ombudsperson by {$date}.',
    },
    V2: {
      title: 'What was said stays with the visitors',
      officer: 'What the visitors found and who spoke is not shown outside the Ombudsperson’s office.',
      person: 'What you tell the visitors stays with them.',
    },
    V3: {
      title: 'Nobody is punished for speaking',
      officer: 'Nobody may be punished for having spoken with the visitors. It is a breach.',
      person: 'Nobody may punish you for having spoken with the visitors. Tell them if somebody does.',
    },
    V4: {
      title: 'Every door opens',
      officer: 'Visitors see every room, every register and everybody alone. A refusal is a breach.',
      person: 'The visitors may come at any time and speak with you alone.',
    },
    V5: {
      title: 'Visits are counted in public',
      officer: 'How many visits, recommendations and answers there were is published.',
      person: 'Everybody can see how many recommendations were answered.',
    },
  },
  codes: {
    recommendationTheme: {
      'grounds-and-time-limits': 'Grounds and time limits',
      'access-to-a-judge': 'Access to a judge',
      lawyer: 'Lawyer',
      'interpreter-and-information': 'Interpreter and information',
      'family-and-consulate': 'Family and consulate',
      'health-care': 'Health care',
      treatment: 'Treatment',
      conditions: 'Conditions of the place',
      women: 'Women',
      children: 'Children',
      'register-of-the-place': 'Register of the place',
      complaints: 'Complaints',
      staff: 'Staff',
      other: 'Something else',
    },
    recommendationReply: {
      done: 'It is done',
      'will-be-done': 'It will be done',
      partly: 'In part',
      refused: 'It is refused',
    },
  },
})
