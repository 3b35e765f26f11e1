/** A computed table before its release: what the gates found, the protected figures beside those of the period before, and the review. */

import { html } from 'hono/html'
import {
  comingDay,
  type Finding,
  type KeptDefinition,
  type Loosened,
  type ProtectedCell,
  Review,
  refuseTable,
  reviewTable,
} from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { hiddenToken } from '../parts/fields.ts'
import { categoryName } from '../parts/figures.ts'
import { table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import { emptyState } from '../parts/summary.ts'
import type { Route } from '../route.ts'
import { isUuid } from '../uuid.ts'
import { cellName, dimensionName } from './cell-name.ts'
import { loosenedPart } from './loosening.ts'
import { calendarOf } from './release-calendar.ts'
import { openStatistics } from './room.ts'
import { refuseOthers } from './workbench.ts'

export async function runOf(exchange: Exchange) {
  refuseOthers(exchange)
  const id = exchange.context.req.param('id') ?? ''
  if (!isUuid(id)) throw new NotFound()
  return exchange.read(async (tx) => {
    const run = await tx.selectFrom('table_run').selectAll().where('id', '=', id).executeTakeFirst()
    if (run === undefined) throw new NotFound()
    const before = await tx
      .selectFrom('table_run')
      .select('cells')
      .where('table_name', '=', run.table_name)
      .where('period', '<', run.period)
      .where('state', '=', 'released')
      .orderBy('period', 'desc')
      .executeTakeFirst()
    const replaced = await tx
      .selectFrom('table_run')
      .select('cells')
      .where('table_name', '=', run.table_name)
      .where('period', '=', run.period)
      .where('id', '!=', run.id)
      .where('state', 'in', ['released', 'withdrawn', 'replaced'])
      .orderBy('released_at', 'desc')
      .executeTakeFirst()
    return {
      ...run,
      definition: run.definition as unknown as KeptDefinition, // as computeTable wrote it, as the rest
      replaced: (replaced?.cells ?? null) as unknown as readonly ProtectedCell[] | null,
      findings: run.findings as unknown as readonly Finding[],
      cells: run.cells as unknown as readonly ProtectedCell[],
      loosened: run.loosened as unknown as readonly Loosened[],
      before: (before?.cells ?? []) as unknown as readonly ProtectedCell[],
    }
  })
}

export async function runPage(exchange: Exchange): Promise<Html> {
  const { t, named, moment } = exchange.texts
  const run = await runOf(exchange)
  return page(exchange, {
    title: `${titleOf(exchange, run.table_name)}, ${periodIn(exchange, run.period)}`,
    trail: [
      { href: '/tables', text: t('nav.tables') },
      { href: '/tables/workbench', text: t('tables.workbench') },
    ],
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body-l">${named(`run-state.${run.state}`)}${run.release_on === null ? '' : html`: ${moment(run.release_on)}`}</p>${run.state === 'released' ? html`<p class="govuk-body"><a class="govuk-link" href="/tables/${run.table_name}">${t('tables.open-table')}</a></p>` : ''}`,
      loosenedPart(exchange, run.loosened),
      html`<h2 class="govuk-heading-m">${t('tables.findings')}</h2>`,
      run.findings.length === 0
        ? emptyState(t('tables.no-findings'))
        : table(
            t('tables.findings'),
            [
              { heading: t('tables.rule') },
              { heading: t('tables.verdict') },
              { heading: t('tables.where') },
              { heading: t('tables.cure') },
            ],
            run.findings.map((finding) => [
              named(`gate.${finding.rule}`),
              named(`gate-verdict.${finding.verdict}`),
              html`${placeOf(exchange, finding)}${finding.other === undefined ? '' : html` ↔ ${titleOf(exchange, finding.other.table)}: ${cellName(exchange, finding.other.at)}`}`,
              cureText(exchange, finding.cure),
            ]),
          ),
      run.cells.length === 0 ? '' : figures(exchange, run),
      run.state !== 'gated'
        ? ''
        : run.made_by === exchange.viewer.account
          ? html`<p class="govuk-inset-text">${t('tables.another-reviews')}</p>`
          : html`<p class="govuk-body"><a class="govuk-button" href="/tables/runs/${run.id}/review">${t('tables.review')}</a></p>
<form method="post" action="/tables/runs/${run.id}/refuse">${hiddenToken(exchange)}<div class="govuk-form-group"><label class="govuk-label" for="reason">${t('tables.refuse-why')}</label><textarea class="govuk-textarea" id="reason" name="reason" rows="3" required maxlength="2000"></textarea></div><button class="govuk-button govuk-button--secondary">${t('tables.refuse')}</button></form>`,
    ],
  })
}

/** The cell, the dimension with its category, or nothing of a finding on the whole table. */
function placeOf(exchange: Exchange, { at, dimension }: Finding): string {
  if (at !== undefined && Object.keys(at).length > 0) return cellName(exchange, at)
  return dimension === undefined ? '' : dimensionName(exchange, dimension)
}

