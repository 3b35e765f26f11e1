/** Nothing in the schema links a person across compartments. D5 of the reliability promises. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { threadsBetween } from './index.ts'

const store = await testStore()
const owner = await store.ownerClient()
after(() => owner.end())

const COMPARTMENTS = { schemas: ['education', 'health', 'names'], mayHoldNumbers: ['names'] }
await owner.query(`
  create schema education; create schema health; create schema names;
  create table education.enrolment (id uuid primary key default gen_random_uuid(), pseudonym bytea not null);
  create table education.lesson (id uuid primary key default gen_random_uuid(), enrolment uuid references education.enrolment);
  create table health.visit (id uuid primary key default gen_random_uuid(), pseudonym bytea not null);
  create table names.person (base_id bytea primary key, passport_number text)`)

test('random ids, pseudonyms and references within a compartment are no thread', async () => {
  assert.deepEqual(await threadsBetween(owner, COMPARTMENTS), [])
})

for (const [thread, statement, said] of [
  ['a serial number', 'alter table health.visit add number serial', /^health\.visit \(number\) is counted/],
  ['an identity column', 'alter table health.visit add number bigint generated always as identity', /is counted/],
  [
    'an id that tells when',
    'alter table health.visit add ref uuid default uuidv7()',
    /^health\.visit \(ref\) tells when/,
  ],
  [
    'a number of a document',
    'alter table education.enrolment add passport_number text',
    /^education\.enrolment \(passport_number\) is a number from outside/,
  ],
  ['a base id', 'alter table health.visit add base_id bytea', /^health\.visit \(base_id\) is a number from outside/],
  [
    'a reference across',
    'alter table health.visit add enrolment uuid references education.enrolment',
    /^health\.visit refers to education\.enrolment/,
  ],
] as const)
  test(`a thread is found and named: ${thread}`, async () => {
    await owner.query('begin')
    await owner.query(statement)
    const found = await threadsBetween(owner, COMPARTMENTS)
    await owner.query('rollback')
    assert.equal(found.length, 1, found.join('\n'))
    assert.match(found[0] ?? '', said)
  })
