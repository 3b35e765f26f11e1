/** The page of a case leads: what is due, what is open to its reader, what is forbidden and why, then what is known and what happened. */
import { html } from 'hono/html'
import { OFFICERS_PURPOSES } from '../../firewall/index.ts'
import { isAboutSomebody, type Procedure } from '../../procedures/index.ts'
import { type CaseView, mayReportPerson, viewCase } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { officeName } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState, panel, sections, summaryList } from '../parts/summary.ts'
import { dayOf } from '../public/moves.ts'
import { isUuid } from '../uuid.ts'
import { breachSection } from './breaches.ts'
import { clockList, openClocks } from './clock-lines.ts'
import { correctableHere, correctedFacts } from './correction.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { shownFact } from './fact-value.ts'
import { fileAnswer, filesOf } from './file-fact.ts'
import { nextSteps } from './next-steps.ts'
import { purposeOf } from './purposes.ts'
import { proposals } from './second.ts'
import { procedureHere } from './worked-here.ts'

export async function casePage(exchange: Exchange): Promise<Html> {
  const { texts, register } = exchange
  const purpose = purposeOf(exchange)
  const view = await viewCase(register, exchange.officer(), {
    procedure: procedureHere(exchange).name,
    caseId: caseIdIn(exchange),
    purpose,
  })
  const words = wordsFor(exchange, view.procedure.name)
  const clocks = openClocks(view.clocks)
  const on = { procedure: view.procedure, now: view.now, reader: 'officer', facts: view.facts } as const
  const late = clocks.some(({ kind, dueAt }) => kind === 'protective' && Temporal.Instant.compare(dueAt, view.now) <= 0)
  return page(exchange, {
    title: `${words.title} ${view.caseNumber}`,
    trail: trailOf(exchange, view),
    body: html`${doneBanner(exchange)}
<p class="govuk-body-l"><strong class="govuk-tag">${words.states[view.state] ?? view.state}</strong></p>
${clocks.length === 0 ? '' : html`<p class="govuk-body ob-narrow"><a class="govuk-link" href="#next">${texts.t('cases.next')}</a></p>`}
${clocks.length === 0 ? '' : panel(late ? 'late' : 'next', texts.t('cases.times'), clockList(exchange, clocks, on))}
${holdsPanel(exchange, view)}
${proposals(exchange, view)}
<div id="next">${nextSteps(exchange, view)}</div>
${sections([
  { id: 'known', heading: texts.t('cases.known'), body: knownFacts(exchange, view) },
  ...breachSection(exchange, view),
  { id: 'happened', heading: texts.t('cases.happened'), body: timelineOf(exchange, view) },
  ...(isAboutSomebody(view.procedure)
    ? [{ id: 'paper', heading: texts.t('cases.paper'), body: paper(exchange, view) }]
    : []),
])}
${purposeForm(exchange, purpose)}`,
  })
}

export function caseFile(exchange: Exchange): Promise<Response> {
  const of = { procedure: procedureHere(exchange).name, caseId: caseIdIn(exchange), purpose: purposeOf(exchange) }
  return fileAnswer(exchange, exchange.officer(), of, exchange.context.req.param('file'))
}

/** The case's id; whatever is no id names no case. */
export function caseIdIn({ context }: Exchange): string {
  const id = context.req.param('id') ?? ''
  return isUuid(id) ? id : '00000000-0000-0000-0000-000000000000'
}

export function trailOf(exchange: Exchange, { procedure }: Pick<CaseView, 'procedure'>) {
  return [
    { href: '/cases', text: exchange.texts.t('cases.title') },
    { href: `/cases/${procedure.name}`, text: wordsFor(exchange, procedure.name).title },
  ]
}

/** Bits that stand: their name, what they stop, since when; never whence they came. */
function holdsPanel(exchange: Exchange, { holds }: CaseView): Html | string {
  const { texts } = exchange
  const standing = Object.entries(holds)
  if (standing.length === 0) return ''
  return panel(
    'late',
    texts.t('cases.holds'),
    html`<ul class="govuk-list">${standing.map(
      ([hold, { since, mode }]) =>
        html`<li><strong>${texts.named(`hold.${hold}`)}</strong> ${texts.t('cases.since', { since: texts.day(dayOf(exchange, since)) })}${mode === 'record' ? html` <strong class="govuk-tag govuk-tag--grey">${texts.t('cases.recorded')}</strong>` : ''}</li>`,
    )}</ul><p class="govuk-hint govuk-!-margin-bottom-0">${texts.t('cases.holds-help')}</p>`,
  )
}

