/**
 * Signing a serious act on its page: what was typed is carried along, the passkey signs its digest, and the same form comes
 * back with the signature. Whatever goes wrong, the page stands again with everything typed.
 */
import { html } from 'hono/html'
import { askSignature, type SignatureProblem, takeSignature } from '../../firewall/index.ts'
import { StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { isInvented, passkeySite, sessionHolder } from './holder.ts'
import { passkeyScript } from './script.ts'

/** Fields of a form that is being signed. */
export const SIGNATURE = '_signature'
/** Of the button that leads back to the form. */
export const CHANGE = '_change'
/** What stands in the place of a signature of somebody invented. */
const DEMONSTRATED = 'demonstration'

export type Carried = Readonly<Record<string, string | readonly string[]>>

export interface Signing {
  /** What came of the signature that was sent; null where it counts, or none was. */
  readonly problem: SignatureProblem | null
  /** Invented people have no passkey: until they confirm, the act is judged and not done. */
  readonly unconfirmed: boolean
}

/** Reads the signature that came with the form. Called before the act. */
export async function readSignature(exchange: Exchange, typed: Carried): Promise<Signing> {
  const answer = typed[SIGNATURE]
  if (await isInvented(exchange)) return { problem: null, unconfirmed: answer !== DEMONSTRATED }
  if (typeof answer !== 'string' || answer === '') return { problem: null, unconfirmed: false }
  const site = passkeySite(exchange)
  const problem = await exchange.actAtDoor('act.sign', (tx) =>
    takeSignature(tx, sessionHolder(exchange), { answer, site }),
  )
  return { problem, unconfirmed: false }
}

/** What remains to be signed, as the refusal says it; null for any other error. */
export function actToSign(error: unknown): Buffer | null {
  if (!(error instanceof StepRefused) || error.rule !== 'signature-missing') return null
  return Buffer.from(String(error.data.detail ?? ''), 'hex')
}

export interface ToSign {
  readonly act: Buffer
  readonly title: string
  readonly trail?: readonly { readonly href: string; readonly text: string }[]
  /** Where the form goes, now and with the signature. */
  readonly action: string
  readonly typed: Carried
  /** What is about to be done, as people read it. */
  readonly what: Html | string
  readonly problem: SignatureProblem | null
  /** Whether there is a form to go back to, with all that was typed. */
  readonly change?: boolean
}

/** The page on which an act is signed. */
export async function signPage(exchange: Exchange, sign: ToSign): Promise<Html> {
  const { t } = exchange.texts
  const { problem } = sign
  if (problem !== null) exchange.context.status(409)
  const notice =
    problem === null ? '' : refusedNotice(exchange.texts, [exchange.texts.named(`passkey.problem.${problem}`)])
  return page(exchange, {
    title: sign.title,
    ...(problem === null ? {} : { titlePrefix: t('form.error') }),
    ...(sign.trail === undefined ? {} : { trail: sign.trail }),
    body: html`${notice}<h2 class="govuk-heading-m">${t('passkey.sign-what')}</h2>${sign.what}${await signForm(exchange, sign)}`,
  })
}

async function signForm(exchange: Exchange, sign: ToSign): Promise<Html> {
  const { t } = exchange.texts
  const carried = html`${hiddenToken(exchange)}${carriedFields(sign.typed)}`
  const back = sign.change
    ? html`<button class="govuk-button govuk-button--secondary" name="${CHANGE}" value="yes">${t('passkey.change')}</button>`
    : ''
  if (await isInvented(exchange))
    return html`<form class="ob-form" method="post" action="${sign.action}">${carried}<div class="govuk-inset-text"><strong class="govuk-tag">${t('site.demonstration')}</strong> ${t('passkey.demonstration')}</div><button class="govuk-button" name="${SIGNATURE}" value="${DEMONSTRATED}">${t('passkey.demonstration-go')}</button> ${back}</form>`
  const site = passkeySite(exchange)
  const asked = await exchange.actAtDoor('act.ask', (tx) =>
    askSignature(tx, sessionHolder(exchange), { act: sign.act, site }),
  )
  if (asked === null)
    return html`<form class="ob-form" method="post" action="${sign.action}">${carried}<div class="govuk-inset-text"><p class="govuk-body">${t('passkey.none')}</p><p class="govuk-body"><a class="govuk-link" href="/passkeys" target="_blank" rel="noopener">${t('passkey.add-first')}</a></p></div><button class="govuk-button">${t('passkey.again')}</button> ${back}</form>`
  return html`<form class="ob-form" method="post" action="${sign.action}" data-passkey="sign" data-options="${JSON.stringify(asked)}" ${sentences(exchange)}>${carried}<input type="hidden" name="${SIGNATURE}" value=""><p class="govuk-body">${t('passkey.sign-help')}</p>${withoutScript(exchange)}<p class="govuk-body" role="status" data-passkey-said></p><span hidden><button type="button" class="govuk-button" data-passkey-button>${t('passkey.sign')}</button></span> ${back}</form>${passkeyScript(exchange.context)}`
}

/** What the script says, in the reader's language. */
export function sentences({ texts: { t } }: Exchange): Html {
  return html`data-waiting="${t('passkey.waiting')}" data-refused="${t('passkey.not-signed')}" data-unable="${t('passkey.unable')}" data-known="${t('passkey.problem.known')}"`
}

export function withoutScript({ texts: { t } }: Exchange): Html {
  return html`<noscript><p class="govuk-inset-text">${t('passkey.no-script')}</p></noscript>`
}

/** Everything typed, unseen, as it was sent; a signature is never sent twice. */
function carriedFields(typed: Carried): Html {
  const fields = Object.entries(typed)
    .filter(([name]) => name !== SIGNATURE && name !== CHANGE)
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })))
  return html`${fields.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}
