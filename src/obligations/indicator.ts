/**
 * Indicators after OHCHR's guide: what is counted, how often, in which direction it should go, and its benchmark. A
 * target that the document itself implies is not for the State to move.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, NotFound, record, StepRefused, type Tx } from '../store/index.ts'
import { accountOf, isSecretariat, refuseUnless } from './rights.ts'
import { stale } from './stale.ts'

export const UNITS = ['percent', 'ratio', 'count', 'days', 'hours', 'yes-no', 'stage', 'score'] as const

/** A number as people type it: a decimal comma is as good as a point. */
export const Figure = z
  .string()
  .trim()
  .regex(/^-?\d{1,12}([.,]\d{1,6})?$/, 'not-a-figure')
  .transform((text) => text.replace(',', '.'))

export const NewIndicator = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not-a-short-name')
    .max(80),
  class: z.enum(['structure', 'process', 'outcome']),
  numerator: z.string().trim().min(1).max(1000),
  denominator: z.string().trim().min(1).max(1000).optional(),
  period: z.enum(['quarter', 'year', 'school-year', 'cycle']),
  unit: z.enum(UNITS),
  disaggregation: z.array(z.string().max(60)).max(20).default([]),
  direction: z.enum(['up', 'down', 'context']),
  source: z.string().trim().max(500).optional(),
  obligation: z.uuid(),
})
export type NewIndicator = z.output<typeof NewIndicator>

/** Adds an indicator that the country pack does not know, to one obligation. Its target comes from the coordinating body. */
export async function defineIndicator(tx: Tx, viewer: Viewer, input: NewIndicator): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  const { obligation, denominator, source, ...fields } = input
  const made = await tx
    .insertInto('indicator')
    .values({ ...fields, denominator: denominator ?? null, source: source ?? null, target_from: 'coordinating-body' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst()
  if (made === undefined) throw new Invalid([{ field: 'name', rule: 'indicator-exists' }])
  await bindIndicator(tx, viewer, { obligation, indicator: input.name })
}

export const Binding = z.object({ obligation: z.uuid(), indicator: z.string() })
export type Binding = z.output<typeof Binding>

/** Lets the indicator count for the obligation. */
export async function bindIndicator(tx: Tx, viewer: Viewer, binding: Binding): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  const obligation = await tx
    .selectFrom('obligation')
    .select('id')
    .where('id', '=', binding.obligation)
    .executeTakeFirst()
  const indicator = await tx
    .selectFrom('indicator')
    .select('name')
    .where('name', '=', binding.indicator)
    .executeTakeFirst()
  if (obligation === undefined || indicator === undefined) throw new NotFound()
  await tx
    .insertInto('obligation_indicator')
    .values(binding)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The indicator no longer counts for the obligation. One whose target the document implies stays. */
export async function unbindIndicator(tx: Tx, viewer: Viewer, binding: Binding): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  const indicator = await tx
    .selectFrom('indicator')
    .select('target_from')
    .where('name', '=', binding.indicator)
    .executeTakeFirst()
  if (indicator === undefined) throw new NotFound()
  if (indicator.target_from === 'document') throw new StepRefused('benchmark-of-document')
  const gone = await tx
    .deleteFrom('obligation_indicator')
    .where('obligation', '=', binding.obligation)
    .where('indicator', '=', binding.indicator)
    .returning('indicator')
    .executeTakeFirst()
  if (gone === undefined) throw new NotFound()
  await record(tx, {
    action: 'indicator.unbind',
    objectKind: 'obligation',
    object: binding.obligation,
    outcome: 'done',
    details: binding,
    audience: 'officials',
  })
}

/** Fields bear the names of the columns. */
export const Benchmark = z.object({
  name: z.string(),
  version: z.coerce.number().int(),
  target: Figure.optional(),
  baseline: Figure.optional(),
  baseline_on: z.iso.date().optional(),
  /** Why this much, and who decided it. */
  reason: z.string().trim().min(1).max(2000),
})
export type Benchmark = z.output<typeof Benchmark>

/** Sets what the coordinating body has decided, and keeps why. Refuses another target than the one that the document implies. */
export async function setBenchmark(tx: Tx, viewer: Viewer, input: Benchmark): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  const now = await tx.selectFrom('indicator').selectAll().where('name', '=', input.name).executeTakeFirst()
  if (now === undefined) throw new NotFound()
  const target = input.target ?? null
  const same = target !== null && now.target !== null && Number(target) === Number(now.target)
  if (now.target_from === 'document' && now.target !== null && !same) throw new StepRefused('benchmark-of-document')
  if (target !== null) refuseOutOfRange(now.unit, target, 'target')
  if (input.baseline !== undefined) refuseOutOfRange(now.unit, input.baseline, 'baseline')
  const changed = await tx
    .updateTable('indicator')
    .set({
      target,
      baseline: input.baseline ?? null,
      baseline_on: input.baseline_on ?? null,
      version: sql<number>`version + 1`,
    })
    .where('name', '=', input.name)
    .where('version', '=', input.version)
    .returning('name')
    .executeTakeFirst()
  if (changed === undefined)
    throw stale(await tx.selectFrom('indicator').selectAll().where('name', '=', input.name).executeTakeFirst())
  const { name, reason, baseline, baseline_on } = input
  await tx
    .insertInto('benchmark')
    .values({
      indicator: name,
      target,
      baseline: baseline ?? null,
      baseline_on: baseline_on ?? null,
      reason,
      set_by: accountOf(viewer),
    })
    .execute()
}

/** How the benchmark came to be what it is, the last decision first. */
export function benchmarksOf(tx: Tx, indicator: string) {
  return tx
    .selectFrom('benchmark as b')
    .innerJoin('account as a', 'a.id', 'b.set_by')
    .select(['b.target', 'b.baseline', 'b.baseline_on', 'b.reason', 'b.set_at', 'a.name as set_by'])
    .where('b.indicator', '=', indicator)
    .orderBy('b.set_at', 'desc')
    .limit(50)
    .execute()
}

/** Refuses cells of a dimension that the indicator is not broken down by, and keys that are none. */
export function refuseForeignDimensions(
  { disaggregation }: { readonly disaggregation: readonly string[] },
  breakdown: Readonly<Record<string, number | null>>,
): void {
  const known = (part: string) => {
    const [dimension, code, more] = part.split('=')
    return disaggregation.includes(dimension ?? '') && code !== undefined && code !== '' && more === undefined
  }
  if (!Object.keys(breakdown).every((key) => key.split(',').every(known)))
    throw new Invalid([{ field: 'breakdown', rule: 'unknown-dimension' }])
}

/** Refuses what the unit cannot be. */
export function refuseOutOfRange(unit: string, figure: string, field: string): void {
  const value = Number(figure)
  const ok = IN_RANGE[unit]?.(value) ?? true
  if (!ok) throw new Invalid([{ field, rule: `not-a-${unit}` }])
}

const IN_RANGE: Readonly<Record<string, (value: number) => boolean>> = {
  percent: (value) => value >= 0 && value <= 100,
  ratio: (value) => value >= 0,
  count: (value) => value >= 0 && Number.isInteger(value),
  hours: (value) => value >= 0,
  'yes-no': (value) => value === 0 || value === 1,
  stage: (value) => value >= 0 && Number.isInteger(value),
}
