/** The steps of identification. Nobody can refuse the presumption; two of the team decide, never one, never the police. */
import { type Entry, type Transition, theTime } from './vocabulary/index.ts'

const FOR_THE_PERSON = ['person', 'representative', 'lawyer', 'guardian', 'ombuds-officer', 'anyone'] as const

export const transitions = {
  // By itself, upon the sign, and with the system's own time: whoever tells of a sign long after it was seen takes nothing from
  // the person's days to think, and brings no silence about.
  presume: {
    from: ['sign'],
    to: 'presumed',
    by: ['system'],
    upon: { at: 'opening' },
    gives: { presumedAt: theTime },
  },
  startReflection: {
    from: ['presumed'],
    to: 'reflection',
    by: ['victim-worker', 'person'],
    takes: ['reflectionUntil'],
  },
  identify: {
    from: ['presumed', 'reflection'],
    to: 'identified',
    by: ['identification-team'],
    needs: ['decisionReasons', 'exploitation'],
    takes: ['sector', 'recruitedIn', 'routeIntoCountry'],
    countersigned: ['identification-team'], // two of the three
    gives: { decision: 'victim', presumption: 'confirmed' },
  },
  identifyBySilence: {
    from: ['presumed', 'reflection'],
    to: 'identified',
    by: ['system'],
    gives: { decision: 'victim', presumption: 'confirmed' },
  },
  notIdentify: {
    from: ['presumed', 'reflection'],
    to: 'notIdentified',
    by: ['identification-team'],
    needs: ['decisionReasons', 'firstTalkAt', 'decisionServedAt'],
    countersigned: ['identification-team'],
    serious: true,
    gives: { decision: 'not-victim' },
  },
  askReview: {
    from: ['notIdentified'],
    to: 'inReview',
    by: FOR_THE_PERSON,
    gives: { reviewAskedAt: theTime },
  },
  identifyInReview: {
    from: ['inReview'],
    to: 'identified',
    by: ['identification-team'],
    needs: ['decisionReasons', 'exploitation', 'ombudsView'],
    anew: ['decisionReasons'], // another team, with reasons of its own
    countersigned: ['identification-team'],
    gives: { decision: 'victim', presumption: 'confirmed' },
  },
  confirmNotIdentified: {
    from: ['inReview'],
    to: 'closedNotIdentified',
    by: ['identification-team'],
    needs: ['decisionReasons', 'ombudsView', 'decisionServedAt'],
    anew: ['decisionReasons', 'decisionServedAt'],
    countersigned: ['identification-team'],
    serious: true,
    gives: { presumption: 'ended-with-reasons' },
  },
  endReviewTime: {
    from: ['notIdentified'],
    to: 'closedNotIdentified',
    by: ['system'],
    gives: { presumption: 'ended-with-reasons' },
  },
  assist: { from: ['identified'], to: 'assisted', by: ['victim-worker'], needs: ['assistance'], takes: ['riskPlan'] },
  /** Nobody but the person says that they need no more help. */
  recover: { from: ['identified', 'assisted'], to: 'recovered', by: ['person'] },
  returnHome: {
    from: ['identified', 'assisted'],
    to: 'returned',
    by: ['victim-worker'],
    needs: ['destinationRisk', 'receivingService'], // the wish is the person’s own entry, typed by nobody for them
  },
  leave: { from: ['identified', 'assisted'], to: 'left', by: ['victim-worker', 'person'] },
  noteDeath: { from: 'any-open', to: 'died', by: ['victim-worker'], needs: ['diedAt'], alarm: 'L' },
} as const satisfies Record<string, Transition>

