/**
 * Whoever has the dumps of two compartments, or all base ids, or one key, learns of nobody that both are about them: D1 to D6 of
 * the reliability promises, on the registers' own tables. OBSERVANCE_LINKED says how many people; a thousand and more are for
 * the long run.
 */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testStore } from '../../tests/store.ts'
import { newBaseId, openPointer, pseudonymOf } from '../firewall/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { carryOut } from './command.ts'
import { asking, wholeRegister } from './fixtures/whole-register.ts'
import type { Who } from './register.ts'
import { mixGatesFunction, mixRecordsFunction, mixRows } from './statistics/mixing.ts'
import { sqlName } from './tables/names.ts'

const PEOPLE = Number(process.env.OBSERVANCE_LINKED ?? 60)
const AT_ONCE = 4

const store = await testStore('declared')
const register = await wholeRegister(store, { procedures: PROCEDURES })
const owner = await store.ownerClient()
after(() => owner.end())
const officer = (role: string): Who => ({ as: 'officer', id: randomUUID(), role, office: 'first' })
const ago = (hours: number) => Temporal.Now.instant().subtract({ hours }).round('millisecond').toString()

/** Some at once, as officers act, and in another order each time it is called. */
async function inSomeOrder<T>(some: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const waiting = some.map((one) => ({ one, at: randomInt(2 ** 40) })).toSorted((a, b) => a.at - b.at)
  const next = async (): Promise<void> => {
    const first = waiting.pop()
    if (first === undefined) return
    await work(first.one)
    await next()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

/** People who were detained and let go, of whom a sign was passed on, and who were enrolled at a school: each in an order of its own. */
await inSomeOrder(Array.from({ length: PEOPLE }), async () => {
  const police = officer('police-officer')
  const { caseId } = await carryOut(
    register,
    police,
    asking({
      ...{ procedure: 'detention', kind: 'open', step: 'open' },
      facts: {
        ...{ libertyLostAt: ago(2), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'female' },
        ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
        ...{ language: 'uz', needsInterpreter: true },
      },
    }),
  )
  const letGo = { procedure: 'detention', kind: 'take', step: 'letGo', on: { caseId, event: 1 } } as const
  await carryOut(register, police, asking({ ...letGo, facts: { releaseReason: 'no-order' } }))
})
const { rows: detained } = await owner.query('select person_pointer from immigration_enforcement.detention')
const pointers: readonly Buffer[] = detained.map(({ person_pointer }) => person_pointer)
await inSomeOrder(pointers, (person) =>
  carryOut(
    register,
    officer('school-registrar'),
    asking({
      ...{ procedure: 'school-enrolment', kind: 'open', step: 'open', person },
      facts: {
        ...{ childName: 'Ö', birthDateSaid: '2017', level: 'primary', sex: 'female', carerRelation: 'parent' },
        language: 'fa',
      },
    }),
  ),
)
await inSomeOrder(pointers, (person) =>
  carryOut(
    register,
    officer('place-officer'),
    asking({
      ...{ procedure: 'trafficking-identification', kind: 'open', step: 'open', person },
      facts: { signFrom: 'place-of-detention', signs: ['documents-taken'], immediateDanger: false, language: 'uz' },
    }),
  ),
)

const bases = pointers.map((pointer) => openPointer(register.keyOf, pointer))
const COMPARTMENTS = [...new Set(PROCEDURES.map(({ compartment }) => compartment))]
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The pseudonyms in a compartment's dump. */
async function pseudonymsIn(compartment: string): Promise<ReadonlySet<string>> {
  const { rows } = await owner.query(
    `select encode(pseudonym, 'hex') as pseudonym from (${PROCEDURES.filter((one) => one.compartment === compartment)
      .map(({ name, compartment: schema }) => `select pseudonym from ${sqlName(schema)}.${sqlName(name)}`)
      .join(' union all ')}) p`,
  )
  return new Set(rows.map(({ pseudonym }) => pseudonym))
}

test('D1: a dictionary of names, birth dates and numbers matches nobody in the dump of a compartment', async () => {
  const dump = await pseudonymsIn('immigration-enforcement')
  assert.equal(dump.size, PEOPLE)
  const guesses = Array.from({ length: PEOPLE > 60 ? 1_000_000 : 100_000 }, (_, at) => `UZ${at}`)
  const found = guesses.filter((guess) =>
    dump.has(createHash('sha256').update(`v1\0immigration-enforcement\0${guess}`).digest('hex').slice(0, 40)),
  )
  assert.deepEqual(found, [])
})

test('D2 and D3: all base ids match nobody without a key, and with the key of one compartment that one alone', async () => {
  const stolen = (name: string) => (name === 'pseudonym-education' ? register.keyOf(name) : randomBytes(32))
  for (const compartment of ['education', 'immigration-enforcement', 'victim-protection'] as const) {
    const dump = await pseudonymsIn(compartment)
    const matching = bases.filter((base) => dump.has(hex(pseudonymOf(stolen, compartment, base))))
    assert.equal(matching.length, compartment === 'education' ? PEOPLE : 0, compartment)
  }
  assert.ok(!(await pseudonymsIn('education')).has(hex(pseudonymOf(register.keyOf, 'education', newBaseId()))))
})

/** What an attacker can sort people by, or compare: one number a person. */
interface Channel {
  readonly compartment: string
  readonly name: string
  readonly of: ReadonlyMap<string, number>
}

/** Every column of every table with somebody in it, the place of the row, and the place of its entry in the log. */
async function channelsOf(compartment: string): Promise<readonly Channel[]> {
  const schema = sqlName(compartment)
  const cases = new Map<string, string>()
  const people = new Map(
    bases.map((base, person) => [hex(pseudonymOf(register.keyOf, compartment as 'education', base)), String(person)]),
  )
  const { rows: tables } = await owner.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text) as columns from information_schema.columns where table_schema = $1 group by 1`,
    [schema],
  )
  for (const { name, columns } of tables.filter(
    (one) => one.columns.includes('pseudonym') && one.columns.includes('case_id'),
  ))
    for (const row of (await owner.query(`select case_id, pseudonym from ${schema}.${name}`)).rows) {
      const person = people.get(hex(row.pseudonym))
      if (person !== undefined && columns.length > 0) cases.set(row.case_id, person)
    }
  const places = new Map(
    (await owner.query('select id from ledger.entry')).rows.map(({ id }, place): [string, number] => [id, place]),
  )
  const channels: Channel[] = []
  for (const { name } of tables) {
    const found = new Map<string, Map<string, number>>()
    const { rows } = await owner.query(`select to_jsonb(t) as row from ${schema}.${name} t`)
    for (const [place, { row }] of rows.entries()) {
      const own = row.pseudonym ?? row.person
      const person = typeof own === 'string' ? people.get(own.slice(2)) : cases.get(row.case_id)
      if (person === undefined) continue
      const values = { place, log: places.get(row.entry) ?? null, ...row }
      for (const [column, value] of Object.entries(values)) {
        const number = numberOf(value)
        const known = found.get(column) ?? new Map<string, number>()
        found.set(column, known)
        if (number !== null && !known.has(person)) known.set(person, number)
        if (typeof value === 'string') {
          const lengths = found.get(`length of ${column}`) ?? new Map<string, number>()
          found.set(`length of ${column}`, lengths)
          if (!lengths.has(person)) lengths.set(person, value.length)
        }
      }
    }
    for (const [column, of] of found)
      if (new Set(of.values()).size > PEOPLE / 2) channels.push({ compartment, name: `${name}.${column}`, of })
  }
  return channels
}

/** A moment as it is; what is random by its first digits. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return Date.parse(value)
  const digits = value.replace(/^\\x/, '').replaceAll('-', '')
  return /^[0-9a-f]{12,}$/.test(digits) ? Number.parseInt(digits.slice(0, 12), 16) : null
}

/** How many people have the same place in both, and how far the orders agree (in standard deviations of chance). */
function agreement(one: Channel, other: Channel): { readonly matched: number; readonly deviations: number } {
  const both = [...one.of.keys()].filter((person) => other.of.has(person))
  const rank = ({ of }: Channel) =>
    new Map(both.toSorted((a, b) => (of.get(a) ?? 0) - (of.get(b) ?? 0)).map((person, place) => [person, place]))
  const [mine, theirs] = [rank(one), rank(other)]
  const middle = (both.length - 1) / 2
  const of = (person: string, ranks: ReadonlyMap<string, number>) => (ranks.get(person) ?? 0) - middle
  const square = both.reduce((sum, person) => sum + of(person, mine) ** 2, 0)
  const product = both.reduce((sum, person) => sum + of(person, mine) * of(person, theirs), 0)
  return {
    matched: both.filter((person) => mine.get(person) === theirs.get(person)).length,
    deviations: Math.abs(product / square) * Math.sqrt(both.length - 1),
  }
}

test('D4: two dumps laid beside each other by any column, order or length match no more people than chance', async () => {
  await mixRows(register)
  const dumps = new Map<string, readonly Channel[]>()
  for (const compartment of [...COMPARTMENTS, 'statistics']) dumps.set(compartment, await channelsOf(compartment))
  const pairs = [...dumps.values()].flat().flatMap((one) =>
    [...dumps.values()]
      .flat()
      .filter(({ compartment }) => one.compartment < compartment)
      .map((other) => ({ one, other, ...agreement(one, other) })),
  )
  assert.ok(pairs.length > 500, `${pairs.length} pairs`)
  const links = pairs
    .filter(({ deviations, matched }) => deviations > 5.5 || matched > 12)
    .map(
      ({ one, other, deviations, matched }) =>
        `${one.compartment} ${one.name} and ${other.compartment} ${other.name}: ${matched}, ${deviations.toFixed(1)}`,
    )
  assert.deepEqual(links, [])
  // By chance one person stands in the same place.
  const mean = pairs.reduce((sum, { matched }) => sum + matched, 0) / pairs.length
  assert.ok(mean <= 2, `${mean} people of ${PEOPLE}`)
  const worst = Math.max(...pairs.map(({ deviations }) => deviations))
  console.log(
    `D4: ${pairs.length} pairs of columns, orders and lengths of ${PEOPLE} people in ${dumps.size} dumps: ${mean.toFixed(2)} people in the same place on average, the strongest agreement ${worst.toFixed(1)} standard deviations of chance`,
  )
})

const letGoAgain = async () => {
  const police = officer('police-officer')
  const facts = {
    ...{ libertyLostAt: ago(2), libertyLostPlace: 'unknown', apprehendedBy: randomUUID(), sex: 'female' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', nationality: 'UZ', accompaniedByChild: false },
    ...{ language: 'uz', needsInterpreter: true },
  }
  const { caseId } = await carryOut(
    register,
    police,
    asking({ procedure: 'detention', kind: 'open', step: 'open', facts }),
  )
  const letGo = { procedure: 'detention', kind: 'take', step: 'letGo', on: { caseId, event: 1 } } as const
  await carryOut(register, police, asking({ ...letGo, facts: { releaseReason: 'no-order' } }))
}
/** Each rewriting of a table as a whole makes another file of it. */
const fileOf = async (table: string) =>
  (await owner.query<{ file: string }>('select pg_relation_filenode($1) as file', [table])).rows[0]?.file
const nextDay = () => owner.query('update register.mixed set on_day = on_day - 1')
/** Until no command is under way that began before the last mixing: what such a one may have written is looked for once more. */
async function untilOthersEnd(table: string): Promise<void> {
  for (;;) {
    await nextDay()
    await mixRows(register)
    const { rows } = await owner.query<{ is_old: boolean }>(
      `select coalesce(bool_and(age(t.xmin) > age(m.since::xid)), true) as is_old from ${table} t, register.mixed m
        where m.name = '${table}' and t.xmin <> m.own`,
    )
    if (rows[0]?.is_old === true) return
    await sleep(20)
  }
}
const placesIn = async (table: string, key: string) =>
  (await owner.query<{ key: string; place: string }>(`select ${key}::text as key, ctid::text as place from ${table}`))
    .rows

test('D4: rows are laid in another order once a day, whichever process asks, and where nothing was written never', async () => {
  await mixRows(register)
  await untilOthersEnd('statistics.detention')
  await untilOthersEnd('education.hold_gate')
  const [first, gates] = [await fileOf('statistics.detention'), await fileOf('education.hold_gate')]
  await letGoAgain()
  await mixRows(register)
  assert.equal(await fileOf('statistics.detention'), first, 'on the same day')
  await nextDay()
  await mixRows(register)
  const second = await fileOf('statistics.detention')
  assert.notEqual(second, first)
  await untilOthersEnd('statistics.detention')
  const third = await fileOf('statistics.detention')
  assert.equal(await fileOf('education.hold_gate'), gates, 'nobody wrote there')
  await nextDay()
  await mixRows(register)
  assert.equal(await fileOf('statistics.detention'), third)
})

test('D4: of a large table only what was written since is moved, each day once, and in no order of its writing', async () => {
  for (const statement of [mixRecordsFunction(PROCEDURES, '0 MB'), mixGatesFunction('education', '0 MB')])
    await owner.query(statement)
  const table = ['statistics.detention', 'record_id'] as const
  await untilOthersEnd(table[0])
  const before = new Map((await placesIn(...table)).map(({ key, place }) => [key, place]))
  for (let many = 0; many < 12; many++) await letGoAgain()
  const written = new Map((await placesIn(...table)).map(({ key, place }) => [key, place]))
  const added = [...written.keys()].filter((key) => !before.has(key))
  await nextDay()
  await mixRows(register)
  const after = new Map((await placesIn(...table)).map(({ key, place }) => [key, place]))
  assert.deepEqual(new Map([...after].filter(([key]) => before.has(key))), before, 'what lay there lies there')
  assert.ok(added.length === 12 && added.every((key) => after.get(key) !== written.get(key)), 'each of them was moved')
  const inOrder = (places: ReadonlyMap<string, string>) =>
    added.toSorted((one, other) => numberIn(places.get(one)) - numberIn(places.get(other)))
  assert.notDeepEqual(inOrder(after), inOrder(written))
  await untilOthersEnd(table[0])
  const settled = await placesIn(...table)
  await nextDay()
  await mixRows(register)
  assert.deepEqual(await placesIn(...table), settled)
})

/** "(3,14)": the fourteenth row of the fourth page. */
function numberIn(place = ''): number {
  const [page = 0, row = 0] = place.match(/\d+/g)?.map(Number) ?? []
  return page * 1000 + row
}

test('D4: no moment and no random value of one compartment stands in another', async () => {
  const seen = new Map<string, string>()
  const shared: string[] = []
  for (const compartment of [...COMPARTMENTS, 'statistics'])
    for (const { name, of } of await channelsOf(compartment))
      for (const value of /length|place|log|\.bytes/.test(name) ? [] : new Set(of.values())) {
        const before = seen.get(String(value))
        if (before !== undefined && !before.startsWith(`${compartment} `))
          shared.push(`${before} and ${compartment} ${name}`)
        seen.set(String(value), `${compartment} ${name}`)
      }
  assert.deepEqual([...new Set(shared)], [])
})

test('D5: no identifier of one compartment stands in any column of another, and no base id in any table', async () => {
  const { rows: tables } = await owner.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`,
  )
  const inside = new Set([...COMPARTMENTS.map(sqlName), 'statistics'])
  const found = new Map<string, string>()
  const foreign: string[] = []
  const baseIds = new Set(bases.flatMap((base) => [hex(base), base.toString('base64')]))
  for (const { schema, name } of tables) {
    const { rows } = await owner.query(
      `select to_jsonb(t)::text as row from ${schema}.${owner.escapeIdentifier(name)} t`,
    )
    const text = rows.map(({ row }) => row).join('\n')
    for (const base of baseIds) assert.ok(!text.includes(base), `a base id in ${schema}.${name}`)
    if (!inside.has(schema)) continue
    for (const [value] of text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\\x)[0-9a-f]{20,}/g)) {
      const before = found.get(value)
      if (before !== undefined && before !== schema) foreign.push(`${value} in ${before} and ${schema}.${name}`)
      found.set(value, schema)
    }
  }
  assert.ok(found.size > PEOPLE * 10)
  assert.deepEqual(foreign, [])
})

