/** Rules for English sentences in which a body asks a State for something. Each matches up to where the thing asked for begins. */
import type { SentenceRule } from './rule.ts'

// No drafter heaps up more of them; without an end, a line made of nothing else would be looked through from each of its words.
const ADVERBS =
  '(?:(?:also|further|furthermore|therefore|thus|hence|strongly|particularly|in particular|specifically|once again|again|moreover|additionally|in addition|especially|kindly|urgently|firmly|hereby|likewise|accordingly|consequently|nevertheless|however|still|earnestly|equally|as well),?\\s+){0,8}'
const BODY = '(?:(?:[Tt]he\\s+)?(?:Sub)?[Cc]ommittee|SPT|[Tt]he Working Group)'
// What stands before a verb whose subject is the Committee: the Committee itself, "it", or a conjunction or comma that leads back to it.
// A comma may carry the figure of a footnote that was pasted as text.
const SUBJECT = `(?<=(?:${BODY}|\\b[Ii]t|\\band|\\bbut|[,)](?:\\s?\\d{1,3})?|;|—|–)\\s+${ADVERBS})`
const ASIDE = '(?:\\s*[,(][^;:]{1,600}?[,)])?'
// Who is asked. A State may be named by what it is, by its organs, or by name.
const ORGANS =
  'Government|authorities|Parliament|parliament|legislature|National Assembly|Assembly|Senate|Congress|Knesset|House|Ministry|Office of the (?:Ombuds|Prosecutor)\\S*|Ombuds\\S*|judiciary|delegation|national preventive mechanism|competent'
const STATE = `(?:(?:the|all|its|both|other|any)\\s+)?(?:[\\p{L}’'-]+\\s+){0,4}?(?:State(?:s)?\\s+[Pp]art(?:y|ies)|State\\s+under\\s+review|State|States|${ORGANS})(?:\\s+(?:of|for)\\s+(?:the\\s+)?\\p{Lu}[\\p{L}’'-]+(?:\\s+\\p{Lu}[\\p{L}’'-]+){0,8})?(?:\\s+and\\s+(?:its|the)\\s+\\p{L}+)?|it|they|them`
const TO_WHOM = `(?:\\s+(?:to|from|of))?\\s+(?:that\\s+)?(?:${STATE})(?![\\p{L}’])`
const MODAL_ADVERBS = '(?:\\s+(?:should|must|may|might|would|shall|could))?'

const VERBS =
  'recommends|urges|requests|invites|encourages|asks|exhorts|advises|suggests|proposes|calls\\s+(?:up)?on|calls\\s+for|appeals\\s+to|implores|entreats|prompts|directs|instructs'
// These, said by the Committee, would be a report on somebody else's wish.
const REPORTED = /\b(?:which|who|whereby|practice of|law that|legislation that|policy that)\s+[^,]*$/i

