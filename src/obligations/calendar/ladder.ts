/**
 * Who hears of something late: first who answers for it, then, the longer it stays undone, whoever stands above. A step
 * of the ladder adds a person and drops nobody.
 */

export const POSTS = ['focal-point', 'alternate', 'validator', 'head'] as const
export type Post = (typeof POSTS)[number]

/** From how many days overdue each hears of it. Ours; the coordinating body may move the steps. */
export const LADDER: readonly { readonly post: Post; readonly fromDays: number }[] = [
  { post: 'focal-point', fromDays: 0 },
  { post: 'alternate', fromDays: 14 },
  { post: 'validator', fromDays: 28 },
  { post: 'head', fromDays: 42 },
]

/** Who holds each post; a vacant one is absent. */
export type Holders = Readonly<Partial<Record<Post, string | null>>>

/**
 * The accounts that hear of something `daysOverdue` days late (0 or less: due, not late). Where everybody so far is
 * missing, the next above is told at once: a vacant post is no reason for silence.
 */
export function informedOf(daysOverdue: number, holders: Holders): readonly string[] {
  const held = LADDER.flatMap(({ post, fromDays }) => {
    const account = holders[post]
    return account == null ? [] : [{ account, fromDays }]
  })
  const reached = held.filter(({ fromDays }) => fromDays <= Math.max(0, daysOverdue))
  return [...new Set((reached.length > 0 ? reached : held.slice(0, 1)).map(({ account }) => account))]
}
