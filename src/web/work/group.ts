/** Which recommendations an obligation answers: found by symbol and address or by words, attached, and detached again. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  attach,
  detach,
  type FoundRecommendation,
  findRecommendation,
  recommendationAt,
  recommendationsWith,
} from '../../obligations/index.ts'
import { Invalid, NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { table } from '../parts/list.ts'
import { emptyState } from '../parts/summary.ts'
import type { Route } from '../route.ts'
import { obligationPath, storyFor, trailTo } from './about.ts'

const GROUP = '/obligations/:code/group'

export function groupRoutes(): Route[] {
  return [...findRoutes(), ...attachRoutes(), ...detachRoutes()]
}

const PlaceForm = z.object({
  symbol: z.string().trim().min(1).max(100),
  address: z.string().trim().min(1).max(50),
})

/** The list, the form by address, and below it what a search has found. */
function findRoutes(): Route[] {
  return formRoutes({
    path: GROUP,
    who: ['secretariat'],
    name: 'group',
    schema: PlaceForm,
    load: async (exchange) => {
      const { t } = exchange.texts
      const { obligation, recommendations } = await storyFor(exchange)
      return {
        title: t('group.title'),
        trail: trailTo(exchange, obligation),
        values: {},
        before: html`<p class="govuk-body-l">${obligation.summary}</p><p class="govuk-body">${t('group.explained')}</p>${table(
          t('group.answers', { n: recommendations.length }),
          [
            { heading: t('group.place') },
            { heading: t('group.words') },
            { heading: t('form.decision.decision') },
            { heading: t('posts.change-heading') },
          ],
          recommendations.map((row) => [
            placeOf(row),
            html`<span dir="auto">${shortened(row.text ?? t('story.no-text'))}</span>`,
            row.decision === null ? t('decide.none-yet') : exchange.texts.named(`decision.${row.decision}`),
            recommendations.length === 1
              ? html`<span class="govuk-hint">${t('group.last')}</span>`
              : html`<a class="govuk-link" href="${obligationPath(obligation.code)}/group/${row.id}/detach">${t('group.detach')}<span class="govuk-visually-hidden"> ${placeOf(row)}</span></a>`,
          ]),
        )}<h2 class="govuk-heading-m">${t('group.by-place')}</h2>`,
        after: await searchPart(exchange, obligation.code),
        button: t('group.find'),
      }
    },
    save: async (exchange, input) => {
      const { obligation } = await storyFor(exchange)
      const found = await exchange.read((tx) => recommendationAt(tx, input))
      if (found === undefined) throw new Invalid([{ field: 'address', rule: 'no-such-recommendation' }])
      return `${obligationPath(obligation.code)}/group/${found.id}/attach`
    },
  })
}

async function searchPart(exchange: Exchange, code: string): Promise<Html> {
  const { t } = exchange.texts
  const words = exchange.query('q')?.slice(0, 400) ?? ''
  const found = words === '' ? null : await exchange.read((tx) => recommendationsWith(tx, words))
  return html`<h2 class="govuk-heading-m" id="search">${t('group.by-words')}</h2><form method="get" action="${obligationPath(code)}/group#search"><div class="govuk-form-group"><label class="govuk-label" for="q">${t('search.words')}</label><input class="govuk-input" type="search" id="q" name="q" value="${words}" dir="auto"></div><button class="govuk-button govuk-button--secondary">${t('nav.search')}</button></form>${
    found === null
      ? ''
      : found.length === 0
        ? emptyState(t('group.none'))
        : table(
            t('group.found', { n: found.length }),
            [{ heading: t('group.place') }, { heading: t('group.words') }, { heading: t('group.answered-by') }],
            found.map((row) => [
              html`<a class="govuk-link" href="${obligationPath(code)}/group/${row.id}/attach">${placeOf(row)}</a>`,
              html`<span dir="auto">${shortened(row.text ?? row.obligations[0]?.summary ?? '')}</span>`,
              row.obligations.map(({ code: other }) => other).join(', '),
            ]),
          )
  }`
}

/** No fields: the address says everything, and the page before the button says what it changes. */
const Nothing = z.object({})

function attachRoutes(): Route[] {
  return formRoutes({
    path: `${GROUP}/:recommendation/attach`,
    who: ['secretariat'],
    name: 'attach',
    schema: Nothing,
    load: async (exchange) => {
      const { t, named } = exchange.texts
      const { obligation, found } = await linkFor(exchange)
      const effect =
        found.decision === null
          ? t('attach.undecided')
          : t('attach.decided', { decision: named(`decision.${found.decision}`) })
      return {
        ...about(exchange, obligation, t('attach.title')),
        before: html`${quoted(found)}<div class="govuk-inset-text"><p class="govuk-body">${t('attach.means')}</p><ul class="govuk-list govuk-list--bullet"><li>${effect}</li><li>${t('attach.reports')}</li><li>${t('attach.others', { codes: found.obligations.map(({ code }) => code).join(', ') || t('site.none') })}</li></ul></div>`,
        button: t('attach.button'),
      }
    },
    save: async (exchange) => {
      const { obligation, found } = await linkFor(exchange)
      await exchange.act('recommendation.attach', (tx) =>
        attach(tx, exchange.viewer, { obligation: obligation.id, recommendation: found.id }),
      )
      return `${obligationPath(obligation.code)}/group?done=recommendation.attached`
    },
  })
}

function detachRoutes(): Route[] {
  return formRoutes({
    path: `${GROUP}/:recommendation/detach`,
    who: ['secretariat'],
    name: 'detach',
    schema: Nothing,
    load: async (exchange) => {
      const { t } = exchange.texts
      const { obligation, found } = await linkFor(exchange)
      if (!found.obligations.some(({ code }) => code === obligation.code)) throw new NotFound()
      const alone = found.obligations.length === 1
      return {
        ...about(exchange, obligation, t('detach.title')),
        before: html`${quoted(found)}<div class="govuk-inset-text"><p class="govuk-body">${t('detach.means')}</p>${alone ? html`<p class="govuk-body ob-overdue">${t('detach.alone')}</p>` : ''}</div>`,
        button: t('group.detach'),
      }
    },
    save: async (exchange) => {
      const { obligation, found } = await linkFor(exchange)
      await exchange.act('recommendation.detach', (tx) =>
        detach(tx, exchange.viewer, { obligation: obligation.id, recommendation: found.id }),
      )
      return `${obligationPath(obligation.code)}/group?done=recommendation.detached`
    },
  })
}

async function linkFor(exchange: Exchange) {
  const { obligation } = await storyFor(exchange)
  const found = await exchange.read((tx) => findRecommendation(tx, exchange.context.req.param('recommendation') ?? ''))
  if (found === undefined) throw new NotFound()
  return { obligation, found }
}

function about(exchange: Exchange, obligation: { readonly code: string }, title: string) {
  const { t } = exchange.texts
  return {
    title,
    values: {},
    trail: [
      ...trailTo(exchange, obligation),
      { href: `${obligationPath(obligation.code)}/group`, text: t('group.title') },
    ],
  }
}

function quoted(found: FoundRecommendation): Html {
  const words = found.text ?? found.obligations[0]?.summary ?? ''
  return html`<h2 class="govuk-heading-s">${placeOf(found)}</h2><blockquote class="govuk-body ob-quote" dir="auto">${words}</blockquote>`
}

function placeOf({ symbol, address }: { readonly symbol: string; readonly address: string | null }): string {
  return address === null ? symbol : `${symbol}, ${address}`
}

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
