/** One obligation on one page: question, answer, plan, figures, proof, judgements; and, for those whose task it is, what to do next. */
import { html } from 'hono/html'
import { type Story, storyOf } from '../../obligations/browse/index.ts'
import { partsOf } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, dueText, stateTag, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { chapterName } from './overview.ts'
import { storyActions } from './story-actions.ts'

export async function storyPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const code = exchange.context.req.param('code') ?? ''
  const { story, parts } = await exchange.read(async (tx) => {
    const story = await storyOf(tx, code)
    return { story, parts: await partsOf(tx, [story.obligation.id]) }
  })
  return page(exchange, {
    title: code,
    trail: [
      { href: '/obligations', text: t('nav.obligations') },
      {
        href: `/obligations?cluster=${story.obligation.cluster ?? ''}`,
        text: chapterName(exchange, story.obligation.cluster ?? ''),
      },
    ],
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${story.obligation.summary}</p>`,
      facts(exchange, story),
      storyActions(exchange, story, parts),
      asked(exchange, story),
      decided(exchange, story),
      responsible(exchange, story),
      planned(exchange, story),
      measured(exchange, story),
      proved(exchange, story),
      judged(exchange, story),
      missing(exchange, story),
      html`<p class="govuk-body"><a class="govuk-link" href="/history?kind=obligation&amp;object=${story.obligation.id}">${t('story.history')}</a></p>`,
    ],
  })
}

function heading(text: string): Html {
  return html`<h2 class="govuk-heading-m">${text}</h2>`
}

function facts(exchange: Exchange, { obligation }: Story): Html {
  const { t, named } = exchange.texts
  const links = (values: readonly string[], filter: string) =>
    html`${values.map((value, index) => html`${index > 0 ? ', ' : ''}<a class="govuk-link" href="/obligations?${filter}=${encodeURIComponent(value)}">${value}</a>`)}`
  const rows: [string, Html | string][] = [
    [t('obligation.state'), stateTag(exchange, obligation.state)],
    [t('story.urgency'), named(`urgency.${obligation.urgency}`)],
    [t('obligation.article'), links(obligation.articles, 'article')],
    [t('obligation.sdg'), links(obligation.sdg_targets, 'sdg')],
    [t('obligation.theme'), links(obligation.themes, 'theme')],
    [t('obligation.people'), links(obligation.people_concerned, 'people')],
    ...(obligation.due_on === null
      ? []
      : [[t('obligation.due'), dueText(exchange, obligation.due_on)] satisfies [string, Html | string]]),
    ...(obligation.note === null ? [] : [[t('story.note'), obligation.note] satisfies [string, Html | string]]),
  ]
  return html`<dl class="govuk-summary-list">${rows.map(([key, value]) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value">${value}</dd></div>`)}</dl>`
}

function asked(exchange: Exchange, story: Story): Html {
  const { t } = exchange.texts
  return html`${heading(t('story.asked'))}${story.recommendations.map(
    (
      row,
    ) => html`<h3 class="govuk-heading-s"><a class="govuk-link" href="/documents/${encodeURIComponent(row.symbol)}#p${(row.address ?? '').split('(')[0]}">${row.symbol}${row.address === null ? '' : `, ${row.address}`}</a></h3>
${row.text === null ? html`<p class="govuk-body">${t('story.no-text')}</p>` : html`<blockquote class="govuk-body ob-quote" dir="auto">${row.text}</blockquote>`}`,
  )}${
    story.chain.length === 0
      ? ''
      : html`<p class="govuk-body">${t('story.chain')} ${story.chain.map((link) => html`<a class="govuk-link" href="/documents/${encodeURIComponent(link.symbol)}#p${link.paragraph}">${link.symbol} ${link.paragraph}</a> `)}</p>`
  }`
}

function decided(exchange: Exchange, story: Story): Html {
  const { t, named, day } = exchange.texts
  return html`${heading(t('story.decided'))}${story.recommendations.map((row) =>
    row.decision === null
      ? html`<p class="govuk-body">${t('story.undecided')}</p>`
      : html`<p class="govuk-body"><strong>${named(`decision.${row.decision}`)}</strong>, ${day(row.decided_on)}, ${row.decided_by}: <span dir="auto">${row.reason}</span>${demonstrationMark(exchange, row.demonstration ?? false)}</p>`,
  )}`
}

function responsible(exchange: Exchange, story: Story): Html {
  const { t, named, language } = exchange.texts
  const signedIn = exchange.viewer.account !== null
  const columns = [
    { heading: t('obligation.institution') },
    { heading: t('story.part') },
    ...(signedIn
      ? [{ heading: t('post.focal-point') }, { heading: t('post.alternate') }, { heading: t('post.validator') }]
      : []),
  ]
  return html`${heading(t('story.responsible'))}${table(
    t('story.responsible'),
    columns,
    story.participations.map((row) => [
      html`<a class="govuk-link" href="/obligations?institution=${row.institution}">${nameIn(row.name, language.code) ?? row.institution}</a>`,
      named(`part.${row.part}`),
      ...(signedIn ? [row.focal_point ?? '–', row.alternate ?? '–', row.validator ?? '–'] : []),
    ]),
  )}`
}

function planned(exchange: Exchange, story: Story): Html {
  const { t, day } = exchange.texts
  if (story.measures.length === 0)
    return html`${heading(t('story.planned'))}<p class="govuk-body">${t('story.no-measures')}</p>`
  return html`${heading(t('story.planned'))}${table(
    t('story.planned'),
    [
      { heading: t('measure.measure') },
      { heading: t('obligation.institution') },
      { heading: t('measure.dates') },
      { heading: t('obligation.state') },
    ],
    story.measures.map((row) => [
      html`<span dir="auto">${row.title}</span>${demonstrationMark(exchange, row.demonstration)}`,
      row.institution,
      html`${day(row.starts_on)} – ${day(row.ends_on)}`,
      stateTag(exchange, row.state),
    ]),
  )}`
}

function measured(exchange: Exchange, story: Story): Html {
  const { t, named, number } = exchange.texts
  const atTarget = (row: Story['indicators'][number]) => {
    if (row.direction === 'context') return t('indicator.context')
    if (row.target === null) return t('indicator.no-target')
    if (row.latest_value === null) return t('indicator.no-value')
    const met =
      row.direction === 'up'
        ? Number(row.latest_value) >= Number(row.target)
        : Number(row.latest_value) <= Number(row.target)
    return met ? t('indicator.at-target') : t('indicator.below-target')
  }
  return html`${heading(t('story.measured'))}${table(
    t('story.measured'),
    [
      { heading: t('indicator.indicator') },
      { heading: t('indicator.class') },
      { heading: t('indicator.latest'), numeric: true },
      { heading: t('indicator.target'), numeric: true },
      { heading: t('indicator.standing') },
    ],
    story.indicators.map((row) => [
      html`<a class="govuk-link" href="/indicators/${row.name}">${row.name}</a><br><span class="govuk-!-font-weight-regular">${row.numerator}</span>`,
      named(`indicator.class.${row.class}`),
      row.latest_value === null ? '–' : html`${number(row.latest_value)} <small>${row.latest_period ?? ''}</small>`,
      row.target === null ? '–' : number(row.target),
      atTarget(row),
    ]),
  )}`
}

function proved(exchange: Exchange, story: Story): Html {
  const { t, named } = exchange.texts
  if (story.evidence.length === 0)
    return html`${heading(t('story.proved'))}<p class="govuk-body">${t('story.no-evidence')}</p>`
  return html`${heading(t('story.proved'))}<ul class="govuk-list govuk-list--bullet">${story.evidence.map(
    (row) =>
      html`<li><a class="govuk-link" rel="noopener noreferrer" href="${row.url ?? `/evidence/${row.id}`}">${row.title}</a> (${named(`audience.${row.audience.split(':')[0]}`)})${demonstrationMark(exchange, row.demonstration)}</li>`,
  )}</ul>`
}

/** Four voices side by side; none is merged into another. */
function judged(exchange: Exchange, story: Story): Html {
  const { t, named, day } = exchange.texts
  return html`${heading(t('story.judged'))}${table(
    t('story.judged'),
    [
      { heading: t('assessment.assessor') },
      { heading: t('assessment.grade') },
      { heading: t('assessment.reasons') },
      { heading: t('assessment.given') },
    ],
    (['state', 'nhri', 'civil-society', 'committee'] as const).flatMap((assessor) => {
      const own = story.assessments.filter((row) => row.assessor === assessor)
      if (own.length === 0) return [[named(`assessor.${assessor}`), '–', t('assessment.none'), '']]
      return own.map((row) => [
        html`${named(`assessor.${assessor}`)}${row.organization === null ? '' : `, ${row.organization}`}${demonstrationMark(exchange, row.demonstration)}`,
        named(`grade.${row.grade}`),
        html`<span dir="auto">${row.reasons}</span>`,
        day(row.given_on),
      ])
    }),
  )}`
}

/** Completion is earned: what is still missing, said one by one. */
function missing(exchange: Exchange, { standing, obligation }: Story): Html | string {
  if (standing === undefined || obligation.state === 'completed' || obligation.state === 'declined') return ''
  const { t } = exchange.texts
  const indicators = Number(standing.indicators ?? 0)
  const met = Number(standing.indicators_at_target ?? 0)
  const gaps = [
    ...(standing.decision === null ? [t('missing.decision')] : []),
    ...(standing.has_evidence ? [] : [t('missing.evidence')]),
    ...(met < indicators ? [t('missing.indicators', { n: indicators - met, total: indicators })] : []),
    ...(standing.graded_low ? [t('missing.grade')] : []),
    ...(standing.answer === 'validated' ? [] : [t('missing.validation')]),
  ]
  return html`${heading(t('story.missing'))}<ul class="govuk-list govuk-list--bullet">${gaps.map((gap) => html`<li>${gap}</li>`)}</ul>`
}

/** A name in the reader's language, else English. */
export function nameIn(names: unknown, language: string): string | null {
  const known = names as Readonly<Record<string, string>> | null // jsonb by language, checked when the pack was loaded
  return known?.[language] ?? known?.en ?? null
}
