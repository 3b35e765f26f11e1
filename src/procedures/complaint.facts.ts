/** What the Ombudsperson knows of a complaint. No status, no document number, no address, no network, no device. */
import {
  AGE_BAND,
  AGENCY,
  code,
  codeList,
  codes,
  everyCase,
  instant,
  long,
  number,
  REGION,
  SEX,
  sealedFile,
  short,
  yesNo,
} from './vocabulary/index.ts'

const COMPLAINT_CHANNEL = codeList('complaintChannel', [
  'web',
  'paper-box',
  'phone',
  'visit',
  'lawyer',
  'npo',
  'consulate',
  'own-motion',
  'breach-alarm',
])
const IDENTITY = codeList('complainantIdentity', ['named', 'named-to-ombudsperson-only', 'anonymous'])
const AGAINST = codeList('complainedOf', [
  ...AGENCY.codes,
  'employer',
  'recruiter',
  'private-person',
  'carrier',
  'unknown',
])

/** Articles 7 to 71 of the Convention. */
const RIGHT = codeList(
  'rightConcerned',
  Array.from({ length: 65 }, (_, at) => String(at + 7)),
)

export const SUBJECT = codeList('complaintSubject', [
  ...['detention', 'expulsion', 'wages', 'working-conditions', 'violence-harassment', 'documents-taken'],
  ...['permit-fee-deducted', 'dismissal-reprisal', 'discrimination', 'health', 'education', 'registration'],
  ...['housing', 'recruitment', 'trafficking-sign', 'firewall', 'other'],
])
const AT_RISK = codeList('stillAtRisk', ['yes-now', 'possible', 'no', 'unknown'])
const CONSENT = codeList('consentToContactAgency', ['no', 'without-name', 'with-name'])
const FINDING = codeList('complaintFinding', [
  'violation',
  'partly',
  'none',
  'settled',
  'withdrawn',
  'outside-mandate-referred',
])

/** Why another body is the right one. To be without papers is no such reason (C10). */
export const OUTSIDE = codeList('outsideBecause', [
  'another-body-decides',
  'a-court-decides',
  'another-State',
  'private-dispute',
])
const FOLLOWED = codeList('recommendationFollowed', ['yes', 'partly', 'no', 'pending'])
const REMEDY = codeList('remedyGiven', [
  'release',
  'papers',
  'wages-paid',
  'compensation-money',
  'apology',
  'discipline',
  'rule-changed',
  'none',
])

export const facts = {
  ...everyCase,
  receivedAt: instant('When it came. Others see the day.', { personal: true }),
  channel: code(COMPLAINT_CHANNEL, 'How it came.', { dimension: true }),
  codeHash: short('Fingerprint of the person’s secret code, which is made in the browser and stored nowhere.', {
    personal: true,
  }),
  replyKey: short('Public key that follows from the code: answers are encrypted to it too.', { personal: true }),
  identity: code(IDENTITY, 'Whether the person gave a name, and to whom.', { dimension: true }),
  story: long('What happened, in any words. Encrypted to the keys of the Ombudsperson.', { sensitive: true }),
  storyFile: sealedFile('A voice recording, a picture or a paper, of either side. Encrypted like the words.', {
    sensitive: true,
  }),
  storyFileHash: short('SHA-256 of the file as it was encrypted: what is proved of it.', { personal: true }),
  against: code(AGAINST, 'Of whom the person complains.', { dimension: true }),
  againstDetail: short('Which office, firm or person.', { personal: true }),
  rightConcerned: codes(RIGHT, 'Articles of the Convention. Chosen by the officer.', { dimension: true }),
  subject: code(SUBJECT, 'What it is about.', { dimension: true }),
  region: code(REGION, 'Where it happened.', { dimension: true }),
  sex: code(SEX, 'If the person wishes to say.', { personal: true, dimension: true }),
  ageBand: code(AGE_BAND, 'If the person wishes to say.', { personal: true, dimension: true }),
  stillAtRisk: code(AT_RISK, 'Whether it may go on or get worse now.', { sensitive: true }),
  inDetention: yesNo('The person is held.', { personal: true, dimension: true }),
  dependsOnEmployer: yesNo('The person’s work, bed or permit hangs on whom they complain of.', { personal: true }),
  needsToStay: yesNo('The person must be in the country to be heard or paid.', { personal: true, dimension: true }),
  reprisalFeared: yesNo('The person is afraid of being punished for it.', { personal: true }),
  reprisalHappened: yesNo('The person was punished for it.', { personal: true }),
  reprisalTold: long('What was done.', { sensitive: true }),
  consentToContactAgency: code(CONSENT, 'Whether anybody may be asked, and with the name or without.', {
    personal: true,
  }),
  consentToLawyer: yesNo('A lawyer may read it.', { personal: true }),
  consentToProtection: yesNo('Those who protect victims may be told.', { personal: true }),
  consentToHandOn: yesNo('It may be given to the body that can help.', { personal: true }),
  doNotContact: yesNo('The person wishes not to be written to.', { personal: true }),
  firstAnswer: long('What the Ombudsperson first answered.', { sensitive: true }),
  message: long('What was written since, by either side.', { sensitive: true }),
  extended: yesNo('The time for the finding was made longer, once.'),
  extensionReason: short('Why, as the person was told.'),
  questionPut: long('The question, drawn up by the Ombudsperson. The agency reads this alone.'),
  questionIdentifies: yesNo('Somebody could tell from the question who the person is.'),
  answerDueAt: instant('Until when the agency must answer.', { ahead: true }),
  answer: long('What the agency answered.', { sensitive: true }),
  answerNames: yesNo('The agency answered with a name that was not given to it.'),
  finding: code(FINDING, 'What the Ombudsperson found.', { dimension: true }),
  findingReasons: long('Why, without a name.'),
  outsideBecause: code(OUTSIDE, 'Why another body is the right one.'),
  handedTo: code(AGAINST, 'To whom it was given.'),
  recommendation: long('What the agency is asked to do, without a name.'),
  followed: code(FOLLOWED, 'Whether it did.', { dimension: true }),
  remedyGiven: code(REMEDY, 'What the person got.', { dimension: true }),
  ownView: long('What the person says of it.', { sensitive: true }),
  amount: number([0, 100_000_000], 'How much was recovered.'),
  privateTalkAt: instant('When the Ombudsperson talked with the person alone about withdrawing.', { personal: true }),
  withdrawalReason: short('Why the person withdraws.', { personal: true }),
  newFacts: long('What is new.', { sensitive: true }),
  reopened: yesNo('It was opened again, once.'),
  feeTold: short('What the person was asked to pay.', { personal: true }),
  courtOrder: short('Order of a court that names this one complaint.'),
  handedOver: long('What the order asks for, and no more.', { sensitive: true }),
}
