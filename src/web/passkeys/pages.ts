/** "Your passkeys": a person's own, by name; adding one, removing one. */
import { html } from 'hono/html'
import {
  addingAct,
  askPasskey,
  FIRST_WITHIN_MINUTES,
  isJustSignedIn,
  keepPasskey,
  LONGEST_NAME,
  type Passkey,
  passkeysOf,
  removePasskey,
  removingAct,
  useSignature,
} from '../../firewall/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import { hiddenToken } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import type { Route } from '../route.ts'
import { isInvented, passkeySite, sessionHolder } from './holder.ts'
import { passkeyScript } from './script.ts'
import { actToSign, readSignature, SIGNATURE, sentences, signPage, withoutScript } from './sign.ts'

export function passkeyRoutes(): Route[] {
  return [
    { method: 'GET', path: '/passkeys', who: 'signed-in', answer: (exchange) => passkeysPage(exchange) },
    { method: 'POST', path: '/passkeys/add', who: 'signed-in', answer: addPasskey },
    { method: 'POST', path: '/passkeys/keep', who: 'signed-in', answer: keepNewPasskey },
    { method: 'POST', path: '/passkeys/remove', who: 'signed-in', answer: removeOne },
  ]
}

async function passkeysPage(exchange: Exchange, problem: string | null = null): Promise<Html> {
  const { t, named, moment } = exchange.texts
  const holder = sessionHolder(exchange)
  const { own, fresh } = await exchange.read(async (tx) => ({
    own: await passkeysOf(tx, holder.account),
    fresh: await isJustSignedIn(tx, holder),
  }))
  return page(exchange, {
    title: t('passkey.title'),
    ...(problem === null ? {} : { titlePrefix: t('form.error') }),
    body: html`${doneBanner(exchange)}${problem === null ? '' : refusedNotice(exchange.texts, [named(problem)])}<p class="govuk-body-l">${t('passkey.lead')}</p>
${
  own.length === 0
    ? ''
    : table(
        t('passkey.own', { n: own.length }),
        [
          { heading: t('passkey.name') },
          { heading: t('passkey.added') },
          { heading: t('passkey.used') },
          { heading: t('passkey.action') },
        ],
        own.map((one) => [
          html`<bdi>${one.name}</bdi>`,
          html`<bdi>${moment(one.addedAt)}</bdi>`,
          one.usedAt === null ? t('passkey.never') : html`<bdi>${moment(one.usedAt)}</bdi>`,
          own.length === 1 ? t('passkey.last') : removeForm(exchange, one),
        ]),
      )
}
${(await isInvented(exchange)) ? html`<div class="govuk-inset-text"><strong class="govuk-tag">${t('site.demonstration')}</strong> ${t('passkey.invented')}</div>` : own.length > 0 || fresh ? addForm(exchange) : signInAgain(exchange)}
<p class="govuk-hint">${t('passkey.kept')}</p>`,
  })
}

function removeForm(exchange: Exchange, { id, name }: Passkey): Html {
  return html`<form method="post" action="/passkeys/remove" class="ob-inline">${hiddenToken(exchange)}<input type="hidden" name="passkey" value="${id}"><button class="govuk-button govuk-button--secondary govuk-!-margin-0">${exchange.texts.t('passkey.remove')}<span class="govuk-visually-hidden">: ${name}</span></button></form>`
}

function addForm(exchange: Exchange, name = ''): Html {
  const { t } = exchange.texts
  return html`<h2 class="govuk-heading-m">${t('passkey.add')}</h2><form class="ob-form" method="post" action="/passkeys/add">${hiddenToken(exchange)}<div class="govuk-form-group"><label class="govuk-label" for="field-name">${t('passkey.name')}</label><div class="govuk-hint" id="hint-name">${t('passkey.name-help')}</div><input class="govuk-input" id="field-name" name="name" value="${name}" maxlength="${LONGEST_NAME}" aria-describedby="hint-name" autocomplete="off" dir="auto"></div><button class="govuk-button">${t('passkey.add-go')}</button></form>`
}

/** A first passkey is for who was just seen to sign in: the provider asks again, whoever holds this session. */
function signInAgain({ texts: { t } }: Exchange): Html {
  return html`<h2 class="govuk-heading-m">${t('passkey.add')}</h2><p class="govuk-body">${t('passkey.first', { minutes: FIRST_WITHIN_MINUTES })}</p><p><a class="govuk-button" href="/sign-in/openid?back=/passkeys&amp;again=yes">${t('passkey.sign-in-again')}</a></p>`
}

/** The name as it was typed; a passkey without one is called by the day on which it came. */
function nameIn(exchange: Exchange, posted: Readonly<Record<string, unknown>>): string {
  const typed = typeof posted.name === 'string' ? posted.name.trim().replaceAll(/\s+/g, ' ') : ''
  return typed === '' ? exchange.today.toString() : typed
}

