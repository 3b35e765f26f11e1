/** A figure that a person types, with its evidence; who sees it; and the word of the human rights institution on it. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  confirmValue,
  everyValueOf,
  findIndicator,
  mayWorkOn,
  partsOf,
  shareValue,
  sharingOf,
  TypedValue,
  typeValue,
} from '../../obligations/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'
import { keyIn } from '../address.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Choice } from '../parts/fields.ts'
import { figure, periodName } from '../parts/figures.ts'
import type { Route } from '../route.ts'
import { breakdownFields, breakdownOf } from './figure-breakdown.ts'
import { periodsOf } from './figure-period.ts'
import { seenBy } from './seen-by.ts'

const WORKERS = ['secretariat', 'official', 'nhri'] as const

const { period, value, no_cases, base, evidence, note, sharing } = TypedValue.shape
const ValueForm = z.object({ period, value, no_cases, base, evidence, note, sharing })

export function figureRoutes(): Route[] {
  return [...typeRoutes(), ...shareRoutes(), ...confirmRoutes()]
}

function typeRoutes(): Route[] {
  return formRoutes({
    path: '/indicators/:name/value',
    who: WORKERS,
    name: 'figure',
    schema: ValueForm,
    long: ['note'],
    figures: ['value', 'base'],
    load: async (exchange, typed) => {
      const { t } = exchange.texts
      const { indicator, offered, mayType } = await exchange.read(async (tx) => {
        const indicator = await findIndicator(tx, nameIn(exchange))
        return {
          indicator,
          offered: await evidenceFor(exchange, tx, indicator.name),
          mayType: await mayTypeFor(exchange, tx, indicator.name),
        }
      })
      if (!mayType) throw new NotFound()
      const asked = exchange.query('period')
      const now = [...indicator.drafts, ...indicator.series].find((point) => point.period === asked)
      const periods = periodsOf(indicator.period, exchange.today)
      return {
        ...about(indicator, t(now === undefined ? 'action.indicator-value' : 'indicator.correct')),
        before: html`${now === undefined ? '' : html`<div class="govuk-inset-text">${t('indicator.correcting', { value: figure(exchange, indicator.unit, now.value) })}</div>`}${offered.length === 0 ? noEvidence(exchange, indicator.obligations) : ''}`,
        values: {
          period: asked ?? periods[0],
          value: now?.value ?? undefined,
          base: now?.base ?? undefined,
          evidence: now?.evidence ?? undefined,
          note: undefined,
          sharing: now === undefined ? 'own' : sharingOf(now.audience),
        },
        choices: {
          period: periods.map((one) => ({ value: one, text: periodName(exchange, indicator.period, one) })),
          evidence: offered,
        },
        more: breakdownFields(exchange, indicator, typed?.posted ?? now?.breakdown ?? {}),
      }
    },
    save: async (exchange, input, posted) => {
      const indicator = nameIn(exchange)
      const breakdown = breakdownOf(posted)
      await exchange.act('indicator.type', (tx) =>
        typeValue(tx, exchange.viewer, { ...input, indicator, breakdown }, exchange.today),
      )
      return `/indicators/${indicator}?done=figure.typed`
    },
  })
}

const Share = z.object({ sharing: z.enum(['officials', 'public']) })

function shareRoutes(): Route[] {
  return formRoutes({
    path: '/indicators/:name/values/:id/share',
    who: WORKERS,
    name: 'figure-share',
    schema: Share,
    load: async (exchange) => {
      const { indicator, one, mayType } = await valueIn(exchange)
      if (!mayType) throw new NotFound()
      const { named } = exchange.texts
      return {
        ...about(indicator, exchange.texts.t('indicator.share')),
        before: html`<p class="govuk-body">${periodName(exchange, indicator.period, one.period)}: <strong>${figure(exchange, indicator.unit, one.value)}</strong></p>${seenBy(exchange, sharingOf(one.audience), exchange.viewer.institution)}`,
        values: { sharing: 'officials' },
        choices: {
          sharing: Share.shape.sharing.options.map((sharing) => ({
            value: sharing,
            text: named(`sharing.${sharing}`),
            hint: named(`sharing.${sharing}.means`),
          })),
        },
      }
    },
    save: async (exchange, { sharing }) => {
      const id = keyIn(exchange, 'id')
      await exchange.act('indicator.share', (tx) => shareValue(tx, exchange.viewer, { id, sharing }))
      return `/indicators/${nameIn(exchange)}?done=figure.shared`
    },
  })
}

const Confirm = z.object({ note: z.string().trim().max(2000).optional() })

function confirmRoutes(): Route[] {
  return formRoutes({
    path: '/indicators/:name/values/:id/confirm',
    who: ['nhri'],
    name: 'confirmation',
    schema: Confirm,
    long: ['note'],
    load: async (exchange) => {
      const { indicator, one } = await valueIn(exchange)
      return {
        ...about(indicator, exchange.texts.t('indicator.confirm')),
        before: html`<p class="govuk-body">${periodName(exchange, indicator.period, one.period)}: <strong>${figure(exchange, indicator.unit, one.value)}</strong></p><p class="govuk-body">${exchange.texts.t('indicator.confirm-help')}</p>`,
        values: {},
        button: exchange.texts.t('indicator.confirm'),
      }
    },
    save: async (exchange, { note }) => {
      const id = keyIn(exchange, 'id')
      await exchange.act('indicator.confirm', (tx) =>
        confirmValue(tx, exchange.viewer, { id, ...(note === undefined ? {} : { note }) }),
      )
      return `/indicators/${nameIn(exchange)}?done=figure.confirmed`
    },
  })
}

export function nameIn(exchange: Exchange): string {
  return exchange.context.req.param('name') ?? ''
}

export function about(indicator: { readonly name: string; readonly numerator: string }, what: string) {
  return {
    title: `${what}: ${indicator.numerator}`,
    trail: [{ href: `/indicators/${indicator.name}`, text: indicator.name }],
  }
}

/** The value of the address, as far as the viewer sees it and it still counts. */
async function valueIn(exchange: Exchange) {
  const [name, id] = [nameIn(exchange), keyIn(exchange, 'id')]
  return exchange.read(async (tx) => {
    const indicator = await findIndicator(tx, name)
    const one = (await everyValueOf(tx, name)).find((value) => value.id === id && value.superseded_by === null)
    if (one === undefined) throw new NotFound()
    return { indicator, one, mayType: await mayTypeFor(exchange, tx, name) }
  })
}

