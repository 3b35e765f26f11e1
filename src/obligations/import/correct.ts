/** Carries out one correction on a model. Pure: the same model and correction give the same result. */

import type { UnDocument } from '../../documents/index.ts'
import { Invalid } from '../../store/index.ts'
import { liesIn, paragraphOf, readdress } from './address.ts'
import type { Correction } from './correction.ts'
import { joinPieces, splitPiece } from './reshape.ts'
import { refuseBroken } from './whole.ts'

type Of<Is extends Correction['is']> = Extract<Correction, { is: Is }>

/** The corrected model. Refuses (`Invalid`) what names no piece or would break the model, for one by a second "16(a)". */
export function correct(model: UnDocument, correction: Correction): UnDocument {
  if (correction.is !== 'document' && correction.is !== 'settle') refuseUnknown(model, correction.at)
  const corrected = carryOut(model, correction)
  refuseBroken(corrected, model)
  return withoutDoubts(corrected, correction)
}

function carryOut(model: UnDocument, correction: Correction): UnDocument {
  switch (correction.is) {
    case 'kind':
      return changeParagraph(model, correction.at, { kind: correction.kind })
    case 'heading':
      return changeParagraph(model, correction.at, { heading: correction.heading })
    case 'section':
      return changeSection(model, correction)
    case 'text':
      return changeText(model, correction.at, correction.text)
    case 'split':
      return splitPiece(model, correction)
    case 'merge':
      return joinPieces(model, correction.at)
    case 'address':
      return changeAddress(model, correction)
    case 'mark':
      return mark(model, correction.at)
    case 'unmark':
      return { ...model, recommendations: model.recommendations.filter(({ id }) => id !== correction.at) }
    case 'settle':
      return model
    case 'document':
      return changeDocument(model, correction)
    default:
      return correction satisfies never
  }
}

function changeParagraph(model: UnDocument, at: string, change: Partial<UnDocument['paragraphs'][number]>): UnDocument {
  if (!model.paragraphs.some(({ number }) => number === at)) throw refusal('at', 'not-a-paragraph', { address: at })
  return { ...model, paragraphs: model.paragraphs.map((one) => (one.number === at ? { ...one, ...change } : one)) }
}

function changeSection(model: UnDocument, { at, section }: Of<'section'>): UnDocument {
  if (section !== null && !model.sections.some(({ id }) => id === section))
    throw refusal('section', 'no-such-section', { section })
  return changeParagraph(model, at, { section })
}

function changeText(model: UnDocument, at: string, text: string): UnDocument {
  const paragraphs = model.paragraphs.map((one) =>
    one.number === at
      ? { ...one, text }
      : { ...one, items: one.items.map((item) => (item.id === at ? { ...item, text } : item)) },
  )
  const recommendations = model.recommendations.map((one) => (one.id === at ? { ...one, text } : one))
  return { ...model, paragraphs, recommendations }
}

function changeAddress(model: UnDocument, { at, to }: Of<'address'>): UnDocument {
  const isParagraph = model.paragraphs.some(({ number }) => number === at)
  if (isParagraph !== (paragraphOf(to) === to)) throw refusal('to', 'address-of-other-kind', { address: to })
  if (!isParagraph && paragraphOf(to) !== paragraphOf(at))
    throw refusal('to', 'address-in-other-paragraph', { address: to })
  const moved = (address: string) => readdress(address, at, to)
  return {
    ...model,
    paragraphs: model.paragraphs.map((one) => ({
      ...one,
      number: isParagraph ? moved(one.number) : one.number,
      items: one.items.map((item) => ({ ...item, id: moved(item.id) })),
    })),
    recommendations: model.recommendations.map((one) => ({ ...one, id: moved(one.id) })),
    footnotes: model.footnotes.map((one) => ({ ...one, at: moved(one.at) })),
    doubts: model.doubts.map((one) => ({ ...one, at: moved(one.at) })),
    followUp: model.followUp === null ? null : { ...model.followUp, paragraphs: model.followUp.paragraphs.map(moved) },
  }
}

/** Keeps the order of the document: recommendations stand in the order of their pieces. */
function mark(model: UnDocument, at: string): UnDocument {
  const asked = new Map(model.recommendations.map(({ id, text }) => [id, text]))
  const pieces = model.paragraphs.flatMap(({ number, text, items }) => [{ id: number, text }, ...items])
  const recommendations = pieces
    .filter(({ id }) => id === at || asked.has(id))
    .map(({ id, text }) => ({ id, text: asked.get(id) ?? text }))
  return { ...model, recommendations }
}

function changeDocument(model: UnDocument, change: Of<'document'>): UnDocument {
  const { followUp, nextReport } = model
  return {
    ...model,
    symbol: change.symbol ?? model.symbol,
    // A symbol that a person has typed is no longer an inference.
    symbolInferred: change.symbol === undefined ? model.symbolInferred : false,
    body: change.body ?? model.body,
    state: change.state ?? model.state,
    title: change.title ?? model.title,
    language: change.language ?? model.language,
    adoptedOn: change.adoptedOn === undefined ? model.adoptedOn : change.adoptedOn,
    followUp:
      change.followUpDueOn === undefined && change.followUpParagraphs === undefined
        ? followUp
        : {
            dueOn: change.followUpDueOn === undefined ? (followUp?.dueOn ?? null) : change.followUpDueOn,
            paragraphs: change.followUpParagraphs ?? followUp?.paragraphs ?? [],
          },
    nextReport:
      change.nextReportDueOn === undefined
        ? nextReport
        : { number: nextReport?.number ?? null, dueOn: change.nextReportDueOn },
  }
}

/** Who corrects a place has looked at it: its doubts are settled, and no others. */
function withoutDoubts(model: UnDocument, correction: Correction): UnDocument {
  if (correction.is === 'document') return model
  const place = correction.is === 'address' ? correction.to : correction.at
  return { ...model, doubts: model.doubts.filter((doubt) => doubt.at !== place) }
}

function refuseUnknown(model: UnDocument, at: string): void {
  const known = model.paragraphs.some(({ number, items }) => number === at || items.some(({ id }) => id === at))
  if (!known && !model.recommendations.some(({ id }) => liesIn(id, at) && id === at))
    throw refusal('at', 'no-such-address', { address: at })
}

function refusal(field: string, rule: string, data: Record<string, string>): Invalid {
  return new Invalid([{ field, rule, data }])
}
