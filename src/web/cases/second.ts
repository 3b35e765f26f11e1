/** Steps of two people on the page of a case: what the first proposed, for the second to confirm or decline. */
import { html } from 'hono/html'
import { type CaseView, confirm, decline, viewCase } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import { hiddenToken } from '../parts/fields.ts'
import { panel, summaryList } from '../parts/summary.ts'
import { actToSign, readSignature, signPage } from '../passkeys/index.ts'
import { submissionKey } from '../uuid.ts'
import { caseIdIn, trailOf } from './case-page.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { shownFact } from './fact-value.ts'
import { purposeOf } from './purposes.ts'
import { textIn, typedOf } from './typed.ts'
import { procedureHere } from './worked-here.ts'

export function proposals(exchange: Exchange, view: CaseView): Html | string {
  if (view.proposals.length === 0) return ''
  return panel(
    'next',
    exchange.texts.t('cases.proposed'),
    view.proposals.map((proposal) => one(exchange, view, proposal)),
  )
}

type Proposed = CaseView['proposals'][number]

function stepName(exchange: Exchange, { procedure }: CaseView, { step }: Proposed): string {
  return declaredText(wordsFor(exchange, procedure.name).steps[step]?.button ?? step)
}

function proposedFacts(exchange: Exchange, { procedure }: CaseView, { facts }: Proposed): Html {
  const words = wordsFor(exchange, procedure.name)
  return summaryList(
    Object.entries(facts).map(([name, value]) => [
      declaredText(words.facts[name]?.label ?? name),
      shownFact(exchange, procedure, name, value),
    ]),
  )
}

function one(exchange: Exchange, view: CaseView, proposal: Proposed): Html {
  const { procedure, caseId, event } = view
  const { texts } = exchange
  const by = texts.named(`agency-role.${proposal.by.role}`)
  return html`<h3 class="govuk-heading-s">${stepName(exchange, view, proposal)}</h3><p class="govuk-hint">${texts.t('cases.proposed-by', { role: by, at: texts.moment(proposal.at) })}</p>${proposedFacts(exchange, view, proposal)}<form method="post" action="/cases/${procedure.name}/${caseId}/second">${hiddenToken(exchange)}<input type="hidden" name="proposal" value="${proposal.id}"><input type="hidden" name="event" value="${event}"><input type="hidden" name="key" value="${crypto.randomUUID()}">${
    proposal.by.id === exchange.viewer.account
      ? ''
      : html`<button class="govuk-button" name="answer" value="confirm">${texts.t('cases.confirm')}</button> `
  }<button class="govuk-button govuk-button--secondary" name="answer" value="decline">${texts.t('cases.decline')}</button></form>`
}

/** Confirms or declines. A proposal that is closed, or of another case, is none. */
export async function answerProposal(exchange: Exchange): Promise<Response | Html> {
  const { context, register } = exchange
  const typed = typedOf(await postedFields(exchange))
  const text = (name: string) => textIn(typed, name) ?? ''
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
  const { problem, unconfirmed } = await readSignature(exchange, typed)
  try {
    await confirm(register, exchange.officer(), {
      ...on,
      event: Number(text('event')) || view.event,
      key: submissionKey(text('key')),
      unconfirmed,
    })
    return context.redirect(`${back}?done=case.taken`, 303)
  } catch (error) {
    const act = actToSign(error)
    if (act === null) throw error
    return signPage(exchange, {
      ...{ act, typed, problem, action: `${back}/second` },
      title: `${exchange.texts.t('cases.confirm')}: ${stepName(exchange, view, proposal)}`,
      trail: [...trailOf(exchange, view), { href: back, text: view.caseNumber }],
      what: proposedFacts(exchange, view, proposal),
    })
  }
}
