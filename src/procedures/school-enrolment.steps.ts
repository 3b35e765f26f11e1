/**
 * The steps of enrolment, and what is noted beside them. A refusal is the district’s alone, and the family can always take another
 * place. Of another school a school learns one thing, and only where the family has acted: that the child has a place elsewhere.
 */
import { type Entry, type Transition, theTime } from './vocabulary/index.ts'

export const FAMILY = ['person', 'representative'] as const

const BEFORE_SCHOOL = ['requested', 'placed', 'refused', 'appealed'] as const

/** Wherever else the child is at school: known to be the same, or said so by the family. */
const OLD_PLACE = [{ step: 'keepPlace' }, { step: 'keepPlace', named: 'sameChildAs' }] as const

export const transitions = {
  place: {
    from: ['requested'],
    to: 'placed',
    by: ['education-officer'],
    needs: ['school', 'startOn'],
    takes: ['taughtInFirstLanguage'],
  },
  refuse: {
    from: ['requested'],
    to: 'refused',
    by: ['education-officer'],
    needs: ['refusal', 'refusalReasons'],
    takes: ['otherSchool'],
  },
  takeOtherPlace: { from: ['refused', 'appealed'], to: 'placed', by: FAMILY, needs: ['otherSchool'] },
  enrol: {
    // the first day
    from: ['placed'],
    to: 'enrolled',
    by: ['school-registrar'],
    needs: ['schoolingBefore'], // “none” is an answer, and “other” is one for whom nobody knows
    takes: ['firstLanguage', 'otherLanguages', 'taughtInFirstLanguage', 'startOn', 'supportNeeds', 'movesHere'],
    reaches: OLD_PLACE,
  },
  keepPlace: { from: ['enrolled'], to: 'kept', by: ['system'], gives: { oldPlaceKept: true } },
  comeBack: { from: ['kept'], to: 'enrolled', by: [...FAMILY, 'school-registrar'], reaches: OLD_PLACE },
  giveUpPlace: { from: ['kept'], to: 'transferred', by: FAMILY, gives: { leftOn: theTime, leftWhy: 'transferred' } },
  placeOver: {
    from: ['kept'],
    to: 'transferred',
    by: ['system'],
    gives: { leftOn: theTime, leftWhy: 'transferred' },
  },
  join: {
    from: BEFORE_SCHOOL,
    to: 'joined',
    by: ['school-registrar', 'education-officer'],
    reaches: [{ step: 'noteJoined', named: 'sameChildAs' }],
  },
  appeal: {
    from: ['refused'],
    to: 'appealed',
    by: [...FAMILY, 'anyone', 'ombuds-officer', 'child-protection-officer'],
    takes: ['appealWords'],
    gives: { appealOn: theTime, appealOutcome: 'pending' },
  },
  grantAppeal: {
    from: ['appealed'],
    to: 'placed',
    by: ['education-officer', 'judge'],
    needs: ['school', 'startOn'],
    gives: { appealOutcome: 'place-given' },
  },
  dismissAppeal: {
    from: ['appealed'],
    to: 'refused',
    by: ['education-officer', 'judge'],
    needs: ['refusalReasons', 'otherSchool'],
    anew: ['refusalReasons'],
    gives: { appealOutcome: 'refusal-stands' },
  },
  transfer: {
    from: ['enrolled'],
    to: 'transferred',
    by: ['school-registrar'],
    needs: ['leftOn'],
    gives: { leftWhy: 'transferred' },
  },
  leave: { from: ['enrolled'], to: 'left', by: ['school-registrar', ...FAMILY], needs: ['leftOn', 'leftWhy'] },
  finish: {
    from: ['enrolled'],
    to: 'finished',
    by: ['school-registrar'],
    needs: ['leftOn'],
    gives: { leftWhy: 'finished' },
  },
  cancel: { from: BEFORE_SCHOOL, to: 'cancelled', by: FAMILY },
} as const satisfies Record<string, Transition>

export const entries = {
  placeMeanwhile: { in: ['appealed'], by: ['education-officer'], needs: ['meanwhileSchool'] },
  makeLanguagePlan: { in: ['placed', 'enrolled'], by: ['school-registrar'], needs: ['languagePlan'] },
  noteNeeds: { in: 'any-open', by: ['school-registrar', ...FAMILY], needs: ['supportNeeds'] },
  saySameChild: { in: BEFORE_SCHOOL, by: FAMILY, needs: ['sameChildAs'], anew: ['sameChildAs'] },
  sayWhereTo: { in: BEFORE_SCHOOL, by: FAMILY, needs: ['movesHere'], anew: ['movesHere'] },
  noteJoined: { in: 'any-open', by: ['system'], needs: [] },
  correctName: { in: 'any', by: [...FAMILY, 'school-registrar'], needs: ['childName'], takes: ['birthDateSaid'] },
  changeContact: { in: 'any', by: FAMILY, needs: ['contactWay'], takes: ['contactValue', 'homeDistrict'] },
  tellAboutPermit: {
    in: 'any-open',
    by: ['school-registrar', 'education-officer'],
    needs: [],
    gives: { residencePermitInfoGiven: true },
  },
  noteAbsence: {
    in: ['enrolled'],
    by: ['school-registrar'],
    needs: ['absentSince', 'absentWhy'],
    anew: ['absentSince', 'absentWhy'],
  },
  askVisit: { in: ['enrolled'], by: ['school-registrar'], needs: [], to: ['child-protection-officer'] },
  noteReturn: { in: ['enrolled'], by: ['school-registrar'], needs: [], gives: { absentWhy: 'known-to-the-school' } },
  tellFee: {
    in: 'any',
    by: [...FAMILY, 'anyone', 'ombuds-officer'],
    needs: [],
    takes: ['feeAmount'],
    gives: { feeAsked: true },
  },
  noteDemand: {
    in: 'any',
    by: ['school-registrar', 'education-officer'],
    needs: ['demandBy'],
    takes: ['demandWords'],
  },
  tellEnforcement: {
    in: 'any',
    by: [...FAMILY, 'anyone', 'school-registrar'],
    needs: [],
    takes: ['enforcementTold'],
    opensCase: {
      procedure: 'complaint',
      giving: {
        channel: 'own-motion',
        identity: 'anonymous',
        story: 'A check or an arrest at a school was reported.',
      },
    },
  },
  eraseContact: { in: 'any', by: FAMILY, needs: [] },
} as const satisfies Record<string, Entry>
