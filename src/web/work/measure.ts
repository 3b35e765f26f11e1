/** Planning a measure: a new one, one that is there, and who sees it; with a choice where two saved at once. */
import { z } from 'zod'
import { Measure, measureAsForm, SHARINGS, saveMeasure, shareMeasure } from '../../obligations/index.ts'
import { NotFound } from '../../store/index.ts'
import { keyIn } from '../address.ts'
import type { Exchange } from '../exchange.ts'
import { type FormStart, formRoutes, type Typed } from '../form-route.ts'
import { asList, asText, type FormValues } from '../parts/fields.ts'
import type { Route } from '../route.ts'
import { storyFor } from './decide.ts'
import { measurePage, ownMeasuresPage } from './measure-page.ts'
import { colleagueChoices, institutionChoices, measureChoices, obligationChoices } from './offer.ts'
import { seenBy } from './seen-by.ts'

const WHO = ['secretariat', 'official', 'nhri'] as const
const SHAPE = {
  name: 'measure',
  schema: Measure,
  long: ['description'],
  hidden: ['id', 'version'],
  lookup: 'obligations',
  who: WHO,
} as const

export function measureRoutes(): Route[] {
  return [
    { method: 'GET', path: '/measures', who: WHO, answer: ownMeasuresPage },
    ...newRoutes(),
    { method: 'GET', path: '/measures/:id', who: 'anyone', answer: measurePage },
    ...editRoutes(),
    ...shareRoutes(),
  ]
}

function newRoutes(): Route[] {
  const begun = (exchange: Exchange, obligations: readonly string[]): FormValues => ({
    obligations,
    institution: exchange.viewer.institution,
    state: 'planned',
    sharing: 'own',
  })
  return [
    ...formRoutes({
      ...SHAPE,
      path: '/measures/new',
      load: (exchange, typed) =>
        withChoices(exchange, typed, {
          title: exchange.texts.t('action.measure'),
          trail: [{ href: '/measures', text: exchange.texts.t('measure.own') }],
          values: begun(exchange, []),
        }),
      save,
    }),
    ...formRoutes({
      ...SHAPE,
      path: '/obligations/:code/measure',
      load: async (exchange, typed) => {
        const { obligation } = await storyFor(exchange)
        return withChoices(exchange, typed, {
          title: exchange.texts.t('action.measure'),
          trail: [{ href: `/obligations/${encodeURIComponent(obligation.code)}`, text: obligation.code }],
          values: begun(exchange, [obligation.id]),
        })
      },
      save,
    }),
  ]
}

function editRoutes(): Route[] {
  return formRoutes({
    ...SHAPE,
    path: '/measures/:id/edit',
    load: async (exchange, typed) => {
      const measure = await formOf(exchange)
      return withChoices(exchange, typed, {
        title: exchange.texts.t('measure.edit'),
        trail: [{ href: `/measures/${measure.id}`, text: measure.title }],
        values: measure,
      })
    },
    save,
  })
}

const Share = z.object({ version: z.coerce.number().int(), sharing: z.enum(SHARINGS) })

function shareRoutes(): Route[] {
  return formRoutes({
    path: '/measures/:id/share',
    who: WHO,
    name: 'measure-share',
    schema: Share,
    hidden: ['version'],
    load: async (exchange) => {
      const measure = await formOf(exchange)
      return {
        title: exchange.texts.t('measure.share'),
        trail: [{ href: `/measures/${measure.id}`, text: measure.title }],
        values: measure,
        before: seenBy(exchange, measure.sharing, measure.institution),
        choices: { sharing: sharingChoices(exchange, measure.institution) },
      }
    },
    save: async (exchange, { version, sharing }) => {
      const id = keyIn(exchange, 'id')
      await exchange.act('measure.share', (tx) => shareMeasure(tx, exchange.viewer, { id, version, sharing }))
      return `/measures/${id}?done=measure.shared`
    },
  })
}

function sharingChoices({ viewer, texts }: Exchange, institution: string) {
  return SHARINGS.filter((sharing) => sharing !== 'own' || institution === viewer.institution).map((sharing) => ({
    value: sharing,
    text: texts.named(`sharing.${sharing}`),
    hint: texts.named(`sharing.${sharing}.means`),
  }))
}

async function formOf(exchange: Exchange) {
  const measure = await exchange.read((tx) => measureAsForm(tx, keyIn(exchange, 'id')))
  if (measure === undefined) throw new NotFound()
  return measure
}

async function save(exchange: Exchange, input: Measure): Promise<string> {
  const id = await exchange.act('measure.save', (tx) => saveMeasure(tx, exchange.viewer, input))
  return `/measures/${id}?done=measure.saved`
}

/** Lists for what is chosen by name. Colleagues are those of the measure's institution: another's take no work from here. */
async function withChoices(exchange: Exchange, typed: Typed | undefined, start: FormStart): Promise<FormStart> {
  const values = { ...start.values, ...typed?.values }
  const institution = asText(values.institution) || exchange.viewer.institution
  const chosen = asList(values.depends_on)
  const but = asText(values.id) || null
  const choices = await exchange.read(async (tx) => ({
    institution: await institutionChoices(exchange, tx),
    responsible: await colleagueChoices(tx, institution),
    obligations: await obligationChoices(exchange, tx, {
      chosen: [...new Set([...asList(start.values.obligations), ...asList(values.obligations)])],
      find: typed?.find ?? '',
    }),
    depends_on: await measureChoices(tx, { institution, chosen, but }),
    sharing: sharingChoices(exchange, institution ?? ''),
  }))
  return { ...start, choices }
}