async function mayTypeFor({ viewer }: Exchange, tx: Tx, indicator: string): Promise<boolean> {
  const answered = await tx
    .selectFrom('obligation_indicator')
    .select('obligation')
    .where('indicator', '=', indicator)
    .execute()
  const parts = await partsOf(
    tx,
    answered.map(({ obligation }) => obligation),
  )
  return mayWorkOn(viewer, parts)
}

/** Evidence of the obligations that the indicator answers, as far as the viewer sees it, the newest first. */
async function evidenceFor({ texts }: Exchange, tx: Tx, indicator: string): Promise<readonly Choice[]> {
  const rows = await tx
    .selectFrom('evidence as e')
    .select(['e.id', 'e.title', 'e.audience'])
    .where('e.id', 'in', (any) =>
      any
        .selectFrom('evidence_obligation as l')
        .innerJoin('obligation_indicator as b', 'b.obligation', 'l.obligation')
        .select('l.evidence')
        .where('b.indicator', '=', indicator),
    )
    .orderBy('e.created_at', 'desc')
    .limit(100)
    .execute()
  return rows.map(({ id, title, audience }) => ({
    value: id,
    text: `${title} (${texts.named(`audience.${audience.split(':')[0]}`)})`,
  }))
}

function noEvidence(
  { texts }: Exchange,
  obligations: readonly { readonly code: string; readonly summary: string }[],
): Html {
  return html`<div class="govuk-inset-text"><p class="govuk-body">${texts.t('figure.no-evidence')}</p><ul class="govuk-list">${obligations.slice(0, 5).map(({ code, summary }) => html`<li><a class="govuk-link" href="/obligations/${encodeURIComponent(code)}/evidence">${summary}</a></li>`)}</ul></div>`
}
