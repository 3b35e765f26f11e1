/** The steps of a complaint. All of them are the Ombudsperson’s or the person’s; an agency only answers a question. */
import { type Entry, is, not, type Transition } from './vocabulary/index.ts'

const OMBUDS = ['ombuds-officer'] as const
const PERSON = ['person', 'representative'] as const

export const transitions = {
  triage: {
    from: ['received'],
    to: 'triaged',
    by: OMBUDS,
    needs: ['subject', 'rightConcerned', 'stillAtRisk', 'needsToStay'],
    takes: ['against', 'region', 'inDetention', 'dependsOnEmployer'],
  },
  inquire: { from: ['triaged'], to: 'inquiry', by: OMBUDS, takes: ['consentToContactAgency'] },
  mediate: { from: ['triaged', 'inquiry'], to: 'mediation', by: OMBUDS, needs: ['consentToContactAgency'] },
  /** To the right body, which then answers for it. */
  handOn: {
    from: ['triaged'],
    to: 'closedOutside',
    by: OMBUDS,
    needs: ['outsideBecause', 'handedTo', 'consentToHandOn'],
    serious: true,
    gives: { finding: 'outside-mandate-referred' },
  },
  putQuestion: {
    from: ['inquiry'],
    to: 'waitingAnswer',
    by: OMBUDS,
    needs: ['questionPut', 'answerDueAt', 'questionIdentifies', 'consentToContactAgency'],
    anew: ['questionPut', 'answerDueAt', 'questionIdentifies'],
  },
  goOn: { from: ['waitingAnswer', 'mediation'], to: 'inquiry', by: OMBUDS },
  find: {
    from: ['inquiry', 'waitingAnswer', 'mediation'],
    to: 'found',
    by: OMBUDS,
    needs: ['finding', 'findingReasons'],
    anew: ['finding', 'findingReasons'], // opened again, it is found again
    countersigned: OMBUDS, // a second reader signs
    serious: true,
  },
  recommend: {
    from: ['found'],
    to: 'followUp',
    by: OMBUDS,
    needs: ['recommendation'],
    anew: ['recommendation'],
    gives: { followed: 'pending' },
  },
  closeNoViolation: { from: ['found'], to: 'closedNoViolation', by: OMBUDS, needs: ['findingReasons'], serious: true },
  closeRemedied: {
    from: ['followUp'],
    to: 'closedRemedied',
    by: OMBUDS,
    needs: ['followed', 'remedyGiven'],
    anew: ['followed', 'remedyGiven'],
    takes: ['amount', 'ownView'],
    serious: true,
  },
  closeNotFollowed: {
    // published
    from: ['followUp'],
    to: 'closedNotFollowed',
    by: OMBUDS,
    needs: ['followed', 'remedyGiven'],
    anew: ['followed', 'remedyGiven'],
    takes: ['ownView'],
    serious: true,
  },
  withdraw: {
    from: 'any-open',
    to: 'withdrawn',
    by: PERSON,
    takes: ['withdrawalReason'],
    gives: { finding: 'withdrawn' },
  },
  /** The Ombudsperson may go on of own motion with what was withdrawn. */
  goOnOfOwnMotion: { from: ['withdrawn'], to: 'inquiry', by: OMBUDS },
  reopen: {
    from: ['closedRemedied', 'closedNotFollowed', 'closedNoViolation', 'closedOutside'],
    to: 'inquiry',
    by: PERSON,
    needs: ['newFacts'],
    gives: { reopened: true },
    when: not(is('reopened', true)), // once
  },
} as const satisfies Record<string, Transition>

export const entries = {
  write: { in: 'any', by: [...PERSON, 'anyone'], needs: ['message'], anew: ['message'] },
  sendFile: {
    in: 'any',
    by: [...PERSON, 'anyone', ...OMBUDS],
    needs: ['storyFile', 'storyFileHash'],
    anew: ['storyFile', 'storyFileHash'],
    takes: ['message'],
  },
  /** Each consent apart, each to be taken back. */
  choose: {
    in: 'any',
    by: PERSON,
    needs: [],
    takes: [
      ...([
        'consentToContactAgency',
        'consentToLawyer',
        'consentToProtection',
        'consentToHandOn',
        'doNotContact',
      ] as const),
      ...(['language', 'identity'] as const),
    ],
  },
  answerPerson: {
    in: 'any',
    by: OMBUDS,
    needs: ['firstAnswer'],
    anew: ['firstAnswer'],
    takes: ['storyFile', 'storyFileHash'],
  },
  writeBack: { in: 'any', by: OMBUDS, needs: ['message'], anew: ['message'], takes: ['storyFile', 'storyFileHash'] },
  assessRisk: { in: 'any-open', by: OMBUDS, needs: ['stillAtRisk'], takes: ['needsToStay', 'inDetention', 'subject'] },
  extendTime: {
    in: 'any-open',
    by: OMBUDS,
    needs: ['extensionReason'],
    when: not(is('extended', true)), // once
    gives: { extended: true },
  },
  renewStay: { in: 'any-open', by: OMBUDS, needs: [], gives: { needsToStay: true } },
  endStay: { in: 'any-open', by: OMBUDS, needs: [], serious: true, gives: { needsToStay: false } },
  answerQuestion: {
    in: ['waitingAnswer', 'inquiry', 'found', 'followUp'],
    by: OMBUDS,
    needs: ['answer'],
    anew: ['answer'],
  },
  noteNameInAnswer: { in: 'any', by: OMBUDS, needs: [], gives: { answerNames: true } },
  tellReprisal: {
    in: 'any',
    by: [...PERSON, 'lawyer'],
    needs: [],
    takes: ['reprisalTold'],
    gives: { reprisalHappened: true },
  },
  tellFee: { in: 'any', by: PERSON, needs: [], takes: ['feeTold'] },
  tellOwnView: { in: 'any', by: PERSON, needs: ['ownView'] },
  talkInPrivate: { in: 'any-open', by: OMBUDS, needs: ['privateTalkAt'] },
  openProtection: {
    in: 'any',
    by: OMBUDS,
    needs: ['consentToProtection'],
    opensCase: {
      procedure: 'trafficking-identification',
      giving: { signFrom: 'ombudsperson', signs: ['other-exploitation'], immediateDanger: false, language: 'unknown' },
    },
  },
  /** One complaint, named by a court; counted and published as a number. */
  obeyCourt: { in: 'any', by: OMBUDS, needs: ['courtOrder', 'handedOver'], to: ['prosecutor'], serious: true },
  askErasure: { in: 'any', by: PERSON, needs: [] },
} as const satisfies Record<string, Entry>
