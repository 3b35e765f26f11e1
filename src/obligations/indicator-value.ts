/**
 * Values of indicators that a person types, with their evidence. A value is never changed: a later one for the same
 * period supersedes it, and both stay.
 */
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, NotFound, StepRefused, type Tx } from '../store/index.ts'
import { Figure, refuseForeignDimensions, refuseOutOfRange } from './indicator.ts'
import { partsOf } from './participation.ts'
import { daysOf, fits, parsePeriod } from './period.ts'
import { accountOf, mayWorkOn, refuseUnless } from './rights.ts'
import { audienceFor, isAsWide, SHARINGS, sharingOf } from './sharing.ts'

export const TypedValue = z.object({
  indicator: z.string(),
  /** "2024" or "2024-Q3". */
  period: z.string(),
  value: Figure.optional(),
  /** Instead of a value: nothing was there to be counted. */
  no_cases: z.literal('yes').optional(),
  /** How many cases were looked at: a zero is earned by looking. */
  base: Figure.optional(),
  /** By "dimension=code", joined by commas. */
  breakdown: z.record(z.string().max(200), z.number().nullable()).default({}),
  evidence: z.uuid(),
  note: z.string().trim().max(2000).optional(),
  sharing: z.enum(SHARINGS).default('own'),
})
export type TypedValue = z.output<typeof TypedValue>

/**
 * Records a value and gives its id. Refuses a period that has not begun or is of another length, a figure that the
 * unit cannot be, evidence that fewer people see than the value, and an indicator that the system computes.
 */
