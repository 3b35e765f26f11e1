/** One answer on paper: what is asked, what was done, the figures, who judged it how, and what remains. */
import { spaced } from './address.ts'
import { paragraphsOf } from './content.ts'
import { gapPhrases } from './gap-phrase.ts'
import { indicatorTable } from './indicator-table.ts'
import type { Piece } from './layout.ts'
import type { Answer, MeasureLine, ReportModel } from './model.ts'
import type { Paper } from './paper.ts'
import type { Wording } from './wording/index.ts'

/** Adds the paragraphs, list and table of one answer to the paper. */
export function composeAnswer(paper: Paper, model: ReportModel, answer: Answer): void {
  const written = model.content.answers[answer.key]
  paper.paragraph(opening(paper, model, answer), answer.key)
  for (const pieces of paragraphsOf(written?.measuresTaken ?? '')) paper.prose(pieces)
  composeMeasures(paper, answer)
  composeElements(paper, answer, written?.elements ?? {})
  composeIndicators(paper, model, answer)
  composeEvidence(paper, answer)
  for (const pieces of paragraphsOf(written?.remainingGap ?? '')) paper.prose(pieces)
  composeGaps(paper, answer)
}

function opening(paper: Paper, model: ReportModel, answer: Answer): readonly Piece[] {
  const { words } = paper
  const address = answer.addresses.map(spaced).join(', ')
  const summary = ended(answer.summary)
  const text =
    address === '' ? words.say('answer.unaddressed', { summary }) : words.say('answer.opening', { address, summary })
  return [
    { text, style: 'italic' },
    ...(address === '' ? [] : [paper.note(sourceOf(answer, model.cover.document, words))]),
    {
      text: ` ${[decisionOf(answer, words), leadOf(answer, words), stateOf(answer, words)].filter(Boolean).join(' ')}`,
    },
  ]
}

function sourceOf({ addresses, repeats }: Answer, document: string, words: Wording): string {
  const address = addresses.map(spaced).join(', ')
  if (repeats.length === 0) return words.say('answer.source', { document, address })
  const earlier = repeats
    .map(({ symbol, paragraph }) => words.say('answer.earlier', { symbol, paragraph: spaced(paragraph) }))
    .join(words.say('list.separator'))
  return words.say('answer.source-repeats', { document, address, earlier })
}

function decisionOf({ decision, decisionReason }: Answer, words: Wording): string {
  const reason = ended(decisionReason ?? '')
  if (decision === 'not-accepted') return words.say('answer.declined', { reason })
  return decision === 'in-part' ? words.say('answer.in-part', { reason }) : ''
}

function leadOf({ lead, contributors }: Answer, words: Wording): string {
  if (lead === null) return ''
  return contributors.length === 0
    ? words.say('answer.lead', { lead })
    : words.say('answer.lead-with', { lead, contributors: contributors.join(', ') })
}

function stateOf({ state }: Answer, words: Wording): string {
  return state === null ? '' : words.say('answer.state', { state: words.named(`state.${state}`) ?? state })
}

function composeMeasures(paper: Paper, { measures }: Answer): void {
  if (measures.length === 0) return
  const number = paper.paragraph([{ text: paper.words.say('measures.intro') }])
  paper.list(measures.map((measure) => [{ text: measurePhrase(paper, measure, number) }]))
}

/** The whole line where a measure is first named, a reference to it afterwards. */
function measurePhrase({ words, reported }: Paper, measure: MeasureLine, number: number): string {
  const title = measure.demonstration ? words.say('demonstration.mark', { text: measure.title }) : measure.title
  const first = reported.get(measure.id)
  if (first !== undefined) return ended(words.say('measure.again', { title, number: first }))
  reported.set(measure.id, number)
  const { institution, startsOn, endsOn } = measure
  const when = span(startsOn, endsOn, words)
  return ended(words.say('measure.line', { title, institution, when, state: words.say(`measure.${measure.state}`) }))
}

function span(startsOn: string | null, endsOn: string | null, words: Wording): string {
  if (startsOn !== null && endsOn !== null)
    return words.say('measure.from-to', { from: words.day(startsOn), to: words.day(endsOn) })
  if (startsOn !== null) return words.say('measure.from', { from: words.day(startsOn) })
  return endsOn === null ? words.say('measure.undated') : words.say('measure.to', { to: words.day(endsOn) })
}

/** What the document asks this report to hold: each is answered, or said not to be. */
function composeElements(paper: Paper, { elements }: Answer, written: Readonly<Record<string, string>>): void {
  for (const element of elements) {
    const [first, ...rest] = paragraphsOf(written[element] ?? '')
    const lead: Piece = {
      text: capital(paper.words.say('element.line', { element, answer: '' }).trimEnd()),
      style: 'italic',
    }
    if (first === undefined) paper.paragraph([lead, { text: ` ${paper.words.say('element.open')}.` }])
    else
      paper.paragraph([
        lead,
        { text: ' ' },
        ...first.map((piece) => ('note' in piece ? paper.note(piece.note) : piece)),
      ])
    for (const pieces of rest) paper.prose(pieces)
  }
}

function composeIndicators(paper: Paper, model: ReportModel, answer: Answer): void {
  if (answer.indicators.length === 0) return
  const number = paper.nextTable()
  const table = indicatorTable(answer, number, paper.words)
  if (model.content.indicatorTables === 'body') {
    paper.table(table.title, table.columns, table.rows)
    return
  }
  paper.setAside.push(table)
  const scored = answer.indicators.filter(({ direction }) => direction !== 'context').length
  const missed = new Set(
    answer.gaps.flatMap((gap) => ('indicator' in gap && gap.kind !== 'stale-value' ? [gap.indicator] : [])),
  )
  const met = answer.indicators.filter(({ direction, name }) => direction !== 'context' && !missed.has(name)).length
  paper.paragraph([{ text: paper.words.say('indicators.see', { met, scored, number }) }])
}

function composeEvidence(paper: Paper, { evidence, assessments }: Answer): void {
  const { words } = paper
  const separator = words.say('list.separator')
  const sentences = [
    evidence.length === 0
      ? ''
      : words.say('evidence.line', {
          numbers: evidence.map((number) => words.say('indicator.evidence', { number })).join(', '),
        }),
    assessments.length === 0
      ? ''
      : words.say('assessments.intro', {
          list: assessments.map((one) => assessmentPhrase(one, words)).join(separator),
        }),
  ].filter((sentence) => sentence !== '')
  if (sentences.length > 0) paper.paragraph([{ text: sentences.join(' ') }])
}

function assessmentPhrase(
  { assessor, by, grade, givenOn, demonstration }: Answer['assessments'][number],
  words: Wording,
): string {
  const named = assessor === 'civil-society' && by !== null ? by : words.say(`assessment.${assessor}`)
  const phrase = words.say('assessment.line', {
    assessor: named,
    grade: words.named(`grade.${grade}`) ?? grade,
    day: words.day(givenOn),
  })
  return demonstration ? words.say('demonstration.mark', { text: phrase }) : phrase
}

function composeGaps(paper: Paper, { gaps, decision }: Answer): void {
  if (decision === 'not-accepted') return
  const list = gapPhrases(gaps, paper.words).join(paper.words.say('list.separator'))
  paper.paragraph([{ text: list === '' ? paper.words.say('gaps.none') : paper.words.say('gaps.intro', { list }) }])
}

function ended(sentence: string): string {
  return sentence === '' || /[.!?؟…]$/.test(sentence) ? sentence : `${sentence}.`
}

function capital(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1)
}