export const ASKS_IN_ENGLISH: readonly SentenceRule[] = [
  {
    name: 'recommends',
    phrase: 'The Committee recommends that the State party adopt a plan.',
    not: [
      'The Committee regrets that the plan recommended earlier was not adopted.',
      'The Committee notes that the State party has been recommended to act.',
    ],
    language: 'en',
    gives: 'asks',
    finds: new RegExp(
      `${SUBJECT}(?:${VERBS})(?:\\s+that(?=\\s*,))?${ASIDE}(?:\\s+(?:once again|again|also|further|strongly|specifically|in particular))?${TO_WHOM}${MODAL_ADVERBS}(?:\\s+to\\b)?`,
      'u',
    ),
    unlessAfter: REPORTED,
  },
  {
    name: 'recommends a thing',
    phrase: 'The Committee recommends the adoption of a plan.',
    not: [
      'The Committee takes note of what the Ombudsperson recommends.',
      'The Committee notes the call for an inquiry.',
    ],
    language: 'en',
    gives: 'asks',
    finds: new RegExp(
      `(?<=(?:${BODY}|\\b[Ii]t)\\s+${ADVERBS})(?:recommends|requests|urges|calls\\s+for|suggests|encourages|invites|demands)\\b(?!${ASIDE}\\s+(?:that\\s+)?(?:the\\s+)?(?:international community|international organizations|secretariat|United Nations|other States|donor|Office of the|High Commissioner|Secretary-General|its\\s+(?:members|rapporteur|Chair)))`,
      'u',
    ),
    unlessAfter: REPORTED,
  },
  {
    name: 'wishes to recommend',
    phrase: 'The Committee wishes to encourage the State party to ratify the Convention.',
    not: ['The Committee wishes to thank the State party for its replies.'],
    language: 'en',
    gives: 'asks',
    finds: new RegExp(
      `\\b(?:wish(?:es)?|would\\s+like|would\\s+also\\s+like|would)\\s+${ADVERBS}(?:to\\s+)?${ADVERBS}(?:recommend|urge|request|invite|encourage|ask|suggest|call\\s+upon)${ASIDE}${TO_WHOM}(?:\\s+to\\b)?`,
      'u',
    ),
  },
  {
    name: 'would like to receive',
    phrase: 'The Committee would like to receive, in the next report, figures on towers.',
    not: ['The Committee would like to thank the delegation.'],
    language: 'en',
    gives: 'asks',
    cue: /\breceiv|\binformed\b|\bprovided\b/,
    finds:
      /\b(?:would\s+(?:also\s+)?(?:like|wish)|wishes)\s+(?:also\s+)?to\s+(?:receive|be\s+(?:provided|informed|kept\s+informed))\b|\bwould\s+(?:also\s+)?appreciate\s+(?:receiving|being\s+(?:provided|informed|kept\s+informed))\b/,
  },
  {
    name: 'stresses the need for the State party to',
    phrase: 'The Committee places special emphasis on the need for the State party to consult ferrymen.',
    not: ['The Committee stresses the need for international support.'],
    language: 'en',
    gives: 'asks',
    cue: /\b(?:need|importance|necessity)\b/,
    finds: new RegExp(
      `${SUBJECT}(?:stress|emphasiz|underlin|underscor|reiterat|highlight|plac)es\\s+(?:(?:special|particular)\\s+emphasis\\s+on\\s+)?(?:the\\s+)?(?:urgent\\s+)?(?:need|importance|necessity)\\s+for\\s+(?:${STATE})(?![\\p{L}’])\\s+to\\b`,
      'u',
    ),
  },
  {
    name: 'attention is drawn to the need to',
    phrase: 'The attention of the State party is drawn to the need to withdraw its reservations.',
    not: ['The attention of the State party is drawn to general comment No. 4 (1991).'],
    language: 'en',
    gives: 'asks',
    cue: /\battention\b/,
    finds:
      /\battention\b[^.;:]{0,120}?\bto\s+the\s+(?:urgent\s+)?(?:need|necessity|desirability|importance)\s+(?:to|of|for)\b/,
    unlessAfter: /\b(?:welcomes|notes|regrets)\b/,
  },
  {
    name: 'would welcome information',
    phrase: 'The Committee would welcome information on rents in the next report.',
    not: ['The Committee would welcome the delegation at a later session.'],
    language: 'en',
    gives: 'asks',
    cue: /\bwould\b/,
    finds:
      /\bwould\s+(?:also\s+)?(?:welcome|appreciate)\s+(?:receiving\s+)?(?:(?:more|further|detailed|additional|updated|specific|any|the|statistical|some)\s+){0,8}(?:information|data|statistics|clarification|details)\b/,
  },
  {
    name: 'wishes the State party to',
    phrase: 'The Committee wishes the State party to provide data.',
    not: ['The Committee wishes the delegation a safe journey.'],
    language: 'en',
    gives: 'asks',
    cue: /\b(?:wishes|would|expects|trusts|hopes|looks)\b/,
    finds: new RegExp(
      `${SUBJECT}(?:wishes|would\\s+like|would\\s+wish|expects|would\\s+appreciate\\s+it\\s+if|would\\s+welcome\\s+it\\s+if|trusts|hopes|would\\s+be\\s+grateful\\s+if|looks\\s+to)\\s+(?:that\\s+)?(?:${STATE})\\s+(?:to\\b|will\\b|would\\b|could\\b|should\\b)`,
      'u',
    ),
  },
  {
    name: 'reiterates its recommendation',
    phrase: 'The Committee reiterates its previous recommendation that the State party repeal the law.',
    not: [
      'The Committee reiterates its concern that its previous recommendation was not implemented.',
      'The Committee recalls its general recommendation No. 35.',
    ],
    language: 'en',
    gives: 'asks',
    finds: new RegExp(
      `(?:(?<=(?:${BODY}|\\b[Ii]t|\\band|,)\\s+${ADVERBS}(?:wishes\\s+to\\s+|would\\s+like\\s+to\\s+)?)(?:reiterates?|repeats?|renews?|reaffirms?|recalls?\\s+and\\s+reiterates?|recalls?(?=\\s+(?:its|the)\\s+(?:previous|earlier|prior)\\s+(?:recommendation|request)))(?:\\s+its\\s+concerns?\\b[^.;]{0,200}?\\band)?\\s+(?:(?:its|the|all|all the|all of its)\\s+)?(?:(?!general)[\\p{L}-]+,?\\s+){0,3}?(?:recommendations?|requests?|call|invitation|encouragement|appeal|view that)(?:\\s*\\([^)]*\\))?)(?:[^.;:]{0,200}?\\b(?:that\\s+(?:${STATE})(?![\\p{L}’])|to\\s+the\\s+State\\s+party\\s+to\\b|to\\s+the\\s+State\\s+party\\b|for\\s+the\\s+State\\s+party\\s+to\\b))?${MODAL_ADVERBS}`,
      'u',
    ),
  },
  {
    name: 'reminds the State party to',
    phrase: 'The Committee reminds the State party of its obligation to submit the report.',
    not: ['The Committee reminds the State party of the indivisibility of all rights.'],
    language: 'en',
    gives: 'asks',
    finds: new RegExp(
      `${SUBJECT}(?:reminds|wishes\\s+to\\s+remind|would\\s+like\\s+to\\s+remind)${ASIDE}\\s+(?:${STATE})${ASIDE}\\s+(?:of\\s+(?:its|their|the)\\s+(?:[\\p{L}-]+\\s+){0,4}?(?:obligations?|dut(?:y|ies)|commitments?|responsibilit(?:y|ies))[^.;:]{0,160}?\\bto\\b|(?:that\\s+)?(?:it|they)\\s+(?:must|should|is\\s+(?:obliged|required|bound))\\b|to\\b)`,
      'u',
    ),
  },
  {
    name: 'the State party should',
    phrase: 'The State party should ensure that the law is applied.',
    not: [
      'The Committee regrets that the recommendation that the State party should act was rejected.',
      'The Committee notes that the State party should have reported in 2010.',
    ],
    language: 'en',
    gives: 'asks',
    cue: /\b(?:should|must|needs?\s+to|ought\s+to|shall|has\s+to)\b/,
    finds: new RegExp(
      `(?:${STATE.replace('|it|they|them', '')})(?:\\s*,[^.;:]{1,400}?,(?:\\s?\\d{1,3})?)?\\s+${ADVERBS}(?:should|must|needs?\\s+to|ought\\s+to|shall|has\\s+to)\\b(?!\\s+have\\b)(?:\\s+${ADVERBS.replaceAll('\\s+){0,8}', ')?')})?`,
      'u',
    ),
    unlessAfter:
      /^(?!(?:While|Although|Though|Since|Given|Notwithstanding|Even)\b).*(?:\b(?:[Cc]ommittee|[Ii]t)\s+(?:\S+\s+){0,3}?(?:is|are|remains?|notes?|regrets?|welcomes?|takes|observes|recalls|acknowledges|was|has)\b(?![^.]*\b(?:considers|believes|view|opinion|stresses|emphasizes|underlines|underscores|recommends|reiterates|maintains|insists)\b[^.]*$)|\b(?:report|document|information|replies)\b[^,]*$)/,
  },
  {
    name: 'an organ of the State should',
    phrase: 'The Board of Tongues should meet each month.',
    not: [
      'The Constitution provides that children should attend school.',
      'The Convention should be seen as a whole.',
      'The Committee should receive the report in time.',
      'The Harbour Code says who should answer.',
    ],
    language: 'en',
    gives: 'asks',
    cue: /\bshould\b/,
    finds:
      /^[Tt]he\s+(?!Committee|Sub-?[Cc]ommittee|Convention|Covenant|Protocol|Optional|Declaration|Constitution|Secretary|High Commissioner|United Nations|Working Group|General Assembly|[Ii]nternational)(?:\p{Lu}[\p{L}’-]+|authorities|administration|management|officials|police|courts?)(?:\s+\p{Lu}[\p{L}’-]+){0,8}(?:\s+(?:of|for|on)(?:\s+the)?\s+[\p{L}’-]+(?:\s+\p{Lu}[\p{L}’-]+){0,8}){0,3}\s+should\b(?!\s+(?:not\s+)?(?:be\s+(?:seen|regarded|considered|construed|interpreted|understood|viewed|read|noted|recalled)|have)\b)/u,
  },
  {
    name: 'it should',
    phrase: 'In particular, it should train judges.',
    not: ['It should be noted that the law was amended.', 'The report should cover the period up to its submission.'],
    language: 'en',
    gives: 'asks',
    cue: /\b(?:should|must|needs?)\b/,
    finds: new RegExp(
      `(?<=^(?:[^.;:]{0,300}?[,;]\\s+)?|;\\s+|\\band\\s+)(?:[Ii]t|[Tt]hey)\\s+${ADVERBS}(?:should|must|needs?\\s+to)\\b(?!\\s+(?:also\\s+)?be\\s+(?:noted|recalled|stressed|emphasized|borne|understood|mentioned|pointed|remembered))`,
      'u',
    ),
    unlessAfter:
      /\b(?:[Cc]ommittee|[Ii]t)\s+(?:\S+\s+){0,3}?(?:is|remains|notes|regrets|welcomes|takes|observes|acknowledges)\b/,
  },
  {
    name: 'the State party is requested to',
    phrase: 'The State party is requested to provide, within two years, information on follow-up.',
    not: [
      'The Committee notes that the State party was invited to visit the centre.',
      'The Committee is concerned that the State party is urged by others to act.',
    ],
    language: 'en',
    gives: 'asks',
    cue: /\b(?:requested|invited|encouraged|urged|called|recommended|reminded|asked|expected|advised|obliged|required)\b/,
    finds: new RegExp(
      `(?:${STATE})\\s+(?:is|are)\\s+${ADVERBS}(?:strongly\\s+)?(?:requested|invited|encouraged|urged|called\\s+upon|recommended|reminded|asked|expected|advised|obliged|required)(?:\\s*,[^.;:]{1,300}?,)?\\s+(?:to\\b|of\\s+its\\s+obligations?\\b)`,
      'u',
    ),
    unlessAfter:
      /\b(?:[Cc]ommittee|[Ii]t)\s+(?:\S+\s+){0,3}?(?:is|remains|notes|regrets|welcomes|takes|observes|acknowledges)\b|\bthat\s*$/,
  },
  {
    name: 'it is recommended that',
    phrase: 'It is recommended that the State party review its reservations.',
    not: ['It is concerned that the reservations remain.'],
    language: 'en',
    gives: 'asks',
    finds: new RegExp(
      `\\b[Ii]t\\s+is\\s+${ADVERBS}(?:recommended|suggested|requested|important|essential|necessary|imperative)\\s+(?:that|for)(?:\\s+(?:${STATE}))?(?![\\p{L}’])(?:\\s+to\\b)?`,
      'u',
    ),
    unlessAfter: /\b(?:concerned|regrets|notes|alleg|claim|report)/,
  },
  {
    name: 'a measure should be taken',
    phrase: 'Measures should be taken to train judges.',
    not: [
      'The report should not exceed 21,200 words.',
      'It should be recalled that the period has ended.',
      'The Committee is concerned that measures that should be taken are not.',
      'The common core document should not exceed 42,400 words.',
      'This should not be construed as approval.',
    ],
    language: 'en',
    gives: 'asks',
    finds:
      /\bshould\s+(?:also\s+|further\s+|therefore\s+|always\s+|in particular\s+|promptly\s+|urgently\s+|not\s+){0,8}be\b(?!\s+(?:seen|regarded|considered|construed|interpreted|understood|viewed|read)\b)/,
    unlessAfter:
      /\b(?:Committee|Subcommittee)\b|^[Ii]t\s*$|\b(?:[Ii]t)\s+(?:is|remains|notes|regrets)\b|\b(?:[Rr]eports?|documents?|replies|words|[Ii]nformation|[Gg]uidelines)\b/,
  },
]