test('D6: of two pointers in two dumps nobody can tell whether they are of one person', async () => {
  const inDump = async (table: string) =>
    (await owner.query<{ person_pointer: Buffer }>(`select person_pointer from ${table}`)).rows.map(
      (row) => row.person_pointer,
    )
  const [one, other] = [await inDump('immigration_enforcement.detention'), await inDump('education.school_enrolment')]
  const person = (pointer: Buffer) => hex(openPointer(register.keyOf, pointer))
  const alike = (a: Buffer, b: Buffer) => a.filter((byte, at) => byte === b[at]).length
  const byPerson = new Map(other.map((pointer) => [person(pointer), pointer]))
  let right = 0
  const pairs = one.flatMap((pointer, at) => {
    const [same, another] = [byPerson.get(person(pointer)), other[(at + 1) % other.length]]
    return same === undefined || another === undefined || person(another) === person(pointer)
      ? []
      : [{ pointer, same, another }]
  })
  for (const { pointer, same, another } of pairs) {
    const [ofSame, ofAnother] = [alike(pointer, same), alike(pointer, another)]
    right += ofSame === ofAnother ? 0.5 : Number(ofSame > ofAnother)
  }
  console.log(
    `D6: ${pairs.length} pairs of pointers, told apart ${((right / pairs.length) * 100).toFixed(1)} % (chance: 50 %)`,
  )
  // 50 % ± 5 over a thousand pairs; of fewer what chance allows.
  assert.ok(
    Math.abs(right / pairs.length - 0.5) < Math.max(0.05, 4 / Math.sqrt(4 * pairs.length)),
    `${right} of ${pairs.length}`,
  )
})
