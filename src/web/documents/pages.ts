/** Documents: the list, and one to read with the obligations beside each paragraph. */
import { html } from 'hono/html'
import { documentOf, listDocuments } from '../../obligations/browse/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'

export async function documentsPage(exchange: Exchange): Promise<Html> {
  const { t, day } = exchange.texts
  const documents = await exchange.read(listDocuments)
  return page(exchange, {
    title: t('nav.documents'),
    body: [
      html`${doneBanner(exchange)}`,
      exchange.viewer.role === 'secretariat'
        ? html`<p><a class="govuk-button" href="/import">${t('import.title')}</a></p>`
        : '',
      table(
        t('nav.documents'),
        [
          { heading: t('obligation.document') },
          { heading: t('document.cycle'), numeric: true },
          { heading: t('document.adopted') },
          { heading: t('document.recommendations'), numeric: true },
          { heading: t('document.read') },
        ],
        documents.map((row) => [
          html`<a class="govuk-link" href="/documents/${encodeURIComponent(row.symbol)}">${row.symbol}</a><br><span class="govuk-!-font-weight-regular">${row.title}</span>`,
          String(row.cycle ?? '–'),
          day(row.adopted_on),
          String(row.recommendations ?? 0),
          row.imported_at === null ? t('document.not-imported') : t('document.imported'),
        ]),
      ),
    ],
  })
}

export async function documentPage(exchange: Exchange): Promise<Html> {
  const { t, named, day } = exchange.texts
  const symbol = exchange.context.req.param('symbol') ?? ''
  const { document, model, obligations } = await exchange.read((tx) => documentOf(tx, symbol))
  const at = (address: string) => obligations.filter((row) => row.address === address)
  const marks = (address: string) =>
    html`${at(address).map((row) => html`<p class="govuk-body-s"><a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.code}</a> ${stateTag(exchange, row.state)}</p>`)}`
  return page(exchange, {
    title: symbol,
    trail: [{ href: '/documents', text: t('nav.documents') }],
    body: [
      html`<p class="govuk-body-l">${document.title}</p><p class="govuk-body">${document.adopted_on === null ? '' : t('document.adopted-on', { day: day(document.adopted_on) })}</p>`,
      model === null
        ? html`<p class="govuk-body">${t('document.no-text')}</p><ul class="govuk-list">${obligations.map((row) => html`<li id="p${(row.address ?? '').split('(')[0]}"><strong>${row.address}</strong> <a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.summary}</a> ${stateTag(exchange, row.state)}</li>`)}</ul>`
        : html`<div lang="${model.language}">${model.paragraphs.map(
            (
              paragraph,
              index,
            ) => html`${paragraph.section !== model.paragraphs[index - 1]?.section ? sectionHeading(model.sections.find((section) => section.id === paragraph.section)) : ''}${paragraph.heading !== null && paragraph.heading !== model.paragraphs[index - 1]?.heading ? html`<h3 class="govuk-heading-s">${paragraph.heading}</h3>` : ''}
<div id="p${paragraph.number}"><p class="govuk-body" dir="auto"><strong>${paragraph.number}.</strong> ${paragraph.text} <strong class="govuk-tag govuk-tag--grey">${named(`kind.${paragraph.kind}`)}</strong></p>${marks(paragraph.number)}${paragraph.items.map((item) => html`<p class="govuk-body govuk-!-margin-left-4" dir="auto"><strong>${item.id.slice(paragraph.number.length)}</strong> ${item.text}</p>${marks(item.id)}`)}</div>`,
          )}</div>`,
    ],
  })
}

function sectionHeading(section: { label: string; title: string; articles: string | null } | undefined): Html | string {
  return section === undefined
    ? ''
    : html`<h2 class="govuk-heading-m">${section.label}. ${section.title}${section.articles === null ? '' : ` (${section.articles})`}</h2>`
}
