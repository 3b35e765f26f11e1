/** Steps of two people on the page of a case: what the first proposed, for the second to confirm or decline. */
import { html } from 'hono/html'
import { type CaseView, confirm, decline, viewCase } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { panel, summaryList } from '../parts/summary.ts'
import { caseIdIn } from './case-page.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { shownFact } from './fact-value.ts'
import { purposeOf } from './purposes.ts'
import { procedureHere } from './worked-here.ts'

export function proposals(exchange: Exchange, view: CaseView): Html | string {
  if (view.proposals.length === 0) return ''
  return panel(
    'next',
    exchange.texts.t('cases.proposed'),
    view.proposals.map((proposal) => one(exchange, view, proposal)),
  )
}

function one(
  exchange: Exchange,
  { procedure, caseId, event }: CaseView,
  proposal: CaseView['proposals'][number],
): Html {
  const { texts } = exchange
  const words = wordsFor(exchange, procedure.name)
  const by = texts.named(`agency-role.${proposal.by.role}`)
  return html`<h3 class="govuk-heading-s">${declaredText(words.steps[proposal.step]?.button ?? proposal.step)}</h3><p class="govuk-hint">${texts.t('cases.proposed-by', { role: by, at: texts.moment(proposal.at) })}</p>${summaryList(
    Object.entries(proposal.facts).map(([name, value]) => [
      declaredText(words.facts[name]?.label ?? name),
      shownFact(exchange, procedure, name, value),
    ]),
  )}<form method="post" action="/cases/${procedure.name}/${caseId}/second">${hiddenToken(exchange)}<input type="hidden" name="proposal" value="${proposal.id}"><input type="hidden" name="event" value="${event}"><input type="hidden" name="key" value="${crypto.randomUUID()}">${
    proposal.by.id === exchange.viewer.account
      ? ''
      : html`<button class="govuk-button" name="answer" value="confirm">${texts.t('cases.confirm')}</button> `
  }<button class="govuk-button govuk-button--secondary" name="answer" value="decline">${texts.t('cases.decline')}</button></form>`
}

/** Confirms or declines. A proposal that is closed, or of another case, is none. */
export async function answerProposal(exchange: Exchange): Promise<Response> {
  const { context, register } = exchange
  const posted = await context.req.parseBody()
  const text = (name: string) => (typeof posted[name] === 'string' ? posted[name] : '')
  const of = {
    procedure: procedureHere(exchange).name,
    caseId: caseIdIn(exchange),
    purpose: purposeOf(exchange),
  }
  const view = await viewCase(register, exchange.officer(), of)
  const proposal = view.proposals.find(({ id }) => id === text('proposal'))
  if (proposal === undefined) throw new NotFound()
  const on = { ...of, proposal: proposal.id }
  const back = `/cases/${of.procedure}/${of.caseId}`
  if (text('answer') !== 'confirm') {
    await decline(register, exchange.officer(), on)
    return context.redirect(`${back}?done=case.declined`, 303)
  }
  await confirm(register, exchange.officer(), {
    ...on,
    event: Number(text('event')) || view.event,
    key: keyOf(text('key')),
  })
  return context.redirect(`${back}?done=case.taken`, 303)
}

function keyOf(text: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : crypto.randomUUID()
}
