/**
 * Deciding on many recommendations on one page: each with its own decision and its own reason, saved together. A row
 * that is left empty is not decided; a wrong one is named, and nothing that was typed is lost.
 */
import { html } from 'hono/html'
import {
  DECISIONS,
  Decisions,
  decideEach,
  type FoundRecommendation,
  recommendationsById,
  undecidedRecommendations,
} from '../../obligations/index.ts'
import { Invalid, type Problem } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken, problemText } from '../parts/fields.ts'
import { pageLinks } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import type { Route } from '../route.ts'
import { obligationPath } from './about.ts'

/** As the lists' page, so that the links to the next one fit. */
const ROWS = 50

export function decideManyRoutes(): Route[] {
  return [
    { method: 'GET', path: '/decisions', who: ['secretariat'], answer: begin },
    // Fifty reasons of ten thousand characters, in letters of three bytes each as forms send them.
    { method: 'POST', path: '/decisions', who: ['secretariat'], largestBody: 5 * 1024 * 1024, answer: save },
  ]
}

/** What stands in the fields, by their names: "decision-ID", "reason-ID", "decided_on", "decided_by". */
type Typed = Readonly<Record<string, string>>

async function begin(exchange: Exchange): Promise<Html> {
  const number = Math.max(1, Math.min(1000, Math.trunc(Number(exchange.query('page') ?? 1)) || 1))
  const { rows, total } = await exchange.read((tx) =>
    undecidedRecommendations(tx, { limit: ROWS, offset: (number - 1) * ROWS }),
  )
  return show(exchange, { rows, total, typed: { decided_on: exchange.today.toString() }, problems: [] })
}