function knownFacts(exchange: Exchange, view: CaseView): Html {
  const { procedure, facts, caseId } = view
  const mayCorrect = correctableHere(view)
  const at = `/cases/${procedure.name}/${caseId}/correct`
  const words = wordsFor(exchange, procedure.name)
  const label = (name: string) => declaredText(words.facts[name]?.label ?? name)
  const correct = (name: string) =>
    mayCorrect.includes(name)
      ? html` <a class="govuk-link" href="${at}?fact=${name}">${exchange.texts.t('correction.link')}<span class="govuk-visually-hidden"> ${label(name)}</span></a>`
      : ''
  const known = Object.keys(procedure.facts).flatMap((name) => {
    const value = facts[name]
    return value === undefined
      ? []
      : [[label(name), html`${shownFact(exchange, procedure, name, value, filesOf(view))}${correct(name)}`] as const]
  })
  if (known.length === 0) return emptyState(exchange.texts.t('cases.nothing-known'))
  return html`${summaryList(known)}${mayCorrect.length < 2 ? '' : html`<p class="govuk-body"><a class="govuk-link" href="${at}">${exchange.texts.t('correction.several')}</a></p>`}`
}

/** By which law a step was judged, where the law has changed. */
function lawWords({ texts }: Exchange, { versions }: Procedure, version: string | null): string {
  if (versions === undefined) return ''
  return ` · ${version === null ? texts.t('cases.by-first-law') : texts.t('cases.by-law', { day: texts.day(version) })}`
}

/** What happened, the newest first: who, when, and when it was written down where that differs. */
function timelineOf(exchange: Exchange, view: CaseView): Html {
  const { procedure, timeline } = view
  const { texts } = exchange
  const words = wordsFor(exchange, procedure.name)
  return html`<ol class="govuk-list govuk-list--spaced" reversed>${timeline.toReversed().map((event) => {
    const { actor, assertedAt, recordedAt } = event
    const apart = Math.abs(recordedAt.epochMilliseconds - assertedAt.epochMilliseconds) > 60_000
    const given = Object.entries(event.facts)
    return html`<li><strong>${event.kind === 'correct' ? texts.t('cases.corrected') : event.kind === 'person' ? texts.named(`person-event.${event.step}`) : declaredText(words.steps[event.step]?.done ?? event.step)}</strong><br>${texts.moment(assertedAt)}${apart ? html` · ${texts.t('cases.recorded-at', { at: texts.moment(recordedAt) })}` : ''}${lawWords(exchange, procedure, event.version)} · ${texts.named(`agency-role.${actor.role}`)}${actor.office === null ? '' : html` · ${officeName(exchange, actor.office)}`}${
      event.kind === 'correct'
        ? correctedFacts(exchange, view, event, filesOf(view))
        : given.length === 0
          ? ''
          : html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${texts.t('cases.given')}</span></summary><div class="govuk-details__text">${summaryList(
              given.map(([name, value]) => [
                declaredText(words.facts[name]?.label ?? name),
                shownFact(exchange, procedure, name, value, filesOf(view)),
              ]),
            )}</div></details>`
    }</li>`
  })}</ol>`
}

function paper(exchange: Exchange, { procedure, caseId }: CaseView): Html {
  const { t } = exchange.texts
  const at = `/cases/${procedure.name}/${caseId}`
  return html`<p class="govuk-body"><a class="govuk-link" href="${at}/name">${t('cases.name')}</a></p><p class="govuk-body"><a class="govuk-link" href="${at}/slip">${t('cases.slip')}</a></p>${mayReportPerson(exchange.register, exchange.officer(), procedure.name) ? html`<p class="govuk-body"><a class="govuk-link" href="${at}/person">${t('person-report.title')}</a></p>` : ''}
<form method="post" action="${at}/code" class="ob-inline">${hiddenToken(exchange)}<button class="govuk-button govuk-button--secondary">${t('cases.new-code')}</button></form>`
}

/** Why the case was opened, and another reason where there is one: opening it anew leaves another record. */
function purposeForm({ texts }: Exchange, purpose: string): Html {
  return html`<form method="get" class="ob-filter"><p class="govuk-body">${texts.t('cases.opened-for', { purpose: texts.named(`purpose.${purpose}`) })}</p><div class="govuk-form-group"><label class="govuk-label" for="for">${texts.t('cases.purpose')}</label><select class="govuk-select" id="for" name="for">${OFFICERS_PURPOSES.map(
    (one) =>
      html`<option value="${one}"${one === purpose ? html` selected` : ''}>${texts.named(`purpose.${one}`)}</option>`,
  )}</select></div><button class="govuk-button govuk-button--secondary">${texts.t('cases.open-for')}</button></form>`
}
