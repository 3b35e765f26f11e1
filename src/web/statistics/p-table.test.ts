/** The State's parameters on a page: looked at, proposed by one statistician, decided by another, and nobody else's business. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { addRecords } from '../../statistics/fixtures/records.ts'

const site = await testSite()
const year = Temporal.Now.plainDateISO('Asia/Baku').year
const asked = { max: '4', variance: '2.5', smallest: '2', stay: '', year: String(year + 1), reason: 'Small districts.' }
await addRecords(
  site.store,
  'detention_clock',
  Array.from({ length: 160 }, (_, at) => ({
    ...{ moment: 'due', period_start: `${year - 1}-02-01`, rule: 'D3.judge', run: 1, mode: 'enforce' },
    ...{ met: at % 5 > 0, sex: at % 2 === 0 ? 'male' : 'female' },
  })),
)

async function as(who: string) {
  const person = visitor(site.address)
  await person.signIn(who)
  await person.get('/language/en?back=/')
  return person
}

test('two statisticians change the parameters, each with the effect before them, and one alone cannot', async () => {
  const [rena, sevil, minister] = [await as('Rəna Örnəkova'), await as('Sevil Yoxlanova'), await as('Aida Primer')]
  assert.equal((await minister.get('/tables/p-table')).status, 404)
  assert.match((await rena.get('/tables/p-table')).body, /No table has been computed yet/)
  await rena.get('/tables/workbench')
  const computed = await rena.post('/tables/workbench', { table: 'detention-review', period: `${year - 1}-Q1` })
  assert.equal(computed.status, 303, computed.body)
  const start = (await rena.get('/tables/p-table')).body
  assert.match(start, /D 5, V 3, js 2[\s\S]*from the start/)
  assert.match(start, /Effect on the table computed last/)
  const unseen = await rena.post('/tables/p-table', asked)
  assert.equal(unseen.status, 409, 'what is proposed is what was looked at')
  assert.match(unseen.body, />Small districts\.</)
  const looked = await rena.post('/tables/p-table', { ...asked, look: 'yes' })
  assert.match(looked.body, /D 5, V 3, js 2 \(in use\)[\s\S]*D 4, V 2\.5, js 2/)
  const seen = /name="seen" value="([^"]*)"/.exec(looked.body)?.[1] ?? ''
  assert.equal(
    (await rena.post('/tables/p-table', { ...asked, seen, variance: '2.6' })).status,
    409,
    'and nothing else',
  )
  assert.equal((await rena.post('/tables/p-table', { ...asked, seen })).status, 303)
  const own = (await rena.get('/tables/p-table')).body
  assert.match(own, /Rəna Örnəkova[\s\S]{0,60}D 4, V 2\.5, js 2[\s\S]{0,80}Another statistician decides/)
  const address = /href="(\/tables\/p-table\/[0-9a-f-]{36})"/.exec((await sevil.get('/tables/p-table')).body)?.[1] ?? ''
  const proposal = address.split('/').at(-1) ?? ''
  const yes = { proposal, answer: 'made', said: 'The districts stay readable.' }
  await rena.get(address)
  assert.equal((await rena.post(address, yes)).status, 409)
  assert.equal((await minister.post(address, yes)).status, 404)
  const decision = (await sevil.get(address)).body
  assert.match(decision, /Small districts\.[\s\S]*D 5, V 3, js 2 \(in use\)[\s\S]*D 4, V 2\.5, js 2/)
  assert.equal((await sevil.post(address, yes)).status, 303)
  assert.match(
    (await sevil.get('/tables/p-table')).body,
    new RegExp(`D 4, V 2\\.5, js 2[\\s\\S]{0,80}1 January ${year + 1}`),
  )
  assert.equal((await sevil.get(address)).status, 404, 'decided')
})

test('parameters of which there is no table are refused in the words of the page, and all that was typed stays', async () => {
  const rena = await as('Rəna Örnəkova')
  await rena.get('/language/az?back=/tables/p-table')
  await rena.get('/tables/p-table')
  const none = { ...asked, max: '6', variance: '4', year: String(year + 2) }
  const looked = await rena.post('/tables/p-table', { ...none, look: 'yes' })
  assert.match(looked.body, /1-ci sətrin dispersiyası 3,277-ə çatır/)
  const seen = /name="seen" value="([^"]*)"/.exec(looked.body)?.[1] ?? ''
  const refused = await rena.post('/tables/p-table', { ...none, seen })
  assert.equal(refused.status, 422)
  assert.match(refused.body, /1-ci sətrin dispersiyası/)
  assert.match(refused.body, />Small districts\.</)
  const taken = await rena.post('/tables/p-table', { ...asked, max: '10', variance: '3', seen: 'D 10, V 3, js 2' })
  assert.equal(taken.status, 422, 'the year has parameters of its own by now')
})