/** Asks the browser for a new one, once it is clear that it is the person: by another passkey, or a sign-in just now. */
async function addPasskey(exchange: Exchange): Promise<Html> {
  const posted = await postedFields(exchange)
  const name = nameIn(exchange, posted)
  const holder = sessionHolder(exchange)
  if (await isInvented(exchange)) throw new NotFound()
  if (name.length > LONGEST_NAME) return refused(exchange, 'passkey.problem.name')
  const typed = { name, [SIGNATURE]: typeof posted[SIGNATURE] === 'string' ? posted[SIGNATURE] : '' }
  const { problem } = await readSignature(exchange, typed)
  try {
    const asked = await exchange.actAtDoor('passkey.ask', async (tx) => {
      const own = await passkeysOf(tx, holder.account)
      if (own.length > 0) await useSignature(tx, holder, addingAct(holder.account))
      else if (!(await isJustSignedIn(tx, holder))) throw new StepRefused('sign-in-again')
      return askPasskey(tx, { holder, name: exchange.viewer.name }, passkeySite(exchange))
    })
    return makePage(exchange, name, JSON.stringify(asked))
  } catch (error) {
    const act = actToSign(error)
    if (act !== null)
      return signPage(exchange, {
        ...{ act, typed, problem, action: '/passkeys/add', title: exchange.texts.t('passkey.add') },
        ...{ trail: trailIn(exchange), what: html`<p class="govuk-body"><bdi>${name}</bdi></p>` },
      })
    if (error instanceof StepRefused) return refused(exchange, `refused.${error.rule}`)
    throw error
  }
}

function makePage(exchange: Exchange, name: string, options: string): Html {
  const { t } = exchange.texts
  return page(exchange, {
    title: t('passkey.add'),
    trail: trailIn(exchange),
    body: html`<form class="ob-form" method="post" action="/passkeys/keep" data-passkey="make" data-options="${options}" ${sentences(exchange)}>${hiddenToken(exchange)}<input type="hidden" name="name" value="${name}"><input type="hidden" name="${SIGNATURE}" value=""><p class="govuk-body">${t('passkey.make-help', { name })}</p>${withoutScript(exchange)}<p class="govuk-body" role="status" data-passkey-said></p><span hidden><button type="button" class="govuk-button" data-passkey-button>${t('passkey.make')}</button></span></form>${passkeyScript(exchange.context)}`,
  })
}

async function keepNewPasskey(exchange: Exchange): Promise<Response | Html> {
  const posted = await postedFields(exchange)
  const name = nameIn(exchange, posted)
  if (name.length > LONGEST_NAME) return refused(exchange, 'passkey.problem.name')
  const answer = typeof posted[SIGNATURE] === 'string' ? posted[SIGNATURE] : ''
  const kept = { answer, name, site: passkeySite(exchange) }
  const problem = await exchange.actAtDoor('passkey.add', (tx) => keepPasskey(tx, sessionHolder(exchange), kept))
  if (problem !== null) return refused(exchange, `passkey.problem.${problem}`)
  return exchange.context.redirect('/passkeys?done=passkey.added', 303)
}

async function removeOne(exchange: Exchange): Promise<Response | Html> {
  const posted = await postedFields(exchange)
  const id = typeof posted.passkey === 'string' ? posted.passkey : ''
  const holder = sessionHolder(exchange)
  const own = await exchange.read((tx) => passkeysOf(tx, holder.account))
  const found = own.find((one) => one.id === id)
  if (found === undefined) throw new NotFound()
  const typed = { passkey: id, [SIGNATURE]: typeof posted[SIGNATURE] === 'string' ? posted[SIGNATURE] : '' }
  const { problem } = await readSignature(exchange, typed)
  try {
    await exchange.actAtDoor('passkey.remove', async (tx) => {
      await useSignature(tx, holder, removingAct(holder.account, id))
      await removePasskey(tx, holder.account, id)
    })
    return exchange.context.redirect('/passkeys?done=passkey.removed', 303)
  } catch (error) {
    const act = actToSign(error)
    if (act !== null)
      return signPage(exchange, {
        ...{ act, typed, problem, action: '/passkeys/remove', title: exchange.texts.t('passkey.removing') },
        ...{ trail: trailIn(exchange), what: html`<p class="govuk-body"><bdi>${found.name}</bdi></p>` },
      })
    if (error instanceof StepRefused) return refused(exchange, `refused.${error.rule}`)
    throw error
  }
}

function refused(exchange: Exchange, sentence: string): Promise<Html> {
  exchange.context.status(409)
  return passkeysPage(exchange, sentence)
}

function trailIn({ texts }: Exchange) {
  return [{ href: '/passkeys', text: texts.t('passkey.title') }]
}
