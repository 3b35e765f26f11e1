/** Somebody who saves while others read: a measure, with all that our triggers do about it, committed once a second. */
import { setInterval } from 'node:timers'
import type pg from 'pg'

export interface Writer {
  /** Commits one change. */
  readonly save: () => Promise<void>
  /** Commits a change each second while the work runs. */
  readonly savingWhile: <T>(work: () => Promise<T>) => Promise<T>
}

/** A writer on a connection of the owner. */
export async function writerOn(owner: pg.Client): Promise<Writer> {
  await owner.query(`set observance.actor = 'system:bench'; set observance.action = 'measure.save'`)
  const save = async () => {
    const { rowCount } = await owner.query(
      `update followup.measure set title = case when title like '%.' then rtrim(title, '.') else title || '.' end
       where id = (select min(id::text)::uuid from followup.measure where audience = 'public')`,
    )
    if (rowCount !== 1) throw new Error('there is no measure to save')
  }
  return {
    save,
    async savingWhile(work) {
      let saved = Promise.resolve()
      const timer = setInterval(() => {
        saved = saved.then(save)
      }, 1000)
      try {
        return await work()
      } finally {
        clearInterval(timer)
        await saved
      }
    },
  }
}
