/** One institution: what it answers for, what is late, what it plans, and, for those who have signed in, its people. */
import { html } from 'hono/html'
import { findInstitution, listObligations, measureTimeline, POSTS } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, dueText, stateTag, table } from '../parts/list.ts'
import { nameIn } from '../parts/names.ts'
import { page } from '../parts/page.ts'
import { stateBar, stateLegend, stateWords } from '../parts/states.ts'
import { emptyState, type Section, sections, summaryList } from '../parts/summary.ts'
import { obligationTable } from './obligations.ts'

const SHOWN = 20

export async function institutionPage(exchange: Exchange): Promise<Html> {
  const { t, language } = exchange.texts
  const code = exchange.context.req.param('code') ?? ''
  const today = exchange.today
  const { institution, list, late, plan } = await exchange.read(async (tx) => ({
    institution: await findInstitution(tx, code),
    list: await listObligations(tx, { institution: code }, { limit: SHOWN, offset: 0, today }),
    late: await listObligations(
      tx,
      { institution: code, overdue: 'yes', sort: 'due' },
      { limit: SHOWN, offset: 0, today },
    ),
    plan: await measureTimeline(tx, { institution: code }, { limit: SHOWN, offset: 0, today }),
  }))
  const query = `institution=${encodeURIComponent(code)}`
  const parts: Section[] = [
    {
      id: 'late',
      heading: t('institution.late'),
      body:
        late.total === 0
          ? html`<p class="govuk-body">${t('institution.nothing-late')}</p>`
          : [obligationTable(exchange, late), all(exchange, late.total, `/obligations?${query}&overdue=yes`)],
    },
    {
      id: 'obligations',
      heading: t('institution.obligations'),
      body: [obligationTable(exchange, list), all(exchange, list.total, `/obligations?${query}`)],
    },
    {
      id: 'plan',
      heading: t('institution.plan'),
      body: [plannedBy(exchange, plan), all(exchange, plan.total, `/plan?${query}`)],
    },
    ...(exchange.viewer.account === null
      ? []
      : [{ id: 'people', heading: t('institution.people'), body: people(exchange, institution) }]),
  ]
  return page(exchange, {
    title: nameIn(institution.name, language.code) ?? code,
    trail: [
      { href: '/', text: t('nav.overview') },
      { href: '/progress/institution', text: t('overview.by-institution.title') },
    ],
    body: [
      facts(exchange, institution),
      list.total === 0
        ? ''
        : html`${stateBar(exchange, list.byState)}<p class="govuk-body govuk-!-margin-top-1">${t('obligations.count', { n: list.total })}: ${stateWords(exchange, list.byState)}</p>${stateLegend(exchange)}`,
      sections(parts),
    ],
  })
}

function facts(exchange: Exchange, institution: Awaited<ReturnType<typeof findInstitution>>): Html {
  const { t, day, language } = exchange.texts
  const link = ({ code, name }: { code: string; name: Readonly<Record<string, string>> }) =>
    html`<a class="govuk-link" href="/institutions/${code}">${nameIn(name, language.code) ?? code}</a> `
  return summaryList([
    [t('institution.code'), institution.code],
    [
      t('institution.parent'),
      institution.parent === null
        ? ''
        : html`<a class="govuk-link" href="/institutions/${institution.parent}">${institution.parent}</a>`,
    ],
    [t('institution.parts'), institution.parts.length === 0 ? '' : html`${institution.parts.map(link)}`],
    [t('story.note'), institution.note ?? ''],
    [t('institution.closed'), day(institution.closed_on)],
  ])
}

function plannedBy(exchange: Exchange, plan: Awaited<ReturnType<typeof measureTimeline>>): Html {
  const { t } = exchange.texts
  if (plan.total === 0) return emptyState(t('institution.no-plan'))
  return table(
    t('plan.count', { n: plan.total }),
    [{ heading: t('measure.measure') }, { heading: t('measure.to') }, { heading: t('obligation.state') }],
    plan.rows.map((row) => [
      html`<span dir="auto">${row.title}</span>${demonstrationMark(exchange, row.demonstration)}`,
      dueText(exchange, row.ends_on, row.state === 'done' || row.state === 'abandoned'),
      stateTag(exchange, row.state),
    ]),
  )
}

/** Who holds which post; a post that nobody holds is a gap, and said. */
function people(exchange: Exchange, { posts }: Awaited<ReturnType<typeof findInstitution>>): Html {
  const { t, named } = exchange.texts
  return summaryList(
    POSTS.map((post) => {
      const holder = posts.find((row) => row.post === post)
      return [
        named(`post.${post}`),
        holder === undefined
          ? html`<span class="ob-overdue">${t('institution.nobody')}</span>`
          : html`${holder.name}${demonstrationMark(exchange, holder.demonstration)}`,
      ]
    }),
  )
}

function all(exchange: Exchange, total: number, href: string): Html | string {
  if (total <= SHOWN) return ''
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">${exchange.texts.t('overview.all-of-them', { n: total })}</a></p>`
}
