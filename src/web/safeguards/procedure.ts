/** The safeguards of one procedure, from its declaration alone: nothing here knows any procedure by name. */

import { html, raw } from 'hono/html'
import { obligationsByPlace } from '../../obligations/index.ts'
import { diagram, diagramInWords, inDiagram, type Procedure, versionOn } from '../../procedures/index.ts'
import { procedureNamed } from '../../register/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { page } from '../parts/page.ts'
import { contents, type Section, sections } from '../parts/summary.ts'
import { breachesOf, breachTable, howCounted } from './breaches.ts'
import { citationLinks } from './citation.ts'
import { recordedRules } from './mode.ts'
import { type Shown, safeguardBlock } from './one-safeguard.ts'
import { kept, known, readers, walledOff } from './people.ts'
import { asOf, dayAsked, versionsSection } from './versions.ts'
import { declared, languageNote } from './words.ts'

export async function procedurePage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const whole = procedureNamed(exchange.register, exchange.context.req.param('procedure') ?? '')
  const day = dayAsked(exchange)
  const procedure = versionOn(whole, day.toString())
  const words = wordsFor(exchange, procedure.name)
  const [obligations, breaches] = await Promise.all([
    exchange.recall(obligationsByPlace),
    exchange.recall((tx) => breachesOf(tx, whole)),
  ])
  const shown: Shown = { procedure, words, obligations, recorded: recordedRules(exchange, [procedure]) }
  const all: readonly Section[] = [
    { id: 'steps', heading: t('safeguards.steps'), body: steps(exchange, procedure) },
    { id: 'list', heading: t('safeguards.list'), body: blocks(exchange, shown) },
    ...versionsSection(exchange, whole),
    {
      id: 'breaches',
      heading: t('safeguards.breaches'),
      body: [breachTable(exchange, whole, words, breaches), howCounted(exchange)],
    },
    { id: 'known', heading: t('safeguards.known'), body: known(exchange, procedure, words) },
    { id: 'readers', heading: t('safeguards.readers'), body: readers(exchange, procedure, words) },
    { id: 'walled', heading: t('safeguards.walled'), body: walledOff(exchange, procedure) },
    { id: 'retention', heading: t('safeguards.retention'), body: kept(exchange, procedure) },
    {
      id: 'answers',
      heading: t('safeguards.answers'),
      body: html`<p class="govuk-body">${citationLinks(exchange, procedure.answers, obligations)}</p>`,
    },
  ]
  return page(exchange, {
    title: words.title,
    heading: 'none',
    trail: [{ href: '/safeguards', text: t('nav.safeguards') }],
    body: [
      html`<h1 class="govuk-heading-l">${declared(exchange, words.title)}</h1><p class="govuk-body-l">${declared(exchange, words.idea)}</p>`,
      languageNote(exchange),
      asOf(exchange, whole, day),
      contents(t('story.contents'), all),
      sections(all),
    ],
  })
}

function blocks(exchange: Exchange, shown: Shown): readonly Html[] {
  return Object.entries(shown.procedure.safeguards).map(([name, safeguard]) =>
    safeguardBlock(exchange, shown, name, safeguard),
  )
}

/** The drawing, wide as it is, and the same as a list for who cannot see it. */
function steps(exchange: Exchange, procedure: Procedure): Html {
  const { t } = exchange.texts
  const words = inDiagram(wordsFor(exchange, procedure.name), {
    any: t('safeguards.steps-any'),
    earlier: t('safeguards.steps-earlier'),
  })
  const arrow = exchange.texts.language.direction === 'rtl' ? '←' : '→'
  return html`<div class="ob-scroll" role="region" tabindex="0" aria-label="${t('safeguards.steps-picture')}">${raw(diagram(procedure, words, t('safeguards.steps-title', { procedure: words.title })))}</div>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('safeguards.steps-words')}</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${diagramInWords(procedure, words).map((line) => html`<li>${line.replace(' → ', ` ${arrow} `)}</li>`)}</ul></div></details>`
}
