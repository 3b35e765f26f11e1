/** What is read from a long document, through the page: in parts that are light each, whatever it holds, while others are served. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { interpret, readText } from '../../documents/index.ts'
import { longDocument } from '../../documents/readers/fixtures/sotoland.ts'
import { writeDocx } from '../../documents/readers/fixtures/write-docx.ts'
import { asActor, systemReader } from '../../store/index.ts'

const site = await testSite()
const person = visitor(site.address)
const rows = (await person.get('/sign-in')).body.split('<tr')
const account = /name="account" value="([^"]+)"/.exec(rows.find((row) => row.includes('secretariat')) ?? '')?.[1] ?? ''
await person.signIn('secretariat')
await person.get('/language/en?back=/import')

const LIMIT = 100_000

async function upload(bytes: Uint8Array, name: string): Promise<string> {
  const token = /name="form-token" value="([^"]+)"/.exec((await person.get('/import')).body)?.[1] ?? ''
  const form = new FormData()
  form.set('form-token', token)
  form.set('file', new File([new Uint8Array(bytes)], name))
  const encoded = new Response(form)
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${site.address}/import`, {
    method: 'POST',
    body: new Uint8Array(await encoded.arrayBuffer()),
    redirect: 'manual',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '', cookie },
  })
  assert.equal(answer.status, 303, await answer.text())
  return answer.headers.get('location') ?? ''
}

/** The page, which is under 100 KB. */
async function light(path: string): Promise<string> {
  const { status, body } = await person.get(path)
  assert.equal(status, 200)
  assert.ok(Buffer.byteLength(body) < LIMIT, `${path}: ${Buffer.byteLength(body)} bytes`)
  return body
}

const addressesIn = (body: string) => [...body.matchAll(/<div id="p([^"]+)" class="ob-piece/g)].map(([, at]) => at)

test('a document of 300 pages is looked at in parts under 100 KB, found by paragraph, while others are served', async () => {
  const draft = await upload(await writeDocx(longDocument(300), 'automatic'), 'long.docx')
  const others = Promise.all(Array.from({ length: 10 }, () => fetch(`${site.address}/obligations`)))
  const first = await light(draft)
  const parts = Number(/Part 1 of (\d+)/.exec(first)?.[1])
  assert.ok(parts > 50, `${parts} parts`)
  assert.match(first, /more come up as these are settled/)
  const second = /rel="next" href="([^"#]+)#text"/.exec(first)?.[1] ?? ''
  const pages = [first, await light(second), await light(`${draft}?part=${parts}`), await light(`${draft}?at=2000`)]
  assert.ok((await others).every(({ status }) => status === 200))
  const shown = pages.map(addressesIn)
  assert.equal(shown[0]?.[0], '1')
  assert.ok(shown[3]?.includes('2000'))
  assert.equal(new Set(shown.flat()).size, shown.flat().length, 'no piece stands in two parts')
  for (const page of pages.slice(1)) assert.ok(!page.includes('id="about"'), 'what is said of the whole stands once')
})

test('each doubt on top leads to the part where it stands', async () => {
  const draft = await upload(await writeDocx(longDocument(60), 'automatic'), 'long.docx')
  const links = [...(await light(draft)).matchAll(/<li><a class="govuk-link" href="([^"#]+)#p([^"]+)">Paragraph/g)]
  assert.ok(links.length > 3)
  for (const [, path = '', at] of [links[0] ?? [], links.at(-1) ?? []])
    assert.ok(addressesIn(await light(path)).includes(at))
})

test('whatever a document holds, no page of its preview reaches 100 KB', async () => {
  const words = 'أضيئوا الفوانيس & «الأرصفة» "كلها" '
  const model = interpret(readText('1. The Committee recommends that the State party paint the piers.'))
  const [first] = model.paragraphs
  assert.ok(first !== undefined)
  const items = Array.from({ length: 1500 }, (_, index) => ({ id: `1(${index + 1})`, text: words.repeat(index % 90) }))
  const heavy = {
    ...model,
    title: words.repeat(20),
    paragraphs: [
      { ...first, items, heading: words.repeat(40) },
      { ...first, number: '2', items: [], text: words.repeat(20_000) },
    ],
    doubts: ['symbol', '1', '1(4)', '1(700)', '2'].flatMap((at) => Array(100).fill({ at, what: words.repeat(30) })),
  }
  const draft = await upload(Buffer.from('1. a'), 'a.txt')
  await asActor(site.store.web, { ...systemReader('test'), actor: account }, 'test', (tx) =>
    sql`update followup.import_draft set model = ${JSON.stringify(heavy)}, read_model = ${JSON.stringify(heavy)} where id = ${draft.split('/').at(-1)}`.execute(
      tx,
    ),
  )
  const body = await light(draft)
  const parts = Number(/Part 1 of (\d+)/.exec(body)?.[1])
  assert.ok(parts > 10, `${parts} parts`)
  const found = addressesIn(body)
  for (let part = 2; part <= parts; part++) found.push(...addressesIn(await light(`${draft}?part=${part}`)))
  assert.deepEqual(found, ['1', ...items.map(({ id }) => id), '2'])
})

test('a corrected document of many lines is chosen from page by page, and each choice counts in the end', async () => {
  const written = (change: string) =>
    `CMW/C/ISL/CO/7\n\nConcluding observations on the seventh periodic report of Iceland\n\n${Array.from({ length: 150 }, (_, index) => `${index + 1}. The Committee recommends that the State party paint pier ${index + 1} ${change}.`).join('\n\n')}\n`
  const saveOf = (body: string) => /name="version" value="(\d+)"/.exec(body)?.[1] ?? ''
  const first = await upload(Buffer.from(written('white')), 'a.txt')
  assert.equal((await person.post(`${first}/accept`, { version: saveOf(await light(first)) })).status, 303)
  const second = await upload(Buffer.from(written('yellow, red and blue')), 'b.txt')
  let body = await light(second)
  const leaveOut = ['paragraph:2>2', 'paragraph:149>149']
  let pages = 0
  for (;;) {
    pages++
    assert.ok(Buffer.byteLength(body) < LIMIT)
    const fields = Object.fromEntries(
      ['version', 'from', 'left-out', 'of'].map((name) => [
        name,
        new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '',
      ]),
    )
    const line = [...body.matchAll(/name="line" value="([^"]+)"/g)].map(([, id = '']) => id.replace('&gt;', '>'))
    const ticked = line.filter((id) => !leaveOut.includes(id))
    const isLast = !body.includes('name="next"')
    const answer = await person.post(`${second}/accept`, { ...fields, line: ticked, ...(isLast ? {} : { next: '1' }) })
    if (isLast) {
      assert.equal(answer.status, 303, answer.body.slice(0, 3000))
      break
    }
    body = answer.body
  }
  assert.ok(pages > 1, `${pages} pages`)
  const { rows } = await asActor(site.store.web, systemReader('test'), 'test', (tx) =>
    sql<{
      address: string
    }>`select r.address from followup.recommendation r join followup.document d on d.id = r.document
      where d.symbol = 'CMW/C/ISL/CO/7' and r.text like '%white%' order by r.position`.execute(tx),
  )
  assert.deepEqual(
    rows.map(({ address }) => address),
    ['2', '149'],
  )
})
