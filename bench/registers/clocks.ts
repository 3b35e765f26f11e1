/** A hundred thousand times that run out in one minute: how long until two schedulers have told everybody, each of them once. */
import type pg from 'pg'
import { round } from '../../src/register/index.ts'
import type { Figure, Measurement } from '../measurement.ts'
import { timed } from '../samples.ts'
import { fillTo } from './fill.ts'
import { officer, opening, sendAll } from './sent.ts'
import { type Site, withRegisters } from './site.ts'

const CLOCKS = 100_000
const GOAL_S = 60
/** Its end is a breach, told to the whole ladder; no step of the system follows. */
const RULE = 'D4.hour'

export const clocks: Measurement = { name: 'clocks', run: () => withRegisters(measure) }

async function measure({ store, register }: Site): Promise<readonly Figure[]> {
  const owner = await store.ownerClient()
  try {
    const copied = await sendAll(register, officer(), [opening(officer())])
    await fillTo(owner, copied, CLOCKS + 1)
    await owner.query(
      `update immigration_enforcement.clock set stopped_at = null, due_at = now() - random() * interval '1 minute',
         started_at = now() - interval '2 hours' where rule = '${RULE}' and case_id <> $1`,
      [copied.caseId],
    )
    const milliseconds = await timed(() => Promise.all([untilNothingIsDue(register), untilNothingIsDue(register)]))
    await expectAll(owner)
    return [
      {
        ...{ name: `${CLOCKS.toLocaleString('en')} times that ran out in a minute, all told`, unit: 's', goal: GOAL_S },
        ...{ value: milliseconds / 1000, floor: null },
      },
    ]
  } finally {
    await owner.end()
  }
}

async function untilNothingIsDue(register: Site['register']): Promise<void> {
  while ((await round(register)) > 0);
}

async function expectAll(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ effects: number; breaches: number; cases: number }>(
    `select (select count(*)::int from immigration_enforcement.clock_effect where effect = 'due' and rule = '${RULE}') as effects,
       count(*)::int as breaches, count(distinct case_id)::int as cases from immigration_enforcement.breach where rule = '${RULE}'`,
  )
  const [made] = rows
  if (made?.effects !== CLOCKS || made.breaches !== CLOCKS || made.cases !== CLOCKS)
    throw new Error(`not each once: ${JSON.stringify(made)}`)
}