/** What would pass; of an area that is too small with which it goes together, by their names. */
function cureText(exchange: Exchange, cure: Finding['cure']): string {
  const { t, named } = exchange.texts
  if (cure === undefined) return ''
  if (cure.kind !== 'merge' || cure.into === undefined) return named(`cure.${cure.kind}`)
  return t('tables.merge-into', {
    area: categoryName(exchange, cure.category),
    into: categoryName(exchange, cure.into),
  })
}

/** The protected figures beside those that the release would replace, what moved said in words, and beside the period before. */
function figures(exchange: Exchange, run: Awaited<ReturnType<typeof runOf>>): Html {
  const { t, named } = exchange.texts
  const [replaced, before] = [run.replaced ?? [], run.before].map(
    (cells) => new Map(cells.map((cell) => [placeName(cell.at), cell])),
  )
  const moved = (one: ProtectedCell) => {
    const then = replaced?.get(placeName(one.at))
    return then !== undefined && then.value !== one.value
  }
  const marks = [...new Set(run.cells.flatMap(({ mark }) => mark ?? []))]
  const summary =
    run.replaced === null
      ? ''
      : html`<p class="govuk-body">${t('tables.moved-cells', { moved: run.cells.filter(moved).length, all: run.cells.length })}</p>`
  return html`${summary}${marks.length === 0 ? '' : html`<p class="govuk-body">${marks.map((mark) => `[${mark}] ${named(`mark.${mark}`)}`).join('; ')}</p>`}
<p class="govuk-body"><a class="govuk-link" href="/tables/runs/${run.id}/parameters">${t('tables.choice')}</a></p><p class="govuk-body"><a class="govuk-link" href="/tables/metadata/${run.table_name}">${t('tables.describe')}</a></p>${table(
    t('tables.protected'),
    [
      { heading: t('tables.where') },
      { heading: periodIn(exchange, run.period), numeric: true },
      ...(run.replaced === null ? [] : [{ heading: t('tables.last-release'), numeric: true }]),
      { heading: t('tables.before'), numeric: true },
    ],
    run.cells.map((one) => {
      const place = placeName(one.at)
      const then = html`${figure(exchange, replaced?.get(place))}${moved(one) ? html` <strong class="govuk-tag govuk-tag--yellow">${t('tables.changed')}</strong>` : ''}`
      return [
        cellName(exchange, one.at),
        figure(exchange, one),
        ...(run.replaced === null ? [] : [then]),
        figure(exchange, before?.get(place)),
      ]
    }),
  )}`
}

/** "41", "41 [p]", "[low]", "[z]". */
function figure({ texts: { number } }: Exchange, cell: ProtectedCell | undefined): string {
  if (cell === undefined) return ''
  const sign = cell.mark ?? (cell.value === null ? 'low' : null)
  return [...(cell.value === null ? [] : [number(cell.value)]), ...(sign === null ? [] : [`[${sign}]`])].join(' ')
}

/** "SEX F, AGE Y0T17": by which a cell is found again. */
function placeName(at: Readonly<Record<string, string>>): string {
  return Object.entries(at)
    .filter(([, code]) => code !== '_T')
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([dimension, code]) => `${dimension} ${code}`)
    .join(', ')
}

/** The announced day; where that is past, the next that can be. */
export async function dayNamed(exchange: Exchange, run: { readonly table_name: string; readonly period: string }) {
  const entries = await exchange.read((tx) => calendarOf(exchange, tx, [run.table_name]))
  const entry = entries.find(({ period }) => period === run.period)
  return comingDay(
    entry?.releasedOn === null ? entry.plannedOn : exchange.today,
    openStatistics(exchange),
    Temporal.Now.instant(),
  ).toString()
}

export function reviewRoutes(): Route[] {
  return formRoutes({
    path: '/tables/runs/:id/review',
    who: ['officer'],
    name: 'review',
    schema: Review,
    long: ['harm', 'recognition', 'coarser', 'reason'],
    hidden: ['run', 'version'],
    load: async (exchange) => {
      const run = await runOf(exchange)
      if (run.state !== 'gated') throw new NotFound()
      return {
        title: `${exchange.texts.t('tables.review')}: ${titleOf(exchange, run.table_name)}, ${periodIn(exchange, run.period)}`,
        trail: [{ href: `/tables/runs/${run.id}`, text: periodIn(exchange, run.period) }],
        values: { run: run.id, version: run.version, release_on: await dayNamed(exchange, run) },
      }
    },
    save: async (exchange, input) => {
      await reviewTable(openStatistics(exchange), exchange.viewer, input, Temporal.Now.instant())
      return `/tables/runs/${input.run}?done=table.reviewed`
    },
  })
}

export async function refuseRun(exchange: Exchange): Promise<Response> {
  const run = await runOf(exchange)
  const { reason } = await exchange.context.req.parseBody()
  await refuseTable(openStatistics(exchange), exchange.viewer, {
    run: run.id,
    reason: typeof reason === 'string' ? reason.slice(0, 2000) : '',
  })
  return exchange.context.redirect(`/tables/runs/${run.id}?done=table.refused`, 303)
}
