/** One piece of a draft, to be corrected: each correction a small form; what was typed stays when one is refused. */
import { html } from 'hono/html'
import { Address, ParagraphKind, type UnDocument } from '../../documents/index.ts'
import { Correction, correctImport, importDraft } from '../../obligations/import/index.ts'
import { Invalid } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { page } from '../parts/page.ts'
import { attempt, problemBox } from './attempt.ts'
import { draftPage } from './draft.ts'
import { anchorOf, partOf } from './preview.ts'

type Typed = Readonly<Record<string, string>>

interface Place {
  readonly id: string
  readonly at: string
  readonly model: UnDocument
  readonly hidden: Html
  readonly typed: Typed
}

export async function correctionPage(
  exchange: Exchange,
  problem: string | null = null,
  typed: Typed = {},
): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const at = typed.at ?? exchange.context.req.param('at') ?? ''
  const { model, version, fileName } = await exchange.read((tx) => importDraft(tx, id))
  const hidden = html`${hiddenToken(exchange)}<input type="hidden" name="version" value="${version}">`
  const doubts = model.doubts.filter((doubt) => doubt.at === at)
  return page(exchange, {
    title: t('import.correct', { at }),
    trail: [
      { href: '/import', text: t('import.title') },
      { href: `/import/${id}?part=${partOf(model, at) + 1}#${anchorOf(at)}`, text: fileName },
    ],
    body: [
      problem === null ? '' : problemBox(exchange, problem, null),
      html`${doubts.map((doubt) => html`<p class="govuk-body ob-doubt" lang="en">${doubt.what}</p>`)}`,
      correctionForms(exchange, { id, at, model, hidden, typed }),
    ],
  })
}

/** The corrections that fit the piece. */
function correctionForms(exchange: Exchange, place: Place): Html {
  const { t, named } = exchange.texts
  const { id, at, model, hidden, typed } = place
  const paragraph = model.paragraphs.find((known) => known.number === at)
  const text = typed.text ?? paragraph?.text ?? itemText(model, at)
  const asks = model.recommendations.some((recommendation) => recommendation.id === at)
  const form = (is: Correction['is'], button: string, inside: Html | string) =>
    html`<form method="post" action="/import/${id}/correct" class="ob-section">${hidden}<input type="hidden" name="is" value="${is}"><input type="hidden" name="at" value="${at}">${inside}<button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0">${button}</button></form>`
  const input = (name: string, label: string, hint: string, value: string, width = 'govuk-input--width-10') =>
    html`<div class="govuk-form-group"><label class="govuk-label" for="${name}">${label}</label><div class="govuk-hint" id="hint-${name}">${hint}</div><input class="govuk-input ${width}" id="${name}" name="${name}" value="${value}" dir="auto" aria-describedby="hint-${name}"></div>`
  return html`${form('text', t('import.change-text'), html`<div class="govuk-form-group"><label class="govuk-label govuk-label--m" for="text">${t('import.text')}</label><textarea class="govuk-textarea" rows="8" id="text" name="text" dir="auto" lang="${model.language}">${text}</textarea></div>`)}
${form(asks ? 'unmark' : 'mark', asks ? t('import.unmark') : t('import.mark'), html`<h2 class="govuk-heading-m">${t('import.asks-title')}</h2><p class="govuk-body">${asks ? t('import.asks-now') : t('import.asks-not-now')}</p>`)}
${
  paragraph === undefined
    ? ''
    : html`${form('kind', t('import.change-kind'), html`<h2 class="govuk-heading-m">${t('import.kind-title')}</h2><div class="govuk-form-group"><label class="govuk-label" for="kind">${t('import.kind')}</label><select class="govuk-select" id="kind" name="kind">${ParagraphKind.options.map((kind) => option(kind, named(`kind.${kind}`), kind === (typed.kind ?? paragraph.kind)))}</select></div>`)}
${form('section', t('import.change-section'), html`<h2 class="govuk-heading-m">${t('import.section-title')}</h2><div class="govuk-form-group"><label class="govuk-label" for="section">${t('import.section')}</label><select class="govuk-select ob-wide" id="section" name="section"><option value="">${t('import.section-none')}</option>${model.sections.map((section) => option(section.id, `${section.id} ${section.title}`, section.id === paragraph.section))}</select></div>`)}
${form('heading', t('import.change-heading'), input('heading', t('import.heading'), t('import.heading-hint'), typed.heading ?? paragraph.heading ?? '', ''))}`
}
${form('split', t('import.split'), html`<h2 class="govuk-heading-m">${t('import.split-title')}</h2>${input('starts', t('import.starts'), t('import.starts-hint'), typed.starts ?? '', '')}${input('into', t('import.into'), t('import.into-hint'), typed.into ?? '')}`)}
${form('merge', t('import.merge'), html`<h2 class="govuk-heading-m">${t('import.merge-title')}</h2>`)}
${form('address', t('import.change-address'), html`<h2 class="govuk-heading-m">${t('import.address-title')}</h2>${input('to', t('import.address'), t('import.address-hint'), typed.to ?? at)}`)}`
}

function option(value: string, text: string, selected: boolean): Html {
  return html`<option value="${value}"${selected ? html` selected` : ''}>${text}</option>`
}

function itemText({ paragraphs }: UnDocument, at: string): string {
  return paragraphs.flatMap(({ items }) => items).find(({ id }) => id === at)?.text ?? ''
}

export async function correctDraft(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const { 'form-token': _token, version, ...fields } = await exchange.context.req.parseBody()
  const typed = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]))
  // What was typed is kept by the page of the piece; settling a doubt has nothing typed and no page.
  const again = (_: Exchange, sentence: string) =>
    typed.is === 'settle' ? draftPage(exchange, sentence) : correctionPage(exchange, sentence, typed)
  return attempt(exchange, again, async () => {
    const at = await exchange.act('import.correct', async (tx) => {
      const { model } = await importDraft(tx, id)
      const correction = correctionOf(model, typed)
      await correctImport(tx, exchange.viewer, { id, version: Number(version) }, correction)
      const after = (await importDraft(tx, id)).model
      const place = correction.is === 'address' ? correction.to : 'at' in correction ? correction.at : ''
      return { part: partOf(after, place), place }
    })
    return `/import/${id}?done=import.corrected&part=${at.part + 1}#${anchorOf(at.place)}`
  })
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

/** What the form means. Refuses with a sentence what is left out or cannot be. */
function correctionOf(model: UnDocument, typed: Typed): Correction {
  const { is, at = '', starts, ...rest } = typed
  const emptied = is === 'heading' || is === 'section' ? { [is]: rest[is] === '' ? null : rest[is] } : rest
  const position = is === 'split' ? { position: positionOf(model, at, starts ?? '') } : {}
  for (const field of [rest.to, rest.into])
    if (field !== undefined && !Address.safeParse(field).success)
      throw new Invalid([{ field: 'to', rule: 'not-an-address', data: { address: field } }])
  const parsed = Correction.safeParse({ is, at, ...emptied, ...position })
  if (!parsed.success) throw new Invalid([{ field: 'is', rule: 'correction-unclear' }])
  return parsed.data
}

function positionOf(model: UnDocument, at: string, starts: string): number {
  const text = model.paragraphs.find(({ number }) => number === at)?.text ?? itemText(model, at)
  const position = starts === '' ? -1 : text.indexOf(starts)
  if (position <= 0 || text.indexOf(starts, position + 1) > 0)
    throw new Invalid([{ field: 'starts', rule: 'starts-not-once' }])
  return position
}
