/** Planning a measure: a new one for an obligation, or one that is there, with a diff where two saved at once. */
import { html } from 'hono/html'
import { Measure, measureAsForm, saveMeasure } from '../../obligations/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Choice } from '../parts/fields.ts'
import type { Route } from '../route.ts'
import { storyFor } from './decide.ts'

const SHAPE = {
  name: 'measure',
  schema: Measure,
  long: ['description'],
  hidden: ['id', 'version'],
  who: ['secretariat', 'official', 'nhri'],
} as const

export function measureRoutes(): Route[] {
  return [
    ...formRoutes({
      ...SHAPE,
      path: '/obligations/:code/measure',
      load: async (exchange) => {
        const { obligation } = await storyFor(exchange)
        return {
          title: exchange.texts.t('action.measure'),
          trail: [{ href: `/obligations/${encodeURIComponent(obligation.code)}`, text: obligation.code }],
          values: {
            obligations: [obligation.id],
            institution: exchange.viewer.institution,
            state: 'planned',
            sharing: 'own',
          },
          choices: await choices(exchange, [obligation]),
        }
      },
      save,
    }),
    ...formRoutes({
      ...SHAPE,
      path: '/measures/:id',
      load: async (exchange) => {
        const measure = await exchange.read((tx) => measureAsForm(tx, exchange.context.req.param('id') ?? ''))
        if (measure === undefined) throw new NotFound()
        const answered = await exchange.read((tx) =>
          tx
            .selectFrom('obligation')
            .select(['id', 'code', 'summary'])
            .where('id', 'in', measure.obligations)
            .execute(),
        )
        return {
          title: measure.title,
          values: measure,
          choices: await choices(exchange, answered),
          after: html`<p class="govuk-body"><a class="govuk-link" href="/history?kind=measure&amp;object=${measure.id}">${exchange.texts.t('measure.history')}</a></p>`,
        }
      },
      save,
    }),
  ]
}

async function save(exchange: Exchange, input: Measure): Promise<string> {
  const id = await exchange.act('measure.save', (tx) => saveMeasure(tx, exchange.viewer, input))
  return `/measures/${id}?done=measure.saved`
}

/** Institutions, colleagues, the obligations in question and other measures, as far as the viewer sees them. */
async function choices(
  exchange: Exchange,
  answered: readonly { id: string; code: string; summary: string }[],
): Promise<Readonly<Record<string, readonly Choice[]>>> {
  const { institution } = exchange.viewer
  return exchange.read(async (tx) => ({
    institution: (
      await tx.selectFrom('institution').select('code').where('closed_on', 'is', null).orderBy('code').execute()
    ).map(({ code }) => ({ value: code, text: code })),
    responsible: (
      await tx
        .selectFrom('account')
        .select(['id', 'name'])
        .where('institution', '=', institution)
        .where('closed_at', 'is', null)
        .orderBy('name')
        .execute()
    ).map(({ id, name }) => ({ value: id, text: name })),
    obligations: answered.map(({ id, code, summary }) => ({ value: id, text: `${code} ${summary}` })),
    depends_on: (
      await tx
        .selectFrom('measure')
        .select(['id', 'title'])
        .where('institution', '=', institution)
        .orderBy('title')
        .limit(50)
        .execute()
    ).map(({ id, title }) => ({ value: id, text: title })),
  }))
}
