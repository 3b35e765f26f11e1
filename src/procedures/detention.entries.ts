/** What is noted on a case of detention without moving it; below, the person’s own sentences, each a button of its own. */
import { type Entry, theTime } from './vocabulary/index.ts'

const OFFICERS = [
  'sms-enforcement',
  'sms-enforcement-head',
  'police-officer',
  'border-officer',
  'place-officer',
] as const

const HEARING = ['hearingAt', 'personHeard', 'interpreterPresent', 'lawyerPresent', 'decisionReasons'] as const

export const entries = {
  tellRights: {
    in: 'any-open',
    by: OFFICERS,
    needs: ['rightsToldAt', 'rightsToldHow', 'rightsUnderstood'],
    anew: ['rightsToldAt', 'rightsToldHow', 'rightsUnderstood'],
    takes: ['wishesFamilyTold', 'wishesConsulTold', 'wishesLawyer', 'language', 'needsInterpreter'],
  },
  noteWishes: {
    in: 'any-open',
    by: [...OFFICERS, 'lawyer', 'guardian', 'person', 'representative'],
    needs: [],
    takes: ['wishesFamilyTold', 'wishesConsulTold', 'wishesLawyer', 'representative'],
  },
  tellFamily: { in: 'any', by: ['sms-enforcement', 'place-officer'], needs: ['familyToldAt'] }, // also of a death
  tellConsul: { in: 'any', by: ['sms-enforcement', 'place-officer'], needs: ['consulToldAt'] },
  meetLawyer: { in: 'any-open', by: ['lawyer', 'place-officer'], needs: ['lawyerMetAt'] },
  noteScreening: {
    in: 'any-open',
    by: ['clinician', 'victim-worker', 'child-protection-officer'],
    needs: ['screenedAt', 'screenedBy'],
  },
  noteAge: {
    in: 'any-open',
    by: [...OFFICERS, 'guardian', 'child-protection-officer', 'judge'],
    needs: ['ageBasis'],
    takes: ['birthDateKnown'],
  },
  noteChild: {
    in: 'any-open',
    by: [...OFFICERS, 'child-protection-officer', 'judge'],
    needs: ['accompaniedByChild'],
  },
  // a yes and nothing else: no agency answers that nobody is parted
  noteFamily: {
    in: 'any-open',
    by: [...OFFICERS, 'child-protection-officer', 'guardian', 'lawyer', 'ombuds-npm', 'judge'],
    needs: [],
    gives: { splitsFamily: true },
  },
  admit: { in: ['apprehended', 'authorized'], by: ['place-officer'], needs: ['place'], takes: ['propertyReceipt'] },
  move: { in: 'any-open', by: ['place-officer'], needs: ['place'], takes: ['propertyReceipt'] },
  moveFromCourt: { in: 'any-open', by: ['judge'], needs: ['place'] },
  setHearing: { in: 'any-open', by: ['judge', 'court-registrar'], needs: ['hearingSetFor'] },
  takeProperty: { in: 'any-open', by: OFFICERS, needs: ['propertyReceipt'] },
  takeImages: { in: 'any-open', by: ['place-officer', 'sms-enforcement'], needs: ['identityImages'] },
  returnProperty: {
    in: 'any',
    by: OFFICERS,
    needs: ['propertyReceipt'],
    gives: { propertyReturned: true },
  },
  noteProspect: {
    in: 'any-open',
    by: ['sms-enforcement', 'sms-enforcement-head', 'judge'],
    needs: ['removalProspect'],
  },
  // said to whomever: the record of any official binds all
  noteAsylumClaim: {
    in: 'any',
    by: [...OFFICERS, 'judge', 'lawyer', 'guardian', 'ombuds-npm'],
    needs: ['asylumClaimedAt'],
  },
  noteAsylumEnd: { in: 'any', by: ['judge'], needs: ['asylumEndedAt'] },
  tellCharge: {
    in: 'any',
    by: ['person', 'representative', 'lawyer', 'guardian', 'ombuds-npm', 'ombuds-officer'],
    needs: [],
    takes: ['chargeAsked'], // to say that it was asked is enough
  },
  // art. 16(9): one button after it has ended, and no word is needed
  claimCompensation: {
    in: ['released', 'alternativeImposed', 'departed', 'void'],
    by: ['person', 'representative', 'lawyer', 'guardian'],
    needs: [],
    to: ['judge', 'court-registrar'],
    gives: { compensationOpen: true },
  },
  decideCompensation: {
    in: ['released', 'alternativeImposed', 'departed', 'void'],
    by: ['judge'],
    needs: ['compensationDecision'],
    anew: ['compensationDecision'],
    gives: { compensationOpen: false },
  },
  askToKeep: { in: 'any', by: ['person', 'representative', 'guardian'], needs: [], gives: { keepAsProof: true } },
  applyToJudge: { in: 'any-open', by: ['person', 'representative', 'lawyer', 'guardian', 'ombuds-npm'], needs: [] },
  // of an application made while a title runs: the judge leaves it as it is, with reasons
  rejectApplication: {
    in: ['apprehended', 'reviewRequested', 'authorized', 'renewalRequested'],
    by: ['judge'],
    needs: HEARING,
    anew: HEARING,
  },
  claimAsylum: {
    in: 'any',
    by: ['person', 'representative'],
    needs: [],
    to: ['asylum-officer'],
    gives: { asylumClaimedAt: theTime },
  },
  saysUnder18: {
    in: 'any',
    by: ['person', 'representative'],
    needs: [],
    to: ['guardian', 'child-protection-officer'],
    gives: { ageBasis: 'disputed' }, // until the age procedure has ended finally
  },
  saysIll: { in: 'any', by: ['person', 'representative'], needs: [], to: ['clinician'] },
  saysForced: {
    in: 'any',
    by: ['person', 'representative'],
    needs: [],
    to: ['identification-team'],
    opensCase: {
      procedure: 'trafficking-identification',
      giving: {
        language: 'unknown',
        signFrom: 'self',
        signs: ['other-exploitation'],
        immediateDanger: false,
        inDetention: true,
      },
    },
  },
} as const satisfies Record<string, Entry>
