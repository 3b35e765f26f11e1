/** What is noted on a case of expulsion without moving it. */
import { type Entry, theTime } from './vocabulary/index.ts'

const AGENCY = ['sms-enforcement', 'sms-enforcement-head'] as const
const ON_BEHALF = ['person', 'representative', 'lawyer', 'guardian', 'ombuds-officer'] as const

/** Where a pack only records X6, an appeal stays open while the removal goes on. */
const UNDER_APPEAL = ['appealed', 'executing', 'suspended'] as const

export const entries = {
  giveNotice: { in: ['opened'], by: ['sms-enforcement'], needs: ['noticeGivenAt'], takes: ['language'] },
  tellRights: {
    in: 'any-open',
    by: AGENCY,
    needs: ['rightsToldAt', 'interpreterOffered', 'lawyerOffered'],
    takes: ['needsInterpreter', 'language'],
  },
  noteWaysToStay: { in: 'any-open', by: [...AGENCY, 'person', 'representative', 'lawyer'], needs: ['waysToStay'] },
  answer: {
    in: ['opened', 'hearing', 'suspended'],
    by: [...ON_BEHALF, 'sms-enforcement'],
    needs: [],
    takes: ['personObservations', 'observationsFile', 'personDeclined', 'claimsOpen', 'claimsTime'],
  },
  askEarlierHearing: { in: ['opened'], by: ON_BEHALF, needs: [], gives: { askedEarlier: true } },
  meetLawyer: {
    in: 'any-open',
    by: ['lawyer', 'legal-aid-officer'],
    needs: ['lawyerMetAt'],
    gives: { legalAid: true },
  },
  assessBestInterests: {
    in: 'any-open',
    by: ['child-protection-officer', 'guardian'],
    needs: ['bestInterests', 'bestInterestsSaid', 'bestInterestsFinding'],
    takes: ['childrenAffected'],
  },
  noteAge: {
    in: 'any-open',
    by: [...AGENCY, 'guardian', 'child-protection-officer', 'judge'],
    needs: ['ageBasis'],
    takes: ['birthDateKnown'],
  },
  // never by the agency that decides against the child
  nameGuardian: {
    in: 'any-open',
    by: ['guardian', 'child-protection-officer', 'judge'],
    needs: ['guardianNamedAt'],
  },
  saysUnder18: {
    in: 'any',
    by: ['person', 'representative'],
    needs: [],
    to: ['guardian', 'child-protection-officer'],
    gives: { ageBasis: 'disputed' },
  },
  noteDetention: { in: 'any-open', by: AGENCY, needs: ['inDetention'] },
  noteScreening: {
    in: 'any-open',
    by: ['clinician', 'victim-worker', 'child-protection-officer'],
    needs: ['screenedAt', 'screenedBy'],
  },
  noteClaims: { in: 'any-open', by: [...ON_BEHALF, ...AGENCY], needs: ['claimsOpen'], takes: ['claimsTime'] },
  // one file a person, and no member of a family goes alone while what becomes of another is open (art. 44)
  noteFamily: { in: 'any-open', by: [...ON_BEHALF, ...AGENCY, 'judge'], needs: [], gives: { familyPending: true } },
  // never by whoever removes: a stop that its agency could lift by a word would be none
  noteFamilyDecided: { in: 'any-open', by: [...ON_BEHALF, 'judge'], needs: [], gives: { familyPending: false } },
  noteAttorney: { in: 'any-open', by: ['judge', 'court-registrar'], needs: ['powerOfAttorney'] },
  serve: {
    in: ['decided', 'appealed', 'suspended'],
    by: AGENCY,
    needs: ['servedAt', 'servedHow', 'understood'],
    anew: ['servedAt', 'servedHow', 'understood'], // not understood is not served: it is repeated
  },
  askLongerDeparture: { in: ['departureOpen'], by: ON_BEHALF, needs: [], takes: ['personObservations'] },
  extendDeparture: { in: ['departureOpen'], by: ['sms-enforcement-head', 'judge'], needs: ['departureBy'] },
  grantStay: { in: 'any-open', by: ['judge'], needs: [], gives: { stayGranted: true } },
  // a stay holds beyond the ruling, until a judge ends it
  endStay: { in: 'any-open', by: ['judge'], needs: [], serious: true, gives: { stayGranted: false } },
  askAgain: { in: ['final', 'executing'], by: ON_BEHALF, needs: [], takes: ['lateReason'] },
  excuseLateness: { in: UNDER_APPEAL, by: ['judge'], needs: [], gives: { latenessExcused: true } },
  // A journey ends no remedy: the time to appeal goes on abroad, and an appeal that was open stays so (art. 22(5), 83).
  appealAfterDeparture: {
    in: ['left', 'removed'],
    by: ON_BEHALF,
    needs: [],
    takes: ['appealText', 'appealChannel', 'appealCourt'],
    gives: { appealLodgedAt: theTime, appealOpen: true },
  },
  noteAppealAfterDeparture: {
    in: ['left', 'removed'],
    by: ['consular-officer', 'court-registrar', 'border-officer'],
    needs: ['appealLodgedAt', 'appealChannel'],
    takes: ['appealText'],
    gives: { appealOpen: true },
  },
  // what cancels the order moves the case: annul
  upholdAfterDeparture: {
    in: ['left', 'removed'],
    by: ['judge'],
    needs: ['rulingAt', 'rulingReasons', 'rulingServedAt'],
    anew: ['rulingAt', 'rulingReasons', 'rulingServedAt'],
    serious: true,
    gives: { ruling: 'upheld', appealOpen: false },
  },
  askToWithdrawAppeal: {
    in: UNDER_APPEAL,
    by: ['person', 'representative', 'lawyer'],
    needs: [],
    gives: { withdrawalAskedAt: theTime },
  },
  talkAboutWithdrawal: { in: UNDER_APPEAL, by: ['lawyer'], needs: ['lawyerTalkedAt'] },
  seeGroupFiles: { in: ['executing'], by: ['ombuds-npm'], needs: ['groupFilesSeen'] },
  tellRemoval: {
    in: ['executing'],
    by: AGENCY,
    needs: ['removalPlannedAt', 'removalToldAt'],
    takes: ['journey'],
  },
  cancelRemoval: {
    in: ['executing', 'suspended', 'appealed'],
    by: [...AGENCY, 'border-officer'],
    needs: ['cancelledReason'],
  },
  tellCost: { in: 'any', by: [...ON_BEHALF, 'ombuds-npm'], needs: [], takes: ['costAsked'] },
  noteWishes: { in: 'any', by: [...ON_BEHALF, ...AGENCY], needs: ['wishesConsulTold'] },
  tellConsul: { in: 'any', by: AGENCY, needs: ['consulToldAt'] },
  clearLists: { in: 'any', by: ['border-officer', 'sms-enforcement-head'], needs: ['listsClearedAt'] },
  clearBan: { in: ['annulled'], by: ['sms-enforcement-head'], needs: ['banClearedAt'] },
} as const satisfies Record<string, Entry>
