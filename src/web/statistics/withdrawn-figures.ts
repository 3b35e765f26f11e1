/**
 * A release is withdrawn with all that rests on it, in one transaction: each figure made of its cells is made anew of what
 * stands (the release before it), or there is none and the indicator says so.
 */
import type { Viewer } from '../../firewall/index.ts'
import { figuresRestingOn, withdrawFigure } from '../../obligations/index.ts'
import { type Statistics, withdrawRelease } from '../../statistics/index.ts'
import { feedFigure } from './feed.ts'
import { feedOfReleases } from './feed-releases.ts'

interface Withdrawal {
  readonly table: string
  readonly release: string
  readonly reason: string
}

/** Refuses whatever `withdrawRelease` does. */
export async function withdraw(
  statistics: Statistics,
  viewer: Viewer,
  { table, release, reason }: Withdrawal,
  { now, tell }: { readonly now: Temporal.Instant; readonly tell: (line: string) => void },
): Promise<void> {
  const { pack } = statistics
  const on = now.toZonedDateTimeISO(pack.timeZone).toPlainDate()
  await withdrawRelease(statistics, viewer, { table, release, reason }, async (tx) => {
    const resting = await figuresRestingOn(tx, { table, release })
    for (const figure of resting) await feedFigure(tx, { pack }, figure, tell)
    await feedOfReleases(tx, { pack, now, tell }, new Set(resting.map(({ period }) => Number(period.slice(0, 4)))))
    // Whatever could not be made again still rests on what was withdrawn.
    for (const left of await figuresRestingOn(tx, { table, release }))
      await withdrawFigure(tx, left, { on, why: reason })
  })
}