export const entries = {
  addSign: {
    in: 'any-open',
    by: ['victim-worker', 'identification-team'],
    needs: ['signs'],
    takes: ['immediateDanger'],
  },
  talk: {
    in: 'any-open',
    by: ['victim-worker'],
    needs: ['firstTalkAt', 'talkPrivate', 'interpreterOffered'],
    takes: ['talkSameSex', 'wishesSameSex', 'riskPlan', 'sex', 'birthDateKnown', 'ageBasis', 'nationality'],
  },
  doubtRepresentative: { in: 'any-open', by: ['victim-worker'], needs: ['representativeDoubted'] },
  tellRights: {
    in: 'any-open',
    by: ['victim-worker'],
    needs: ['rightsToldAt', 'rightsToldHow', 'rightsUnderstood', 'lawyerOffered'],
    anew: ['rightsToldAt', 'rightsToldHow', 'rightsUnderstood'],
  },
  meetLawyer: { in: 'any-open', by: ['lawyer', 'victim-worker'], needs: ['lawyerMetAt'] },
  noteAge: {
    in: 'any-open',
    by: ['victim-worker', 'guardian', 'child-protection-officer'],
    needs: ['ageBasis'],
    takes: ['birthDateKnown'],
  },
  nameGuardian: {
    in: 'any-open',
    by: ['guardian', 'child-protection-officer', 'victim-worker'],
    needs: ['guardianNamedAt', 'guardianName'],
  },
  hearChild: { in: 'any-open', by: ['guardian', 'victim-worker'], needs: ['childHeardAt'] },
  /** Each consent apart, each to be taken back. */
  choose: {
    in: 'any',
    by: ['person', 'victim-worker', 'guardian'],
    needs: [],
    takes: ['consentHelp', 'consentPolice', 'consentFamily', 'consentConsul', 'wishesSameSex', 'story'],
  },
  prolongReflection: {
    in: ['reflection'],
    by: ['person', 'victim-worker', 'guardian'],
    needs: ['reflectionUntil'],
    anew: ['reflectionUntil'],
  },
  noteStory: { in: 'any-open', by: ['victim-worker'], needs: ['story'] },
  giveTestimony: {
    in: 'any',
    by: ['person', 'victim-worker', 'lawyer'],
    needs: ['testimony'],
    takes: ['criminalCase'],
  },
  giveOmbudsView: { in: ['inReview'], by: ['ombuds-officer'], needs: ['ombudsView'] },
  noteAssistance: { in: 'any-open', by: ['victim-worker'], needs: ['assistance'], takes: ['supportNeeds', 'riskPlan'] },
  askResidence: {
    in: 'any-open',
    by: ['person', 'victim-worker', 'lawyer', 'guardian'],
    needs: ['residenceAsked'],
    gives: { residenceAskedAt: theTime },
  },
  noteResidence: { in: 'any-open', by: ['victim-worker'], needs: ['residenceGiven'] },
  askCompensation: {
    in: 'any',
    by: ['person', 'lawyer', 'victim-worker'],
    needs: [],
    gives: { compensation: 'asked' },
  },
  noteCompensation: {
    in: 'any',
    by: ['victim-worker', 'lawyer'],
    needs: ['compensation'],
    takes: ['compensationAmount'],
  },
  noteCharge: { in: 'any', by: ['victim-worker', 'lawyer'], needs: ['nonPunishmentApplied', 'offence'] },
  noteProceedings: { in: 'any', by: ['victim-worker', 'lawyer', 'judge'], needs: ['proceedingsOpen'] },
  noteUnscreened: {
    in: 'any',
    by: ['victim-worker', 'identification-team', 'ombuds-officer', 'lawyer'],
    needs: [],
    takes: ['detainedUnscreened', 'removedUnscreened'],
  },
  askReturn: { in: ['identified', 'assisted'], by: ['person'], needs: [], gives: { ownRequest: true } },
  assessReturn: {
    in: ['identified', 'assisted'],
    by: ['victim-worker'],
    needs: ['destinationRisk', 'receivingService'],
  },
  tellCondition: { in: 'any', by: FOR_THE_PERSON, needs: [], takes: ['conditionTold'] },
  askToKeep: { in: 'any', by: ['person', 'lawyer', 'guardian'], needs: [], gives: { keepAsProof: true } },
  askErasure: { in: 'any', by: ['person'], needs: [] },
} as const satisfies Record<string, Entry>
