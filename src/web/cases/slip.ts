/** The slip that the person is given: the case by number, what is owed to them until when, its mark in the log, and the code. */

import { html, raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { type CaseCode, codeInGroups, issueCode, viewCase } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import { summaryList } from '../parts/summary.ts'
import { caseIdIn, trailOf } from './case-page.ts'
import { clockList, openClocks } from './clock-lines.ts'
import { wordsFor } from './declared-text.ts'
import { purposeOf } from './purposes.ts'
import { procedureHere } from './worked-here.ts'

export interface Slip {
  readonly procedure: string
  readonly caseId: string
  /** Null where the slip is printed again: the code was shown once. */
  readonly code: CaseCode | null
}

export function printedSlip(exchange: Exchange): Promise<Html> {
  return slipPage(exchange, {
    procedure: procedureHere(exchange).name,
    caseId: caseIdIn(exchange),
    code: null,
  })
}

/** Another code for the person, who has lost theirs: the earlier one ends. */
export async function anotherCode(exchange: Exchange): Promise<Html> {
  const of = { procedure: procedureHere(exchange).name, caseId: caseIdIn(exchange) }
  const code = await issueCode(exchange.register, exchange.officer(), { ...of, bearer: 'person' })
  return slipPage(exchange, { ...of, code })
}

export async function slipPage(exchange: Exchange, { procedure, caseId, code }: Slip): Promise<Html> {
  const { texts, origin } = exchange
  const view = await viewCase(exchange.register, exchange.officer(), {
    procedure,
    caseId,
    purpose: purposeOf(exchange),
  })
  const words = wordsFor(exchange, procedure)
  const clocks = openClocks(view.clocks).filter(({ kind }) => kind === 'protective')
  return page(exchange, {
    title: texts.t('slip.title', { number: view.caseNumber }),
    trail: [...trailOf(exchange, view), { href: `/cases/${procedure}/${caseId}`, text: view.caseNumber }],
    body: html`<div class="ob-paper">
${summaryList([
  [texts.t('slip.what'), words.title],
  [texts.t('cases.opened'), texts.moment(view.openedAt)],
  [texts.t('cases.state'), words.states[view.state] ?? view.state],
  [texts.t('slip.fingerprint'), html`<code class="ob-code">${view.timeline[0]?.commitment ?? ''}</code>`],
])}
${code === null ? html`<p class="govuk-body">${texts.t('slip.no-code')}</p>` : codePart(exchange, code)}
<h2 class="govuk-heading-m">${texts.t('slip.owed')}</h2>
${clockList(exchange, clocks, { procedure: view.procedure, now: view.now, reader: 'person' })}
<p class="govuk-body">${texts.t('slip.where', { address: `${origin}/case` })}</p>
<p class="govuk-hint">${texts.t('slip.fingerprint-help')}</p></div>`,
  })
}

/** In letters, in groups; the picture leads a telephone to the page that asks for it. No address bears the code: a telephone keeps where it has been. */
function codePart({ texts, origin }: Exchange, code: CaseCode): Html {
  return html`<h2 class="govuk-heading-m">${texts.t('slip.code')}</h2><p class="govuk-body-l" dir="ltr"><code class="ob-code">${codeInGroups(code)}</code></p><div class="ob-picture" role="img" aria-label="${texts.t('slip.picture')}">${raw(renderSVG(`${origin}/case`, { pixelSize: 3 }))}</div><p class="govuk-body">${texts.t('slip.code-help')}</p>`
}