async function save(exchange: Exchange): Promise<Response | Html> {
  const typed = Object.fromEntries(
    Object.entries(await exchange.context.req.parseBody()).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
  const ids = Object.keys(typed).flatMap((name) => /^reason-([0-9a-f-]{36})$/.exec(name)?.[1] ?? [])
  const filled = ids.filter((id) => `${typed[`decision-${id}`] ?? ''}${typed[`reason-${id}`] ?? ''}`.trim() !== '')
  try {
    const input = read(typed, filled)
    const saved = await exchange.act('decision.save-many', (tx) =>
      decideEach(tx, exchange.viewer, input, exchange.today),
    )
    return exchange.context.redirect(`/decisions?done=decisions.saved&saved=${saved}`, 303)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    exchange.context.status(422)
    const rows = await exchange.read((tx) => recommendationsById(tx, ids))
    return show(exchange, { rows, total: 0, typed, problems: error.problems })
  }
}

/** The typed fields as the command takes them; each wrong one is named by its field. */
function read(typed: Typed, filled: readonly string[]): Decisions {
  if (filled.length === 0) throw new Invalid([{ field: 'decided_on', rule: 'no-row' }])
  const parsed = Decisions.safeParse({
    decided_on: typed.decided_on,
    decided_by: typed.decided_by,
    rows: filled.map((id) => ({
      recommendation: id,
      decision: typed[`decision-${id}`],
      reason: typed[`reason-${id}`] ?? '',
    })),
  })
  if (parsed.success) return parsed.data
  throw new Invalid(
    parsed.error.issues.map(({ path, code }): Problem => {
      const [first, row, field] = path
      if (first !== 'rows') return { field: String(first), rule: first === 'decided_on' ? 'format-date' : 'missing' }
      if (field === 'reason' && code === 'too_big')
        return { field: `reason-${filled[Number(row)]}`, rule: 'too-long', data: { most: 10_000 } }
      return {
        field: `${String(field)}-${filled[Number(row)]}`,
        rule: field === 'reason' ? 'reason-missing' : 'decision-missing',
      }
    }),
  )
}

interface Shown {
  readonly rows: readonly FoundRecommendation[]
  readonly total: number
  readonly typed: Typed
  readonly problems: readonly Problem[]
}

function show(exchange: Exchange, { rows, total, typed, problems }: Shown): Html {
  const { t } = exchange.texts
  return page(exchange, {
    title: t('decisions.title'),
    trail: [{ href: '/work', text: t('nav.work') }],
    body: [
      html`${doneBanner(exchange)}${summary(exchange, rows, problems)}`,
      rows.length === 0
        ? emptyState(t('decisions.none'))
        : html`<p class="govuk-body-l">${t('decisions.lead')}</p><p class="govuk-body">${t('decisions.explained')}</p>
<form method="post" action="/decisions" novalidate>${hiddenToken(exchange)}<div class="ob-filter"><p class="govuk-body">${t('decisions.shared')}</p><div class="ob-filters">${shared(exchange, typed, problems, 'decided_on')}${shared(exchange, typed, problems, 'decided_by')}</div><p></p></div>
${rows.map((row) => one(exchange, row, typed, problems))}
<button class="govuk-button">${t('decisions.save')}</button></form>`,
      html`${pageLinks(exchange, total)}`,
    ],
  })
}

/** The wrong rows by their place in the document, so that one of forty is found. */
function summary(
  exchange: Exchange,
  rows: readonly FoundRecommendation[],
  problems: readonly Problem[],
): Html | string {
  if (problems.length === 0) return ''
  const { t } = exchange.texts
  const place = (field: string) => {
    const row = rows.find(({ id }) => field.endsWith(id))
    return row === undefined ? '' : `${row.symbol}, ${row.address ?? ''}: `
  }
  return html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${t('form.problem')}</h2><div class="govuk-error-summary__body"><p>${t('decisions.kept')}</p><ul class="govuk-list govuk-error-summary__list">${problems.map((problem) => html`<li><a href="#field-${problem.field}">${place(problem.field)}${problemText(exchange.texts, problem)}</a></li>`)}</ul></div></div>`
}

function shared(
  exchange: Exchange,
  typed: Typed,
  problems: readonly Problem[],
  name: 'decided_on' | 'decided_by',
): Html {
  const { t } = exchange.texts
  const wrong = problems.some(({ field }) => field === name)
  return html`<div class="govuk-form-group${wrong ? ' govuk-form-group--error' : ''}"><label class="govuk-label" for="field-${name}">${t(`form.decision.${name}`)}</label><input class="govuk-input" id="field-${name}" name="${name}" type="${name === 'decided_on' ? 'date' : 'text'}" value="${typed[name] ?? ''}" dir="auto"></div>`
}

function one(exchange: Exchange, row: FoundRecommendation, typed: Typed, problems: readonly Problem[]): Html {
  const { t, named } = exchange.texts
  const { id, symbol, address, text, obligations } = row
  const place = `${symbol}, ${address ?? ''}`
  const wrong = problems.filter(({ field }) => field.endsWith(id))
  const words = text ?? ''
  return html`<fieldset class="govuk-fieldset govuk-form-group${wrong.length > 0 ? ' govuk-form-group--error' : ''}"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${place}</legend><div class="ob-pair"><div>${words === '' ? '' : html`<p class="govuk-body" dir="auto">${words.length > 500 ? `${words.slice(0, 500)}…` : words}</p>`}<ul class="govuk-list">${obligations.map(({ code, summary }) => html`<li>${words === '' ? html`${summary} ` : ''}<a class="govuk-link ob-code" href="${obligationPath(code)}">${code}</a></li>`)}</ul></div>
<div>${wrong.map((problem) => html`<p class="govuk-error-message">${problemText(exchange.texts, problem)}</p>`)}<div class="govuk-form-group"><label class="govuk-label" for="field-decision-${id}">${t('form.decision.decision')}<span class="govuk-visually-hidden"> ${place}</span></label><select class="govuk-select" id="field-decision-${id}" name="decision-${id}"><option value="">${t('decisions.not-now')}</option>${DECISIONS.map((value) => html`<option value="${value}"${value === typed[`decision-${id}`] ? html` selected` : ''}>${named(`decision.${value}`)}</option>`)}</select></div><div class="govuk-form-group"><label class="govuk-label" for="field-reason-${id}">${t('form.decision.reason')}<span class="govuk-visually-hidden"> ${place}</span></label><textarea class="govuk-textarea govuk-!-margin-bottom-0" rows="2" id="field-reason-${id}" name="reason-${id}" dir="auto">${typed[`reason-${id}`] ?? ''}</textarea></div></div></div></fieldset>`
}
