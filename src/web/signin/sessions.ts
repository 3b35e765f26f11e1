/** "Where you are signed in": a person's own sessions, and ending one of them or all others. */
import { html } from 'hono/html'
import { endOtherSessions, endSession, type OwnSession, ownSessions } from '../../firewall/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { sessionHolder } from '../passkeys/index.ts'
import type { Route } from '../route.ts'
import { isUuid } from '../uuid.ts'

export function sessionRoutes(): Route[] {
  return [
    { method: 'GET', path: '/sessions', who: 'signed-in', answer: sessionsPage },
    { method: 'POST', path: '/sessions/end', who: 'signed-in', answer: endOne },
    { method: 'POST', path: '/sessions/end-others', who: 'signed-in', answer: endOthers },
  ]
}

async function sessionsPage(exchange: Exchange): Promise<Html> {
  const { t, moment } = exchange.texts
  const sessions = await exchange.read((tx) => ownSessions(tx, sessionHolder(exchange)))
  return page(exchange, {
    title: t('sessions.title'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${t('sessions.lead')}</p>`,
      table(
        t('sessions.open', { n: sessions.length }),
        [
          { heading: t('sessions.browser') },
          { heading: t('sessions.opened') },
          { heading: t('sessions.used') },
          { heading: t('sessions.action') },
        ],
        sessions.map((one) => [
          one.device === '' ? t('sessions.unknown') : html`<bdi>${one.device}</bdi>`,
          html`<bdi>${moment(one.openedAt)}</bdi>`,
          html`<bdi>${moment(one.seenAt)}</bdi>`,
          one.isThisOne ? html`<strong class="govuk-tag">${t('sessions.this')}</strong>` : endForm(exchange, one),
        ]),
      ),
      sessions.length > 1 ? endOthersForm(exchange) : '',
      html`<p class="govuk-hint">${t('sessions.kept')}</p><p class="govuk-body"><a class="govuk-link" href="/passkeys">${t('passkey.title')}</a></p>`,
    ],
  })
}

function endForm(exchange: Exchange, { id, device, openedAt }: OwnSession): Html {
  const { t, moment } = exchange.texts
  return html`<form method="post" action="/sessions/end" class="ob-inline">${hiddenToken(exchange)}<input type="hidden" name="session" value="${id}"><button class="govuk-button govuk-button--secondary govuk-!-margin-0">${t('sessions.end')}<span class="govuk-visually-hidden">: ${device} ${moment(openedAt)}</span></button></form>`
}

function endOthersForm(exchange: Exchange): Html {
  return html`<form method="post" action="/sessions/end-others">${hiddenToken(exchange)}<button class="govuk-button">${exchange.texts.t('sessions.end-others')}</button></form>`
}

async function endOne(exchange: Exchange): Promise<Response> {
  const { session } = await exchange.context.req.parseBody()
  const { account } = sessionHolder(exchange)
  if (typeof session !== 'string' || !isUuid(session)) throw new NotFound()
  await exchange.act('session.end', (tx) => endSession(tx, { account, id: session }))
  return exchange.context.redirect('/sessions?done=session.ended', 303)
}

async function endOthers(exchange: Exchange): Promise<Response> {
  await exchange.act('session.end', (tx) => endOtherSessions(tx, sessionHolder(exchange)))
  return exchange.context.redirect('/sessions?done=sessions.ended', 303)
}
