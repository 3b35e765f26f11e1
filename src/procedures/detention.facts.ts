/** What is known on a case of detention, and what nobody may be asked: the codes that are missing are missing on purpose. */
import {
  AGE_BASIS,
  AGE_DECIDED_BY,
  ALTERNATIVE,
  ageBand,
  aPerson,
  code,
  codeList,
  everyCase,
  file,
  instant,
  lines,
  long,
  REGION,
  ref,
  SCREENER,
  short,
  TOLD_HOW,
  treatedAsChild,
  WISH,
  yesNo,
} from './vocabulary/index.ts'

/** One only. To have entered or stayed irregularly is not in the list, nor is an asylum claim or a debt (D6). */
export const GROUND = codeList('detentionGround', [
  'absconding-risk-removal',
  'identity-verification-removal',
  'public-security-individual',
  'other-by-law',
])
const PROSPECT = codeList('removalProspect', ['travelDocumentHeld', 'documentAsked', 'noProspect'])
const HEARD = codeList('personHeard', ['in-room', 'by-video', 'not-heard'])
const INTERPRETER = codeList('interpreterPresent', ['yes', 'no', 'notNeeded'])
const DECISION = codeList('detentionDecision', ['release', 'alternative', 'authorize'])
const RELEASE_REASON = codeList('releaseReason', [
  'no-order',
  'judge',
  'expiry',
  'hold',
  'ended-by-agency',
  'departure',
  'other',
])

export const facts = {
  ...everyCase,
  libertyLostAt: instant('When the person was in fact no longer free to go: apprehension, not admission.', {
    personal: true,
  }),
  libertyLostPlace: code(REGION, 'Where that was.', { dimension: true }),
  apprehendedBy: ref('officer', 'Who took the person’s liberty.', { dimension: 'agency' }),
  place: ref('place-of-detention', 'Where the person is held.', { personal: true, dimension: 'region' }),
  ...aPerson,
  ageBasis: code(AGE_BASIS, 'On what the age rests. Disputed until the age procedure has ended finally.', {
    personal: true,
    dimension: true,
  }),
  ageBand: ageBand('birthDateKnown', 'libertyLostAt'),
  treatedAsChild: treatedAsChild('birthDateKnown', 'ageBasis', 'libertyLostAt', AGE_DECIDED_BY),
  accompaniedByChild: yesNo('A child for whom the person cares is with them, or was left without care.', {
    personal: true,
    dimension: true,
  }),
  splitsFamily: yesNo('Holding the person parts a couple or a family.', { personal: true }),
  ground: code(GROUND, 'Why the agency asks for an order. One only.', { dimension: true }),
  groundLaw: short('Article relied on.'),
  groundFacts: long('Facts about this person, not a form sentence.', { sensitive: true }),
  alternatives: lines(
    {
      alternative: code(ALTERNATIVE, 'What could be used in place of detention.'),
      whyNot: long('Why it cannot work for this person.'),
    },
    'One line for every alternative there is.',
    { personal: true },
  ),
  necessity: long('Why nothing milder is enough.', { sensitive: true }),
  proportionality: long('Why it is in proportion, and why for this length.', { sensitive: true }),
  expulsionCase: ref('expulsion', 'The removal that it serves.'),
  removalProspect: code(PROSPECT, 'Whether removal is in view.', { dimension: true }),
  screenedAt: instant('When trained staff talked with the person. What came of it is no fact here.'),
  screenedBy: code(SCREENER, 'Who did; never the detaining agency.'),
  rightsToldAt: instant('When the rights were explained.', { personal: true }),
  rightsToldHow: code(TOLD_HOW, 'How.', { personal: true }),
  rightsUnderstood: yesNo('The person repeated them in their own words.', { personal: true }),
  wishesFamilyTold: code(WISH, 'Whether family shall be told.', { personal: true }),
  wishesConsulTold: code(WISH, 'Whether the consulate shall be told. Without a yes it is not.', { personal: true }),
  wishesLawyer: code(WISH, 'Whether the person asks for a lawyer.', { personal: true }),
  familyToldAt: instant('When family was told.', { personal: true }),
  consulToldAt: instant('When the consulate was told.', { personal: true }),
  lawyerMetAt: instant('When the lawyer was met, in private.', { personal: true }),
  hearingSetFor: instant('When the judge will hear the case.', { ahead: true }),
  hearingAt: instant('When the judge heard the case.', { part: 'hearing' }),
  personHeard: code(HEARD, 'Whether and how the person was heard.', { personal: true, part: 'hearing' }),
  interpreterPresent: code(INTERPRETER, 'Whether an interpreter was present.', { part: 'hearing' }),
  lawyerPresent: yesNo('Whether the lawyer was present.', { part: 'hearing' }),
  decision: code(DECISION, 'What the judge decided.', { dimension: true }),
  decisionReasons: long('Why.', { sensitive: true, part: 'hearing' }),
  authorizedUntil: instant('When the title ends by itself.', { ahead: true }),
  alternativeImposed: code(ALTERNATIVE, 'What the judge ordered in its place.', { dimension: true }),
  releasedAt: instant('When the person walked free.', { personal: true }),
  releaseReason: code(RELEASE_REASON, 'Why.', { dimension: true }),
  propertyReceipt: file('List of what was taken, and by whom.', { personal: true }),
  asylumClaimedAt: instant('When the person said so to any official. The fact only.', { sensitive: true }),
  asylumEndedAt: instant('When the claim was refused finally, after appeal.', { sensitive: true }),
  newFacts: long('What has happened since an earlier release that makes this another deprivation.', {
    sensitive: true,
  }),
  propertyReturned: yesNo('Documents, money and telephone were handed back, against receipt.'),
  identityImages: file('Photograph and fingerprints, only where identity needs them. Destroyed at release.', {
    sensitive: true,
  }),
  chargeAsked: short('What the person was asked to pay, or which work to do.', { personal: true }),
  compensationOpen: yesNo('The person claims compensation, and it is not decided.', { personal: true }),
  compensationDecision: short('What was decided of the claim.', { personal: true }),
  keepAsProof: yesNo('The person wishes the record kept as proof.', { personal: true }),
  diedAt: instant('When the person died.', { personal: true }),
  voidReason: short('Why the case is void.'),
}
