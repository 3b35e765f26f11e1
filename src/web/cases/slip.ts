/**
 * The slip that the person is given: the case by number, what is owed to them until when, its mark in the log, and the code.
 * In their language first, beside that of the officer who hands it over.
 */

import { html, raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { LANGUAGE } from '../../procedures/index.ts'
import { type CaseCode, type CaseView, codeInGroups, issueCode, viewCase } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import { summaryList } from '../parts/summary.ts'
import { declared } from '../safeguards/words.ts'
import { languagesOn, textsIn } from '../texts.ts'
import { caseIdIn, trailOf } from './case-page.ts'
import { clockList, openClocks } from './clock-lines.ts'
import { wordsFor } from './declared-text.ts'
import { shownFact } from './fact-value.ts'
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
  const { texts } = exchange
  const view = await viewCase(exchange.register, exchange.officer(), {
    procedure,
    caseId,
    purpose: purposeOf(exchange),
  })
  const theirs = inTheirLanguage(exchange, view)
  return page(exchange, {
    title: texts.t('slip.title', { number: view.caseNumber }),
    trail: [...trailOf(exchange, view), { href: `/cases/${procedure}/${caseId}`, text: view.caseNumber }],
    body:
      theirs.texts.language === texts.language
        ? html`${noWordsNote(exchange, view)}<div class="ob-paper">${part(exchange, view, code)}</div>`
        : html`<div class="ob-paper ob-slip">${spoken(theirs, html`<h2 class="govuk-heading-l">${theirs.texts.t('slip.title', { number: view.caseNumber })}</h2>${part(theirs, view, code)}`)}${spoken(exchange, html`<h2 class="govuk-heading-l">${texts.language.name}</h2>${part(exchange, view, null)}`)}</div>`,
  })
}

/** The same exchange in the language that the case names for the person, if people's pages are written in it. */
function inTheirLanguage(exchange: Exchange, { facts }: CaseView): Exchange {
  const code = String(facts[LANGUAGE.name] ?? '')
  if (!languagesOn('/case').some((one) => one.code === code) || code === exchange.texts.language.code) return exchange
  return { ...exchange, texts: textsIn(code, exchange.country.timeZone) }
}

/** A language without words here is read to the person by somebody: the officer is told so, on the screen. */
function noWordsNote(exchange: Exchange, { procedure, facts }: CaseView): Html | string {
  const { texts } = exchange
  const code = facts[LANGUAGE.name]
  if (code === undefined || code === 'unknown' || code === texts.language.code) return ''
  const language = shownFact(exchange, procedure, LANGUAGE.name, code)
  return html`<div class="govuk-inset-text ob-screen">${texts.t('slip.no-words', { language: String(language) })}</div>`
}

function spoken({ texts: { language } }: Exchange, body: Html): Html {
  return html`<section lang="${language.code}" dir="${language.direction}">${body}</section>`
}

/** What the slip says, in one language. The code stands in the person's own part alone. */
function part(exchange: Exchange, view: CaseView, code: CaseCode | null): Html {
  const { texts, origin } = exchange
  const words = wordsFor(exchange, view.procedure.name)
  const clocks = openClocks(view.clocks).filter(({ kind }) => kind === 'protective')
  return html`${summaryList([
    [texts.t('slip.what'), declared(exchange, words.title)],
    [texts.t('own.copy.number'), html`<bdi>${view.caseNumber}</bdi>`],
    [texts.t('cases.opened'), texts.moment(view.openedAt)],
    [texts.t('cases.state'), declared(exchange, words.states[view.state] ?? view.state)],
    [texts.t('slip.fingerprint'), html`<code class="ob-code" dir="ltr">${view.timeline[0]?.commitment ?? ''}</code>`],
  ])}
${code === null ? html`<p class="govuk-body">${texts.t('slip.no-code')}</p>` : codePart(exchange, code)}
<h2 class="govuk-heading-m">${texts.t('slip.owed')}</h2>
${clockList(exchange, clocks, { procedure: view.procedure, now: view.now, reader: 'person', facts: view.facts, onPaper: true })}
<p class="govuk-body">${texts.t('own.hour', { zone: texts.zone })}</p>
<p class="govuk-body">${texts.t('slip.where', { address: `${origin}/case` })}</p>
<p class="govuk-hint">${texts.t('slip.fingerprint-help')}</p>`
}

/** In letters, in groups; the picture leads a telephone to the page that asks for it. No address bears the code: a telephone keeps where it has been. */
function codePart({ texts, origin }: Exchange, code: CaseCode): Html {
  return html`<h2 class="govuk-heading-m">${texts.t('slip.code')}</h2><p class="govuk-heading-m" dir="ltr">${codeInGroups(code)}</p><div class="ob-picture" role="img" aria-label="${texts.t('slip.picture')}">${raw(renderSVG(`${origin}/case`, { pixelSize: 3 }))}</div><p class="govuk-body">${texts.t('slip.code-help')}</p>`
}
