/** The head of the story: where it stands, what is missing and whose step is next; then what kind of thing it is. */
import { html } from 'hono/html'
import type { Missing, Story } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { dueText, stateTag } from '../../parts/list.ts'
import { articleName, institutionName, targetName } from '../../parts/names.ts'
import { panel, summaryList } from '../../parts/summary.ts'
import { whyText } from '../moves.ts'

/** State, day, and the list of what stands between it and completion, each with who takes the step. */
export function standing(exchange: Exchange, story: Story): Html {
  const { t } = exchange.texts
  const { obligation, missing } = story
  const isClosed = obligation.state === 'completed' || obligation.state === 'declined'
  const head = html`<p class="govuk-body ob-standing">${stateTag(exchange, obligation.state)} ${dueText(exchange, obligation.effective_due_on, isClosed)}${obligation.overdue && obligation.effective_due_on === null ? html` <span class="ob-overdue">${t('overview.late-measure')}</span>` : ''}${obligation.follow_up ? html` <strong class="govuk-tag govuk-tag--purple">${t('story.follow-up')}</strong>` : ''}</p>`
  if (obligation.state === 'completed')
    return html`${head}${panel('calm', t('story.completed'), html`<p class="govuk-body govuk-!-margin-bottom-0">${t('story.completed-help')}</p>`)}`
  const why = obligation.state === 'reopened' ? reopenedBecause(exchange, story) : ''
  const steps = html`<ol class="govuk-list govuk-list--number govuk-!-margin-bottom-0">${missing.map((item) => html`<li>${missingText(exchange, item)} <span class="ob-who">${nextFor(exchange, story, item)}</span></li>`)}</ol>`
  const heading = obligation.state === 'declined' ? t('story.declined') : t('story.missing')
  return html`${head}${panel(obligation.overdue || obligation.state === 'reopened' ? 'late' : 'next', heading, [why, steps])}`
}

/** An obligation that fell back says first what made it fall. */
function reopenedBecause(exchange: Exchange, { moves }: Story): Html | string {
  const last = moves.find(({ after }) => after === 'reopened')
  if (last === undefined) return ''
  if (last.cause?.kind === 'validation')
    return html`<p class="govuk-body"><strong>${exchange.texts.t('story.validated-not-earned')}</strong></p>`
  return html`<p class="govuk-body"><strong>${exchange.texts.t('story.reopened-by')}</strong> ${whyText(exchange, last)}</p>`
}

function missingText(exchange: Exchange, item: Missing): Html | string {
  const { t, named, number, day } = exchange.texts
  const indicator = (name: string) => html`<a class="govuk-link" href="/indicators/${name}">${name}</a>`
  switch (item.key) {
    case 'target':
    case 'value':
    case 'cases':
      return html`${named(`missing.${item.key}`)} ${indicator(item.indicator)}`
    case 'indicator-short':
      return html`${indicator(item.indicator)}: ${t('missing.indicator-short', { period: item.period, value: number(item.value), target: number(item.target) })}`
    case 'committee-grade':
      return t('missing.committee-grade', { grade: item.grade, day: item.givenOn === '' ? '' : day(item.givenOn) })
    default:
      return named(`missing.${item.key}`)
  }
}

/** Whose step it is: people by name for those who have signed in, otherwise the institution. */
function nextFor(exchange: Exchange, { participations }: Story, item: Missing): string {
  const { t, named } = exchange.texts
  const lead = participations.find(({ part }) => part === 'lead')
  const institution = lead === undefined ? t('story.no-lead') : institutionName(exchange, lead.institution)
  const { parts } = exchange.country.pack
  const holder = (post: 'focal_point' | 'validator') => {
    const name = exchange.viewer.account === null ? undefined : lead?.[post]?.name
    const task = named(`post.${post.replace('_', '-')}`)
    return name === undefined
      ? t('next.post', { institution, post: task })
      : t('next.person', { institution, post: task, name })
  }
  switch (item.key) {
    case 'decision':
    case 'acceptance':
    case 'target':
      return t('next.body', { institution: institutionName(exchange, parts.coordinatingBody) })
    case 'committee-grade':
      return t('next.committee')
    case 'validation':
      return holder('validator')
    default:
      return holder('focal_point')
  }
}

/** What it is about, each value leading to its fellows. */
export function facts(exchange: Exchange, { obligation }: Story): Html {
  const { t, named } = exchange.texts
  const links = (values: readonly string[], filter: string, name: (value: string) => string) =>
    values.length === 0
      ? ''
      : html`${values.map((value, index) => html`${index > 0 ? html`<br>` : ''}<a class="govuk-link" href="/obligations?${filter}=${encodeURIComponent(value)}">${name(value)}</a>`)}`
  return summaryList([
    [t('story.urgency'), named(`urgency.${obligation.urgency}`)],
    [t('story.kind'), named(`kind-of-act.${obligation.kind}`)],
    [t('obligation.article'), links(obligation.articles, 'article', (value) => articleName(exchange, value))],
    [t('obligation.sdg'), links(obligation.sdg_targets, 'sdg', (value) => targetName(exchange, value))],
    [t('obligation.theme'), links(obligation.themes, 'theme', (value) => named(`theme.${value}`))],
    [t('obligation.people'), links(obligation.people_concerned, 'people', (value) => named(`people.${value}`))],
    [t('story.instruments'), obligation.instruments.join('; ')],
    [t('story.note'), obligation.note ?? ''],
    [t('story.verify'), obligation.to_verify.join('; ')],
  ])
}
