/**
 * `safeguards.yaml`: which safeguards a State's own law does not yet let it keep, by the provision that stands in the way.
 * Whatever is not named is enforced. A limit may be bettered for the person; whether it is, the register checks.
 */
import { z } from 'zod'

/** "D3.judge": a rule of a safeguard. */
const RuleName = z.string().regex(/^[A-Z]+\d+\.[a-zA-Z]+$/)

export const RecordedRule = z.strictObject({
  /** Name of the procedure. */
  procedure: z.string().regex(/^[a-z-]+$/),
  rule: RuleName,
  /** Id of the provision in law.yaml that lets an officer go on. */
  law: z.string(),
  /** The obligation that asks for a change: its paragraph. */
  obligation: z.string(),
  /** By then somebody looks again whether the law still says so. */
  reviewBy: z.iso.date(),
  /** In our own words, for everybody: what the law does instead. */
  note: z.string().min(1),
  /** True until a jurist of the State has read the provision. */
  verify: z.boolean(),
  /**
   * Where the rule has the system act when a time is over: the time after which national law has it act all the same. It runs
   * beside, and is enforced.
   */
  nationalLimit: z.lazy(() => LimitLength).optional(),
})
export type RecordedRule = z.infer<typeof RecordedRule>

const Count = z.int().min(0).max(100_000)

/** A length of time as laws give it. */
export const LimitLength = z.union([
  z.strictObject({ hours: Count }),
  z.strictObject({ days: Count }),
  z.strictObject({ workingDays: Count }),
  z.strictObject({ months: Count }),
  z.strictObject({ years: Count }),
])

export const BetteredLimit = z.strictObject({
  procedure: RecordedRule.shape.procedure,
  rule: RuleName,
  limit: LimitLength,
  law: z.string(),
})
export type BetteredLimit = z.infer<typeof BetteredLimit>

export const SafeguardFile = z.strictObject({
  record: z.array(RecordedRule).default([]),
  limits: z.array(BetteredLimit).default([]),
})
export type SafeguardFile = z.infer<typeof SafeguardFile>
