/** Every version of a draft: the list, one of them read again, and what changed between two. */
import { html } from 'hono/html'
import { assemble, compareVersions, contentOf, openReport, type SectionDiff, versionsOf } from '../../reports/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'
import { page } from '../parts/page.ts'
import { papersOf, reportTabs, viewOf } from './pages.ts'
import { trailOf } from './write.ts'

export async function versionsPage(exchange: Exchange): Promise<Html> {
  const { t, moment, number } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { report, versions } = await exchange.read(async (tx) => ({
    report: await openReport(tx, id),
    versions: await versionsOf(tx, exchange.viewer, id),
  }))
  return page(exchange, {
    title: t('report.versions-of', { title: report.title }),
    trail: trailOf(exchange, report.title),
    body: [
      reportTabs(exchange, id, report.state),
      table(
        t('report.versions'),
        [
          { heading: t('report.version') },
          { heading: t('report.saved') },
          { heading: t('report.by') },
          { heading: t('report.words'), numeric: true },
          { heading: t('report.changes') },
        ],
        versions.map((version) => [
          html`<a class="govuk-link" href="/reports/${id}/versions/${version.number}">${version.number}</a>`,
          moment(version.saved_at),
          html`${version.saved_by ?? '–'}${version.institution === null ? '' : ` · ${version.institution}`}`,
          number(version.words),
          version.number === 1
            ? ''
            : html`<a class="govuk-link" href="/reports/${id}/compare?from=${version.number - 1}&amp;to=${version.number}">${t('report.compare', { from: version.number - 1, to: version.number })}</a>`,
        ]),
      ),
    ],
  })
}

/** What people wrote then; the figures beside it are those of today. */
export async function versionPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const number = numberOf(exchange.context.req.param('number'))
  const { report, model } = await exchange.read(async (tx) => {
    const report = await openReport(tx, id)
    return { report, model: await assemble(tx, id, await contentOf(tx, id, number), viewOf(exchange)) }
  })
  return page(exchange, {
    title: t('report.version-of', { number, title: report.title }),
    trail: [...trailOf(exchange, report.title), { href: `/reports/${id}/versions`, text: t('report.versions') }],
    body: [
      html`<div class="govuk-inset-text">${t('report.old-version', { number, latest: report.latest.number })}</div>`,
      papersOf(exchange, { model, language: report.language, address: `/reports/${id}/versions/${number}` }),
    ],
  })
}

export async function comparePage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const [from, to] = [numberOf(exchange.query('from')), numberOf(exchange.query('to'))]
  const { report, sections } = await exchange.read(async (tx) => ({
    report: await openReport(tx, id),
    sections: await compareVersions(tx, { report: id, from, to }),
  }))
  return page(exchange, {
    title: t('report.compare', { from, to }),
    trail: [...trailOf(exchange, report.title), { href: `/reports/${id}/versions`, text: t('report.versions') }],
    body:
      sections.length === 0
        ? html`<p class="govuk-body">${t('report.no-changes')}</p>`
        : html`${sections.map((section) => shown(exchange, section))}`,
  })
}

function shown(exchange: Exchange, { section, parts }: SectionDiff): Html {
  const [code = '', part] = section.split(' ')
  const heading =
    part === undefined
      ? exchange.texts.named(`form.frame.${code}`)
      : `${code}: ${exchange.texts.named(`form.answer-text.${part}`)}`
  return html`<h2 class="govuk-heading-s">${heading}</h2><div class="govuk-body ob-diff ob-lines" dir="auto">${parts.map(
    (piece) =>
      piece.kind === 'added'
        ? html`<ins>${piece.text}</ins>`
        : piece.kind === 'removed'
          ? html`<del>${piece.text}</del>`
          : piece.text,
  )}</div>`
}

/** A number of a version; what is none has no page. */
function numberOf(text: string | undefined): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) throw new NotFound()
  return number
}
