/**
 * What a school may know of a child. No field, and no text, can hold a status, a permit or the number of a document; no
 * code refuses a child for papers, for money, for an unknown age or for coming late in the year (S1).
 */
import {
  AGENCY,
  ageBand,
  caseNumber,
  code,
  codeList,
  codes,
  date,
  dateOrYear,
  everyCase,
  LANGUAGE,
  long,
  number,
  REGION,
  ref,
  SEX,
  short,
  yesNo,
} from './vocabulary/index.ts'

const SCHOOLING = codeList('schoolingBefore', ['none', 'primary-part', 'primary', 'secondary-part', 'other'])
const LEVEL = codeList('schoolLevel', ['preschool', 'primary', 'lower-secondary', 'upper-secondary'])
const RELATION = codeList('carerRelation', ['parent', 'guardian', 'relative', 'foster', 'institution', 'child-alone'])
const CONTACT = codeList('contactWay', ['phone', 'letter', 'school-only', 'none'])
const EVIDENCE = codeList('birthEvidence', ['none', 'statement', 'certificate', 'other'])
const SUPPORT = codeList('supportNeeds', [
  'language',
  'sight',
  'hearing',
  'moving',
  'learning',
  'talking-it-over',
  'other',
])
const LEFT_WHY = codeList('leftWhy', ['moved', 'finished', 'transferred', 'dropped-out', 'unknown'])
const ABSENT_WHY = codeList('absentWhy', ['known-to-the-school', 'unknown'])

/** The whole list: a school that is full offers another. */
export const REFUSAL = codeList('schoolRefusal', ['no-place', 'age', 'other'])
const APPEAL = codeList('schoolAppealOutcome', ['place-given', 'refusal-stands', 'pending'])

export const facts = {
  ...everyCase,
  requestedOn: date('The day on which the family asked.'),
  child: ref('person', 'The child.', { personal: true }),
  childName: short('As the child uses it.', { personal: true }),
  birthDateSaid: dateOrYear('As the family says. Nothing more is needed.', { personal: true }),
  ageBand: ageBand('birthDateSaid', 'requestedOn'),
  sex: code(SEX, 'As the child or the family says.', { personal: true, dimension: true }),
  firstLanguage: code(LANGUAGE, 'The language spoken at home.', { personal: true, dimension: true }),
  otherLanguages: codes(LANGUAGE, 'Others that the child speaks.', { personal: true }),
  taughtInFirstLanguage: yesNo('The school teaches in the language spoken at home.'),
  schoolingBefore: code(SCHOOLING, 'What the child has learnt before.', { personal: true, dimension: true }),
  level: code(LEVEL, 'Which school is asked for.', { dimension: true }),
  supportNeeds: codes(SUPPORT, 'Told by the family, or by a clinician with their consent.', { sensitive: true }),
  languagePlan: short('How the child is helped with the language of the school.', { personal: true }),
  school: ref('school', 'The school.', { personal: true, dimension: 'district' }),
  otherSchool: ref('school', 'The place offered instead, in the same district or with transport.', { personal: true }),
  meanwhileSchool: ref('school', 'Where the child goes while the appeal is looked at.', { personal: true }),
  carer: ref('person', 'Who looks after the child.', { personal: true }),
  carerRelation: code(RELATION, 'Who that is to the child.', { personal: true }),
  contactWay: code(CONTACT, 'How the school may reach the family.', { personal: true }),
  contactValue: short('The telephone or letter box that the family gives.', { personal: true }),
  homeDistrict: code(REGION, 'The district, never the address.', { personal: true, dimension: 'district' }),
  birthEvidence: code(EVIDENCE, 'What was shown of the birth, if anything.', { personal: true }),
  birthEvidenceSeen: yesNo('It was seen. It is never copied.', { personal: true, dimension: true }),
  sameChildAs: caseNumber('Another request, or a place, of the same child: its number, as the family has it.', {
    personal: true,
  }),
  movesHere: yesNo('The family was asked, and wants this school though the child has a place at another.', {
    personal: true,
  }),
  oldPlaceKept: yesNo('The family takes a place at another school, and was told for how long this one is kept.', {
    personal: true,
  }),
  startOn: date('First day at school.', { ahead: true }),
  leftOn: date('Last day at school.', { personal: true }),
  leftWhy: code(LEFT_WHY, 'Why.', { personal: true, dimension: true }),
  absentSince: date('First day missed without a word.', { personal: true }),
  absentWhy: code(ABSENT_WHY, 'Whether the school knows why.', { personal: true }),
  feeAsked: yesNo('The family was asked to pay. It should be no.', { dimension: true }),
  feeAmount: number([0, 1_000_000], 'How much was asked.'),
  refusal: code(REFUSAL, 'Why there is no place.', { personal: true, dimension: true }),
  refusalReasons: long('Why, in words.', { personal: true }),
  appealOn: date('The day on which the family asked for another look.', { personal: true }),
  appealWords: long('What the family says. May be empty.', { personal: true }),
  appealOutcome: code(APPEAL, 'What came of it.', { dimension: true }),
  residencePermitInfoGiven: yesNo('The family was told what full-time schooling can open. Nobody notes what they do.', {
    dimension: true,
  }),
  demandBy: code(AGENCY, 'Who asked the school about a child or a class.'),
  demandWords: long('What was asked, without the child’s name.'),
  enforcementTold: long('What was done to whom at school, at its gate or on the way.', { sensitive: true }),
}
