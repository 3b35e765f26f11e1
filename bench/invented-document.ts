/**
 * Concluding observations on a State that does not exist, as plain text: 66 paragraphs in chapters, with items, notes,
 * cites and dates, about as many bytes as the document that the software was written for. The words are ours.
 */

const BODY_PARAGRAPHS = 57

/** The text, paragraph by paragraph, as a file without markup has it. */
export function inventedDocument(): string {
  const chapters = [
    'Concluding observations on the third periodic report of Sotoland*',
    'A. Introduction',
    ...numbered(1, [
      'The Committee considered the third periodic report of Sotoland (CMW/C/SOT/3) at its 464th and 465th meetings (see CMW/C/SR.464 and CMW/C/SR.465), held on 4 and 5 March 2031. At its 477th meeting, held on 12 March 2031, it adopted the present concluding observations.',
      'The Committee thanks the State party for a report that is short and frank, and for the official figures that its offices sent in afterwards.',
    ]),
    'B. Positive aspects',
    ...numbered(3, [
      'The Committee is glad to see that the Ferry Crews Act of 3 May 2029 is now in force, with its rules on written contracts.',
      'The Committee welcomes the ratification of two more treaties on work at sea, in 2029 and 2030.',
    ]),
    'C. Principal subjects of concern and recommendations',
    ...body(5),
    '6. Follow-up and dissemination',
    ...numbered(5 + BODY_PARAGRAPHS, [
      'The Committee requests the State party to disseminate the present concluding observations among its courts, offices and unions.',
      'The Committee recommends that the State party invite its unions and associations to the preparation of its next report.',
      `The Committee requests the State party to provide, by 1 April 2033, written information on the recommendations in paragraphs 6, 12 and 24 above.`,
      'The Committee requests the State party to submit its fourth periodic report by 1 April 2036.',
      'The Committee recommends that the State party ratify the conventions Nos. 97 and 143 of the International Labour Organization.',
    ]),
    '* Adopted by the Committee at its thirty-third session (1–12 March 2031).',
  ]
  return `${chapters.join('\n\n')}\n`
}

/** A concern and a recommendation in turn, under a heading of articles every ten paragraphs. */
function body(first: number): string[] {
  return Array.from({ length: BODY_PARAGRAPHS }, (_, index) => {
    const number = first + index
    const heading = index % 10 === 0 ? [`${1 + index / 10}. ${HEADINGS[index / 10] ?? ''}`] : []
    return [...heading, number % 2 === 1 ? concern(number) : recommendation(number)]
  }).flat()
}

const HEADINGS = [
  'General measures (arts. 73 and 84)',
  'General principles (arts. 7 and 83)',
  'Human rights of all migrant workers (arts. 8–35)',
  'Other rights of documented migrant workers (arts. 36–56)',
  'Sound, equitable and humane conditions (arts. 64–71)',
  'Protection of seasonal crews (arts. 57–63)',
]

function concern(number: number): string {
  return `${number}. The Committee is concerned that five offices share the task of article ${7 + (number % 60)} and that none of them has staff, funds or a mandate to fulfil it, so that workers are sent from one office to the next and back again. ${filler(number, 6)}`
}

function recommendation(number: number): string {
  return [
    `${number}. In the light of its general comment No. 5 (2021) and target 8.8 of the Sustainable Development Goals, and recalling its earlier advice (CMW/C/SOT/CO/2, para. ${number}), the Committee recommends that the State party:`,
    `(a) Give one office the lead, with a budget of its own and staff who speak the languages of the workers; ${filler(number, 3)}`,
    `(b) Ensure that each decision is given in writing, with its reasons, within ten days;`,
    `(c) Report on the effects in its next periodic report. ${filler(number + 1, 2)}`,
  ].join('\n\n')
}

const SENTENCES = [
  'Crews on the inland ferries wait up to three months for the paper that they need on the first day.',
  'The figures for the two northern provinces are not broken down by sex, age or trade.',
  'Interpreters are paid by the hearing, and few of them travel to the harbour towns.',
  'The inspectors visit farms once in two years, and announce each visit a week before.',
  'Nobody keeps count of the complaints that are withdrawn after a call from the employer.',
]

function filler(number: number, sentences: number): string {
  return Array.from({ length: sentences }, (_, index) => SENTENCES[(number + index) % SENTENCES.length]).join(' ')
}

function numbered(first: number, paragraphs: readonly string[]): string[] {
  return paragraphs.map((text, index) => `${first + index}. ${text}`)
}
