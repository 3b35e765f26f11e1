/** The steps of a detention: to the judge and back, by the judge alone, and to release from wherever the case stands. */
import { any, asItStood, inState, is, not, type Transition } from './vocabulary/index.ts'

const ORDER = [
  'ground',
  'groundLaw',
  'groundFacts',
  'necessity',
  'proportionality',
  'alternatives',
  'removalProspect',
] as const
const HEARING = ['hearingAt', 'personHeard', 'interpreterPresent', 'lawyerPresent', 'decisionReasons'] as const

export const transitions = {
  // at any time and on no condition, whoever has been asked for what: a request or an order keeps nobody in whom the
  // agency no longer wishes to hold
  letGo: {
    from: ['apprehended', 'reviewRequested', 'authorized', 'renewalRequested'],
    to: 'released',
    by: ['sms-enforcement', 'sms-enforcement-head', 'place-officer', 'police-officer', 'border-officer'],
    needs: ['releaseReason'],
    takes: ['releasedAt'],
  },
  requestReview: {
    from: ['apprehended'],
    to: 'reviewRequested',
    by: ['sms-enforcement-head'],
    needs: [...ORDER, 'screenedAt', 'rightsToldAt'],
    takes: ['expulsionCase'],
  },
  authorize: {
    from: ['reviewRequested', 'renewalRequested'],
    to: 'authorized',
    by: ['judge'],
    needs: [...HEARING, 'authorizedUntil'],
    anew: [...HEARING, 'authorizedUntil'], // each order has its own hearing and its own end
    serious: true,
    gives: { decision: 'authorize' },
  },
  imposeAlternative: {
    from: ['reviewRequested', 'renewalRequested'],
    to: 'alternativeImposed',
    by: ['judge'],
    needs: ['alternativeImposed', 'decisionReasons'],
    anew: ['decisionReasons'],
    takes: [...HEARING],
    gives: { decision: 'alternative' },
  },
  orderRelease: {
    // also of the judge's own motion, and on the person's own application
    from: ['apprehended', 'reviewRequested', 'renewalRequested', 'authorized'],
    to: 'releaseOrdered',
    by: ['judge'],
    needs: ['decisionReasons'],
    anew: ['decisionReasons'],
    takes: [...HEARING],
    gives: { decision: 'release' },
  },
  requestRenewal: {
    // also while a judge looks at what the person asked: their request takes nothing from the agency's
    from: ['authorized', 'renewalRequested'],
    when: any(inState('authorized'), not(is('renewalAsked', true))),
    to: 'renewalRequested',
    by: ['sms-enforcement-head'],
    needs: [...ORDER],
    // with new reasons, and with a look of its own at whether removal is in view
    anew: ['groundFacts', 'necessity', 'proportionality', 'removalProspect'],
    inNewWords: ['groundFacts'],
    takes: ['expulsionCase'],
    gives: { renewalAsked: true },
  },
  askForReview: {
    // the title does not grow longer by the request (D10.notByOwnRequest)
    from: ['authorized'],
    to: 'renewalRequested',
    by: ['person', 'representative', 'guardian', 'ombuds-npm', 'lawyer'],
    gives: { renewalAsked: false, titleStood: asItStood('authorizedUntil') },
  },
  releaseWithoutJudge: {
    from: ['apprehended', 'reviewRequested'],
    to: 'releaseDue',
    by: ['system'],
    gives: { releaseReason: 'no-order' },
  },
  // at the end of the title, at day 30, when no removal is in view any more, for whoever turns out to be a child
  endTitle: { from: ['reviewRequested', 'authorized', 'renewalRequested'], to: 'releaseDue', by: ['system'] },
  // a hold has come, or a judge has not answered: also before any order
  releaseAtOnce: {
    from: ['apprehended', 'reviewRequested', 'authorized', 'renewalRequested'],
    to: 'releaseDue',
    by: ['system'],
    gives: { releaseReason: 'hold' },
  },
  // whoever holds the person opens the door: not everybody who is to be released has come to a place (art. 16(1)); a receipt
  // that is still missing keeps nobody in, and is noted by itself (returnProperty)
  release: {
    from: ['releaseOrdered', 'releaseDue'],
    to: 'released',
    by: ['place-officer', 'sms-enforcement', 'sms-enforcement-head', 'police-officer', 'border-officer'],
    needs: ['releasedAt', 'releaseReason'],
    takes: ['propertyReceipt', 'propertyReturned'],
  },
  depart: {
    from: ['authorized'],
    to: 'departed',
    by: ['sms-enforcement'],
    needs: ['expulsionCase'],
    gives: { releaseReason: 'departure' },
  },
  noteDeath: {
    from: 'any-open',
    to: 'died',
    by: ['place-officer', 'ombuds-npm'],
    needs: ['diedAt', 'place'],
    alarm: 'L',
  },
  declareVoid: { from: 'any-open', to: 'void', by: ['judge'], needs: ['voidReason'], serious: true },
  withdrawAsVoid: {
    from: 'any-open',
    to: 'void',
    by: ['sms-enforcement-head'],
    needs: ['voidReason'],
    countersigned: ['ombuds-officer'],
    serious: true,
  },
} as const satisfies Record<string, Transition>
