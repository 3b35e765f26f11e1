/**
 * Queues, searches and the file of a case at 10,000, 100,000 and 1,000,000 cases, as an officer of one of 200 offices sees
 * them under the row policies; the queue beside the same rows of a table without any, in turn on the same login.
 */
import { sql } from 'kysely'
import type pg from 'pg'
import { loginOf } from '../../src/firewall/index.ts'
import { findByName, queue, recordPerson, viewCase } from '../../src/register/index.ts'
import { actingAs } from '../../src/register/register.ts'
import { ownDueColumn, ownRuleColumn } from '../../src/register/tables/projection.ts'
import { upTo } from '../../src/store/index.ts'
import type { Figure, Measurement } from '../measurement.ts'
import { inTurn, median, percentile } from '../samples.ts'
import { fillTo } from './fill.ts'
import { officer, opening, sendAll, wishes } from './sent.ts'
import { type Site, withRegisters } from './site.ts'

const SIZES = [10_000, 100_000, 1_000_000] as const
const EVENTS = 50
const ROUNDS = { warmUp: 50, rounds: 500 }
const NAME = { name: 'Bench Sample', born: '1990' }
/** A hundred times as much may cost ten times as much. */
const AT_MOST_GROWTH = 10

export const lists: Measurement = {
  name: 'lists',
  run: ({ cases = Number.POSITIVE_INFINITY }) =>
    withRegisters((site) =>
      measure(
        site,
        SIZES.filter((size, at) => at === 0 || size <= cases),
      ),
    ),
}

interface Asking {
  readonly name: string
  readonly ask: () => Promise<unknown>
  readonly floor: (() => Promise<unknown>) | null
  readonly goal: number
}

async function measure(site: Site, sizes: readonly number[]): Promise<readonly Figure[]> {
  const owner = await site.store.ownerClient()
  try {
    const copied = await sendAll(site.register, officer('police-officer', 'elsewhere'), [opening(officer())])
    const asked = await askings(site)
    const taken = new Map(asked.map(({ name }) => [name, [] as Taken[]]))
    for (const cases of sizes) {
      await fillTo(owner, copied, cases)
      await copyWithoutPolicies(owner)
      for (const one of asked) taken.get(one.name)?.push(await take(one))
      console.error(`${cases.toLocaleString('en')} cases`)
    }
    return asked.flatMap((one) => figuresOf(one, sizes, taken.get(one.name) ?? []))
  } finally {
    await owner.end()
  }
}

/** A case of fifty events, of a person with a name, and what an officer asks around it. */
async function askings({ register }: Site): Promise<readonly Asking[]> {
  const who = officer()
  const procedure = 'detention'
  const { caseId } = await sendAll(register, who, [opening(who), ...Array.from({ length: EVENTS - 1 }, wishes)])
  const { caseNumber, event } = await viewCase(register, who, { procedure, caseId, purpose: 'review' })
  if (event !== EVENTS) throw new Error(`the case has ${event} events`)
  await recordPerson(register, who, {
    ...{ procedure, caseId, purpose: 'decide', after: 0, key: crypto.randomUUID() },
    given: { names: [{ name: NAME.name, kind: 'document', language: 'en' }], born: NAME.born },
  })
  const newest = async () => expectRows(await queue(register, who, { procedure, order: 'newest' }), 50)
  return [
    { name: 'the 50 newest cases', ask: newest, floor: () => withoutPolicies(register, who), goal: 20 },
    { name: 'the queue by what is due', ask: () => queue(register, who, { procedure }), floor: null, goal: 20 },
    {
      name: 'a case by its number',
      ask: async () => expectRows(await queue(register, who, { procedure, number: caseNumber }), 1),
      ...{ floor: null, goal: 50 },
    },
    {
      name: 'a person by name and birth',
      // Of the same office, another officer each time.
      ask: async () => expectRows(await findByName(register, officer(), { procedure, purpose: 'decide', ...NAME }), 1),
      ...{ floor: null, goal: 50 },
    },
    {
      name: `the file of a case with ${EVENTS} events`,
      ask: () => viewCase(register, who, { procedure, caseId, purpose: 'review' }),
      ...{ floor: null, goal: 50 },
    },
  ]
}

function expectRows(rows: readonly unknown[], count: number): void {
  if (rows.length !== count) throw new Error(`${rows.length} rows where ${count} were expected`)
}

/** What the queue reads, column by column. */
const LISTED = [
  ...['case_id', 'case_number', 'state', 'event_no', 'opened_at', 'changed_at', 'due_at', 'due_rule'],
  ...[ownDueColumn('police-officer'), ownRuleColumn('police-officer')],
].join(', ')

async function copyWithoutPolicies(owner: pg.Client): Promise<void> {
  await owner.query(`drop schema if exists bare cascade; create schema bare;
    create table bare.detention as select * from immigration_enforcement.detention;
    create index on bare.detention (office_police_officer, opened_at desc);
    grant usage on schema bare to ${loginOf('police-officer')}; grant select on bare.detention to ${loginOf('police-officer')}`)
  await owner.query('vacuum analyze bare.detention')
}

function withoutPolicies(register: Site['register'], who: ReturnType<typeof officer>): Promise<unknown> {
  return actingAs(register, who, (tx) =>
    sql`select ${sql.raw(LISTED)} from bare.detention where office_police_officer = ${who.office} and not erased
      order by opened_at desc ${upTo(50)}`.execute(tx),
  )
}

interface Taken {
  readonly work: readonly number[]
  readonly floor: readonly number[] | null
}

async function take({ ask, floor }: Asking): Promise<Taken> {
  const times = await inTurn(ask, floor ?? (() => undefined), ROUNDS)
  return { work: times.work, floor: floor === null ? null : times.floor }
}

function figuresOf({ name, goal }: Asking, sizes: readonly number[], taken: readonly Taken[]): readonly Figure[] {
  const [small, large] = [taken[0], taken.at(-1)]
  if (small === undefined || large === undefined) throw new Error(`${name} was not measured`)
  const between = taken.slice(1, -1).map(({ work }) => `${median(work).toFixed(1)} ms in the middle, `)
  return [
    {
      ...{
        name: `${name}, of ${sizes.at(-1)?.toLocaleString('en')}: p99`,
        value: percentile(large.work, 0.99),
        unit: 'ms',
        goal,
      },
      compared: median(large.work),
      floor: large.floor && { what: 'median of the same rows without policies', value: median(large.floor) },
      ...(large.floor && { atMostTimes: 1.1 }),
    },
    {
      name: `growth of ${name}: ${sizes.join(', ')} cases: ${between.join('')}at the end`,
      ...{ value: median(large.work), unit: 'ms', atMostTimes: AT_MOST_GROWTH },
      floor: { what: `at ${sizes[0]}`, value: median(small.work) },
    },
  ]
}
