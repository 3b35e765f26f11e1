/** Putting an obligation into other words or under other headings, and opening a further one of the same recommendation. */
import { html } from 'hono/html'
import { z } from 'zod'
import { PeopleConcerned, Theme } from '../../countries/index.ts'
import { editObligation, NewObligation, ObligationEdit, openObligation } from '../../obligations/index.ts'
import { Invalid } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Choice } from '../parts/fields.ts'
import type { Route } from '../route.ts'
import { obligationOf, obligationPath, storyFor, trailTo } from './about.ts'

/** Articles and targets are typed, as the documents cite them: no list of ninety boxes. */
const EditForm = ObligationEdit.extend({
  articles: z.string().max(2000).optional(),
  sdg_targets: z.string().max(1000).optional(),
})

export function editRoutes(): Route[] {
  return [...formRoutes(editForm()), ...splitRoutes()]
}

function editForm() {
  return {
    path: '/obligations/:code/edit',
    who: ['secretariat'] as const,
    name: 'obligation-edit',
    schema: EditForm,
    long: ['summary', 'note'],
    hidden: ['id', 'version'],
    load: async (exchange: Exchange) => {
      const { t } = exchange.texts
      const obligation = await obligationOf(exchange)
      const { id, version, summary, kind, urgency, note, due_on } = obligation
      return {
        title: t('edit.title'),
        trail: trailTo(exchange, obligation),
        values: {
          ...{ id, version, summary, kind, urgency, note, due_on },
          themes: obligation.themes,
          people_concerned: obligation.people_concerned,
          articles: obligation.articles.join(', '),
          sdg_targets: obligation.sdg_targets.join(', '),
        },
        choices: {
          ...wordChoices(exchange),
          themes: known(exchange, 'theme', Theme.options, obligation.themes),
          people_concerned: known(exchange, 'people', PeopleConcerned.options, obligation.people_concerned),
        },
        before: html`<p class="govuk-body">${t('edit.means')}</p>`,
      }
    },
    save: async (exchange: Exchange, input: z.output<typeof EditForm>) => {
      const { code } = await obligationOf(exchange)
      const edit = { ...input, articles: listed('articles', input), sdg_targets: listed('sdg_targets', input) }
      await exchange.act('obligation.edit', (tx) => editObligation(tx, exchange.viewer, edit))
      return `${obligationPath(code)}?done=obligation.edited`
    },
  }
}

/** "16 (4), 17" as ["16(4)", "17"]. */
function listed(field: 'articles' | 'sdg_targets', input: z.output<typeof EditForm>): string[] {
  const parts = (input[field] ?? '')
    .split(/[,;\n]/)
    .map((part) => part.replaceAll(/\s+/g, ''))
    .filter((part) => part !== '')
  if (parts.some((part) => part.length > 30)) throw new Invalid([{ field, rule: 'separate-with-commas' }])
  return [...new Set(parts)]
}

/** The vocabulary's words, and whatever else stands on the obligation already. */
function known(exchange: Exchange, kind: string, vocabulary: readonly string[], own: readonly string[]): Choice[] {
  return [...new Set([...vocabulary, ...own])]
    .map((value) => ({ value, text: exchange.texts.named(`${kind}.${value}`) }))
    .toSorted((a, b) => a.text.localeCompare(b.text, exchange.texts.language.code))
}

function wordChoices({ texts }: Exchange) {
  return {
    kind: ObligationEdit.shape.kind.options.map((value) => ({ value, text: texts.named(`obligation-kind.${value}`) })),
    urgency: ObligationEdit.shape.urgency.options.map((value) => ({ value, text: texts.named(`urgency.${value}`) })),
  }
}

function splitRoutes(): Route[] {
  return formRoutes({
    path: '/obligations/:code/split',
    who: ['secretariat'],
    name: 'obligation-split',
    schema: NewObligation.required({ label: true }),
    long: ['summary'],
    load: async (exchange) => {
      const { t } = exchange.texts
      const { obligation, recommendations } = await storyFor(exchange)
      const open = recommendations.filter(({ withdrawn }) => !withdrawn)
      return {
        title: t('split.title'),
        trail: trailTo(exchange, obligation),
        values: { recommendation: open[0]?.id, kind: obligation.kind, urgency: obligation.urgency },
        choices: {
          ...wordChoices(exchange),
          recommendation: open.map(({ id, symbol, address }) => ({ value: id, text: `${symbol}, ${address ?? ''}` })),
        },
        before: html`<p class="govuk-body">${obligation.summary}</p><div class="govuk-inset-text"><p class="govuk-body">${t('split.means')}</p><ul class="govuk-list govuk-list--bullet"><li>${t('split.inherits')}</li><li>${t('split.nobody')}</li><li>${t('split.stays')}</li></ul></div>`,
        button: t('split.button'),
      }
    },
    save: async (exchange, input) => {
      const code = await exchange.act('obligation.open', (tx) => openObligation(tx, exchange.viewer, input))
      return `${obligationPath(code)}/assign?done=obligation.opened`
    },
  })
}