export async function typeValue(tx: Tx, viewer: Viewer, input: TypedValue, today: Temporal.PlainDate): Promise<string> {
  const indicator = await lockIndicator(tx, input.indicator)
  await refuseStranger(tx, viewer, indicator.name)
  refuseUnfit(indicator, input, today)
  await refuseComputed(tx, indicator)
  const audience = audienceFor(viewer, input.sharing)
  await refuseUnseenEvidence(tx, input.evidence, audience)
  const { id } = await tx
    .insertInto('indicator_value')
    .values({
      indicator: indicator.name,
      period: input.period,
      value: input.value ?? null,
      breakdown: JSON.stringify(input.breakdown),
      base: input.base ?? null,
      provenance: 'typed',
      evidence: input.evidence,
      entered_by: accountOf(viewer),
      note: input.note ?? null,
      audience,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await supersedeEarlier(tx, { id, indicator: indicator.name, period: input.period, audience })
  return id
}

/** Shares a value that was a draft; from then on it counts. */
export async function shareValue(
  tx: Tx,
  viewer: Viewer,
  input: { id: string; sharing: 'officials' | 'public' },
): Promise<void> {
  const value = await tx
    .selectFrom('indicator_value')
    .selectAll()
    .where('id', '=', input.id)
    .where('superseded_by', 'is', null)
    .executeTakeFirst()
  if (value === undefined) throw new NotFound()
  await lockIndicator(tx, value.indicator)
  await refuseStranger(tx, viewer, value.indicator)
  const audience = audienceFor(viewer, input.sharing)
  if (!isAsWide(audience, value.audience)) throw new StepRefused('already-shared')
  if (value.evidence !== null) await refuseUnseenEvidence(tx, value.evidence, audience)
  await tx.updateTable('indicator_value').set({ audience }).where('id', '=', input.id).execute()
  await supersedeEarlier(tx, { id: value.id, indicator: value.indicator, period: value.period, audience })
}

/**
 * The human rights institution confirms what the State typed of a structure: that the law is in force, that the body
 * exists. Refuses everybody else, and a value that no longer counts.
 */
export async function confirmValue(tx: Tx, viewer: Viewer, input: { id: string; note?: string }): Promise<void> {
  refuseUnless(viewer.role === 'nhri' && viewer.institution !== null)
  const value = await tx
    .selectFrom('indicator_value as v')
    .innerJoin('indicator as i', 'i.name', 'v.indicator')
    .select(['i.class', 'v.provenance'])
    .where('v.id', '=', input.id)
    .where('v.superseded_by', 'is', null)
    .executeTakeFirst()
  if (value === undefined || value.class !== 'structure' || value.provenance !== 'typed') throw new NotFound()
  await tx
    .insertInto('confirmation')
    .values({
      indicator_value: input.id,
      confirmed_by: accountOf(viewer),
      institution: viewer.institution ?? '',
      note: input.note ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The definition, locked: values of one indicator follow one another. */
export async function lockIndicator(tx: Tx, name: string) {
  const indicator = await tx
    .selectFrom('indicator')
    .selectAll()
    .where('name', '=', name)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (indicator === undefined) throw new NotFound()
  return indicator
}

/** Marks values of the period that everybody who saw them now reads in the new one. */
export async function supersedeEarlier(
  tx: Tx,
  by: { id: string; indicator: string; period: string; audience: string },
): Promise<void> {
  const earlier = await tx
    .selectFrom('indicator_value')
    .select(['id', 'audience'])
    .where('indicator', '=', by.indicator)
    .where('period', '=', by.period)
    .where('superseded_by', 'is', null)
    .where('id', '<>', by.id)
    .execute()
  const replaced = earlier.filter(({ audience }) => isAsWide(by.audience, audience)).map(({ id }) => id)
  if (replaced.length > 0)
    await tx.updateTable('indicator_value').set({ superseded_by: by.id }).where('id', 'in', replaced).execute()
}

async function refuseStranger(tx: Tx, viewer: Viewer, indicator: string): Promise<void> {
  const obligations = await tx
    .selectFrom('obligation_indicator')
    .select('obligation')
    .where('indicator', '=', indicator)
    .execute()
  refuseUnless(
    mayWorkOn(
      viewer,
      await partsOf(
        tx,
        obligations.map(({ obligation }) => obligation),
      ),
    ),
  )
}

interface Definition {
  readonly period: string
  readonly unit: string
  readonly disaggregation: readonly string[]
}

function refuseUnfit(indicator: Definition, input: TypedValue, today: Temporal.PlainDate): void {
  const period = parsePeriod(input.period)
  if (period === null || !fits(period, indicator.period))
    throw new Invalid([{ field: 'period', rule: `not-a-${indicator.period}` }])
  if (Temporal.PlainDate.compare(daysOf(period).from, today) > 0)
    throw new Invalid([{ field: 'period', rule: 'not-begun' }])
  if ((input.value === undefined) !== (input.no_cases === 'yes'))
    throw new Invalid([{ field: 'value', rule: 'value-or-no-cases' }])
  if (input.value !== undefined) refuseOutOfRange(indicator.unit, input.value, 'value')
  if (input.base !== undefined) refuseOutOfRange('count', input.base, 'base')
  refuseForeignDimensions(indicator, input.breakdown)
  for (const figure of Object.values(input.breakdown))
    if (figure !== null) refuseOutOfRange(indicator.unit, String(figure), 'breakdown')
}

/** Nobody types a figure that comes from a released table, nor over one that the system counted. */
async function refuseComputed(
  tx: Tx,
  { name, fed_by }: { readonly name: string; readonly fed_by: string | null },
): Promise<void> {
  if (fed_by !== null) throw new StepRefused('fed-by-table', { indicator: name, table: fed_by })
  const computed = await tx
    .selectFrom('indicator_value')
    .select('id')
    .where('indicator', '=', name)
    .where('provenance', '=', 'computed')
    .limit(1)
    .executeTakeFirst()
  if (computed !== undefined) throw new StepRefused('computed-elsewhere', { indicator: name })
}

/** Whoever is shown a figure must at least be able to learn that its evidence exists. */
async function refuseUnseenEvidence(tx: Tx, id: string, audience: string): Promise<void> {
  const evidence = await tx.selectFrom('evidence').select('audience').where('id', '=', id).executeTakeFirst()
  if (evidence === undefined) throw new Invalid([{ field: 'evidence', rule: 'unknown' }])
  if (sharingOf(audience) !== 'own' && sharingOf(evidence.audience) === 'own')
    throw new Invalid([{ field: 'evidence', rule: 'evidence-not-shared' }])
}
