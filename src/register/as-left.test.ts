/** A start makes anew what is not as the last one left it, and touches nothing else. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../tests/store.ts'
import { installBare } from './fixtures/bare-register.ts'

const store = await testStore()
await installBare(store)
const owner = await store.ownerClient()
after(() => owner.end())

/** In which transaction each function was last made. */
const made = async () => {
  const { rows } = await owner.query<{ name: string; by: string }>(
    "select oid::regprocedure::text as name, xmin::text as by from pg_proc where pronamespace = 'immigration_enforcement'::regnamespace order by 1",
  )
  return rows
}
const bodyOf = async (name: string) =>
  (await owner.query<{ body: string }>('select pg_get_functiondef($1::regproc) as body', [name])).rows[0]?.body

test('the same declarations again make no function anew', async () => {
  const before = await made()
  assert.ok(before.length > 10)
  await installBare(store)
  assert.deepEqual(await made(), before)
})

test('other modes make functions anew, and back again', async () => {
  const before = await bodyOf('immigration_enforcement.commit_departure')
  await installBare(store, ['F2.decided'])
  assert.notEqual(await bodyOf('immigration_enforcement.commit_departure'), before)
  await installBare(store)
  assert.equal(await bodyOf('immigration_enforcement.commit_departure'), before)
})

test('a function that somebody changed by hand is as declared after the next start', async () => {
  const name = 'immigration_enforcement.commit_departure'
  const before = await bodyOf(name)
  assert.ok(before !== undefined)
  await owner.query(before.replace("errcode = 'OB109'", "errcode = 'OB105'"))
  assert.notEqual(await bodyOf(name), before)
  await installBare(store)
  assert.equal(await bodyOf(name), before)
})

test('a trigger that somebody switched off or took away works again after the next start', async () => {
  const state = async () =>
    (
      await owner.query(
        "select tgenabled as is from pg_trigger where tgname = 'tell_breach' and tgrelid = 'immigration_enforcement.breach'::regclass",
      )
    ).rows
  const before = await state()
  assert.equal(before.length, 1)
  await owner.query('alter table immigration_enforcement.breach disable trigger tell_breach')
  await installBare(store)
  assert.deepEqual(await state(), before)
  await owner.query('drop trigger tell_breach on immigration_enforcement.breach')
  await installBare(store)
  assert.deepEqual(await state(), before)
})

test('a day of the calendar that somebody changed is as the country has it after the next start', async () => {
  const days = async () =>
    (await owner.query('select md5(string_agg(d::text, $1 order by d.day)) as all from register.calendar_day d', [',']))
      .rows
  const before = await days()
  await owner.query("update register.calendar_day set working = not working where day = '2026-11-25'")
  assert.notDeepEqual(await days(), before)
  await installBare(store)
  assert.deepEqual(await days(), before)
})
