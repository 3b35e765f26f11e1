/**
 * Checking a record against the log: anybody brings the file that a person, a court or an office holds, and reads what is
 * proved and what is not. And the log's head, to keep on paper.
 */
import { html } from 'hono/html'
import { isLogName, LOGS, NotProved, paperPage, type Verdict, verifyBundle } from '../../ledger/index.ts'
import { publishedCheckpoint } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { type Control, file, group, textarea } from '../parts/controls.ts'
import { hiddenToken } from '../parts/fields.ts'
import { page } from '../parts/page.ts'
import { panel, type Section, sections, summaryList } from '../parts/summary.ts'

const PLAIN = { label: '', described: '', messages: html``, wrong: 'right' } as const
const FILE: Control = { ...PLAIN, name: 'bundle' }
const PASTED: Control = { ...PLAIN, name: 'pasted' }

export function proofPage(exchange: Exchange): Promise<Html> {
  return show(exchange, '', null)
}

/** A refusal is an answer like any other: the file does not hold, and why. */
export async function checkProof(exchange: Exchange): Promise<Html> {
  const { bundle, pasted } = await exchange.context.req.parseBody()
  const given = bundle instanceof File && bundle.size > 0 ? new Uint8Array(await bundle.arrayBuffer()) : asLines(pasted)
  if (given.length === 0) return show(exchange, '', panel('late', exchange.texts.t('proof.nothing'), html``))
  const kept = typeof given === 'string' ? given : ''
  try {
    return await show(exchange, kept, proved(exchange, verifyBundle(given)))
  } catch (error) {
    if (!(error instanceof NotProved)) throw error
    return show(exchange, kept, panel('late', exchange.texts.t('proof.does-not-hold'), english(error.message)))
  }
}

/** What was pasted, with the line ends that the file has. */
function asLines(pasted: unknown): string {
  const text = typeof pasted === 'string' ? pasted.replaceAll('\r\n', '\n').trim() : ''
  return text === '' ? '' : `${text}\n`
}

function proved(exchange: Exchange, verdict: Verdict): Html {
  const { t } = exchange.texts
  return panel('calm', t('proof.holds'), [
    english(verdict.proved),
    english(verdict.notProved),
    summaryList([
      [t('proof.entry'), String(verdict.index)],
      [t('proof.fingerprint'), html`<code class="ob-code">${verdict.fingerprint}</code>`],
    ]),
    html`<p class="govuk-body">${t('proof.fingerprint-help')}</p>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('proof.record')}</span></summary><div class="govuk-details__text"><div class="ob-scroll" role="region" tabindex="0" aria-label="${t('proof.record')}"><pre dir="ltr">${JSON.stringify(verdict.record, null, 1)}</pre></div></div></details>`,
  ])
}

/** Sentences of the verifier are in English wherever it runs. */
function english(sentence: string): Html {
  return html`<p class="govuk-body" lang="en" dir="ltr">${sentence}</p>`
}

async function show(exchange: Exchange, pasted: string, answer: Html | null): Promise<Html> {
  const { t } = exchange.texts
  return page(exchange, {
    title: t('proof.title'),
    body: html`${answer ?? ''}<p class="govuk-body">${t('proof.lead')}</p>
<form class="ob-form" method="post" action="/proof" enctype="multipart/form-data">${hiddenToken(exchange)}
${group(FILE, file({ ...FILE, label: t('proof.file') }, ['json'], ''))}
${group(PASTED, textarea({ ...PASTED, label: t('proof.pasted') }, pasted))}
<button class="govuk-button">${t('proof.check')}</button></form>
${sections([verifierSection(exchange), checkpointSection(exchange)])}`,
  })
}

function verifierSection({ texts }: Exchange): Section {
  return {
    id: 'verifier',
    heading: texts.t('proof.offline'),
    body: html`<p class="govuk-body">${texts.t('proof.offline-help')}</p><p class="govuk-body"><a class="govuk-link" href="/complaint/verifier" download>${texts.t('proof.verifier')}</a></p>`,
  }
}

function checkpointSection({ texts }: Exchange): Section {
  return {
    id: 'checkpoint',
    heading: texts.t('proof.checkpoint'),
    body: html`<p class="govuk-body">${texts.t('proof.checkpoint-help')}</p><ul class="govuk-list">${LOGS.map((log) => html`<li><a class="govuk-link" href="/proof/checkpoint/${log}">${texts.named(`log.${log}`)}</a></li>`)}</ul>`,
  }
}

/** A page to print, as a file: it carries its own style, and nothing from here. */
export async function checkpointFile(exchange: Exchange): Promise<Response | Html> {
  const { context, texts, register } = exchange
  const log = context.req.param('log') ?? ''
  if (!isLogName(log)) throw new NotFound()
  const signed = await publishedCheckpoint(register, log)
  if (signed === null)
    return page(exchange, {
      title: texts.t('proof.checkpoint'),
      trail: [{ href: '/proof', text: texts.t('proof.title') }],
      body: html`<div class="govuk-inset-text">${texts.t('proof.nothing-signed')}</div>`,
    })
  return context.body(paperPage(signed, Temporal.Now.instant()), 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-disposition': `attachment; filename="checkpoint-${log}-${signed.checkpoint.size}.html"`,
  })
}
