/** People through the pages: accounts, posts and hand-over; two at once; and who finds none of it. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { visitor } from '../../tests/visitor.ts'
import { openSession } from '../firewall/index.ts'
import { asActor, asOperator, systemReader } from '../store/index.ts'
import { add, as, browser, holder, isLightAndOpen, main, OBLIGATION, press, see, site } from './fixtures/desk.ts'

let closed = ''
before(async () => {
  closed = await add('Gone Away')
  await asOperator(site.store, systemReader('test'), 'account.close', (tx) =>
    tx.updateTable('account').set({ closed_at: Temporal.Now.instant().toString() }).where('id', '=', closed).execute(),
  )
})

/** Confirms what an invented person would sign. */
const sign = (page: Page) => press(page, 'button[name=_signature]')
const signed = { _signature: 'demonstration' }
const accountsOf = (email: string) =>
  see((tx) => tx.selectFrom('account').select('id').where('email', '=', email).execute())

test('whoever has an account of their own signs with a passkey before an account, a post or work passes; without one nothing is saved', async () => {
  const id = await asOperator(site.store, systemReader('test'), 'account.open', async (tx) => {
    const values = { name: 'Real Secretary', email: 'real@example.org', role: 'secretariat', institution: 'SMS' }
    return (await tx.insertInto('account').values(values).returning('id').executeTakeFirstOrThrow()).id
  })
  const secretary = visitor(site.address)
  await secretary.get('/language/en?back=/')
  secretary.cookies.set(
    'observance',
    await asActor(site.store.door, systemReader('test'), 'session.open', (tx) => openSession(tx, id, '', null)),
  )
  const { id: of, version } = await holder('SMS', 'focal-point')
  const other = await add('Neither Nor')
  const fields = {
    name: 'Nobody New',
    email: 'nobody.new@example.org',
    role: 'official',
    institution: 'SMS',
    language: 'en',
  }
  for (const [path, typed] of [
    ['/people/new', fields],
    [`/people/${other}/change`, { ...fields, id: other, version: '1' }],
    [`/people/${other}/close`, { version: '1' }],
    [`/people/${closed}/reopen`, { version: '1' }],
    ['/people/posts/SMS/focal-point', { account: other, version: String(version) }],
    [`/people/${of}/hand-over`, { to: other, afterwards: 'keep' }],
  ] as const)
    for (const forged of [{}, signed]) {
      await secretary.get(path)
      const answer = await secretary.post(path, { ...typed, ...forged })
      assert.ok([200, 409].includes(answer.status), `${path}: ${answer.status}`)
      assert.match(answer.body, /What you are about to do[\s\S]*passkey/, path)
    }
  assert.deepEqual(await accountsOf('nobody.new@example.org'), [])
  assert.equal((await holder('SMS', 'focal-point')).id, of)
})

test('the secretariat opens an account, and a wrong choice keeps what was typed', async () => {
  const page = await browser('secretariat')
  await press(page, 'nav.ob-nav >> text=People')
  await press(page, 'text=Open an account')
  await page.fill('[name=name]', 'Lale New')
  await page.fill('[name=email]', 'lale.new@example.org')
  await press(page)
  assert.match(await main(page), /There is a problem/)
  assert.equal(await page.inputValue('[name=name]'), 'Lale New')
  await page.selectOption('[name=institution]', 'SMS')
  await press(page)
  assert.match(await main(page), /What you are about to do[\s\S]*Lale New/)
  assert.deepEqual(await accountsOf('lale.new@example.org'), [], 'nothing is saved before it is signed')
  await press(page, 'button[name=_change]')
  assert.equal(await page.inputValue('[name=email]'), 'lale.new@example.org')
  await press(page)
  await sign(page)
  assert.match(await main(page), /The account is open\.[\s\S]*lale\.new@example\.org[\s\S]*Nothing is in their hands/)
  await page.goto(`${site.address}/people?institution=SMS&role=official`)
  assert.match(await main(page), /Lale New/)
  await page.goto(`${site.address}/people?institution=SMS&role=nhri`)
  assert.doesNotMatch(await main(page), /Lale New/)
})

test('a focal point leaves: everything passes to the successor in one step and the account closes', async () => {
  const leaver = await holder('SMS', 'focal-point')
  const successor = await add('Successor Sevda')
  await asActor(site.store.web, systemReader('test'), 'participation.assign', (tx) =>
    tx
      .updateTable('participation')
      .set({ focal_point: leaver.id })
      .where('institution', '=', 'SMS')
      .where('part', '=', 'lead')
      .execute(),
  )
  const page = await browser('secretariat')
  await page.goto(`${site.address}/people/${leaver.id}`)
  await press(page, 'text=Close the account')
  assert.match(page.url(), /hand-over/, 'no dead end')
  const said = await main(page)
  assert.match(said, /still holds work[\s\S]*This passes on[\s\S]*Focal point[\s\S]*Named for \d+ obligation/)
  assert.equal(await page.locator('[value=close]').isChecked(), true)
  if (await page.locator('select[name=to]').count()) await page.selectOption('select[name=to]', successor)
  else await page.check(`input[name=to][value="${successor}"]`)
  await press(page)
  await sign(page)
  assert.match(await main(page), /Everything has passed on, and the account is closed[\s\S]*Focal point/)
  assert.match(page.url(), new RegExp(successor))
  assert.equal((await holder('SMS', 'focal-point')).id, successor)
  const left = await see((tx) =>
    tx.selectFrom('participation').select('obligation').where('focal_point', '=', leaver.id).execute(),
  )
  assert.deepEqual(left, [])
  await page.goto(`${site.address}/people/${leaver.id}`)
  assert.match(await main(page), /closed[\s\S]*Nothing is in their hands[\s\S]*/)
  await press(page, 'text=Open the account again')
  await press(page)
  await sign(page)
  assert.match(await main(page), /The account is open again/)
})

test('an official of another institution finds no people page of it', async () => {
  const { id } = await holder('SMS', 'focal-point')
  const other = await as('MIA')
  const none = await other.get('/people/00000000-0000-4000-8000-000000000000')
  const paths = [
    `/people/${id}`,
    `/people/${id}/hand-over`,
    `/people/${id}/change`,
    '/people?institution=SMS',
    '/people/posts/SMS/alternate',
    '/people/new',
    '/decisions',
    `${OBLIGATION}/assign`,
    `${OBLIGATION}/edit`,
    `${OBLIGATION}/split`,
    `${OBLIGATION}/group`,
  ]
  const bare = (body: string) =>
    body.replaceAll(/name="form-token" value="[^"]*"|back=[^"]*"| aria-current="page"/g, '')
  for (const path of paths) {
    const answer = await other.get(path)
    assert.equal(answer.status, 404, path)
    assert.equal(bare(answer.body), bare(none.body), `${path} answers as if there were none`)
  }
  const { body } = await other.get('/people')
  assert.doesNotMatch(body, /Successor Sevda/)
  await other.get('/work')
  const before = await holder('SMS', 'focal-point')
  assert.equal((await other.post('/people/posts/SMS/focal-point', { account: '' })).status, 404)
  assert.equal((await other.post(`/people/${id}/hand-over`, { to: closed, afterwards: 'keep' })).status, 404)
  assert.deepEqual(await holder('SMS', 'focal-point'), before)
  const ngo = await as('civil society')
  assert.equal((await ngo.get('/people')).status, 404)
})

test('a closed account is offered nowhere and a forged choice of it is refused', async () => {
  const secretary = await as('secretariat')
  const { id, version } = await holder('SMS', 'focal-point')
  const forms: readonly (readonly [string, Record<string, string>])[] = [
    ['/people/posts/SMS/focal-point', { account: closed, version: String(version) }],
    [`/people/${id}/hand-over`, { to: closed, afterwards: 'keep' }],
    [`${OBLIGATION}/assign/SMS`, { part: 'lead', alternate: closed }],
  ]
  for (const [path, fields] of forms) {
    const shown = await secretary.get(path)
    assert.equal(shown.status, 200, path)
    assert.ok(!shown.body.includes(closed), `${path} offers it`)
    const now = /name="version" value="(\d+)"/.exec(shown.body)?.[1]
    const refused = await secretary.post(path, { ...fields, ...(now === undefined ? {} : { version: now }) })
    assert.equal(refused.status, 409, path)
    assert.match(refused.body, /That account is closed\. Choose somebody whose account is open\./)
  }
  const measure = await secretary.get(`${OBLIGATION}/measure`)
  assert.ok(!measure.body.includes(closed))
  const obligations = /name="obligations" value="([^"]+)"/.exec(measure.body)?.[1] ?? assert.fail('no obligation')
  const forged = { title: 'Forged', obligations, institution: 'SMS', state: 'planned', sharing: 'own' }
  const planned = await secretary.post(`${OBLIGATION}/measure`, { ...forged, responsible: closed })
  assert.equal(planned.status, 409)
  assert.match(planned.body, /That account is closed/)
})

test('a post passes to somebody else, or is left vacant; of two who give it at once the second sees the first', async () => {
  const [ann, bob] = [await add('Ann Able'), await add('Bob Bright')]
  const [first, second] = [await browser('secretariat'), await browser('secretariat')]
  for (const page of [first, second]) await page.goto(`${site.address}/people/posts/SMS/alternate`)
  await first.selectOption('[name=account]', ann)
  await press(first)
  await sign(first)
  assert.match(await main(first), /The post is saved[\s\S]*Ann Able/)
  await second.selectOption('[name=account]', bob)
  await press(second)
  assert.equal(await second.locator('.ob-diff del').textContent(), 'Ann Able')
  assert.equal(await second.locator('.ob-diff ins').textContent(), 'Bob Bright')
  await press(second)
  await sign(second)
  assert.equal((await holder('SMS', 'alternate')).id, bob)
  await second.goto(`${site.address}/people/posts/SMS/alternate`)
  await second.selectOption('[name=account]', '')
  await press(second)
  await sign(second)
  assert.match(await main(second), /The post is saved/)
  await assert.rejects(holder('SMS', 'alternate'))
})

test('a head gives the posts of their own institution and passes its work on, and closes no account', async () => {
  const head = await as((await holder('SMS', 'head')).name)
  const successor = await add('Fidan Fresh')
  assert.equal((await head.get('/people/posts/SMS/alternate')).status, 200)
  const given = await head.post('/people/posts/SMS/alternate', { account: successor, ...signed })
  assert.equal(given.status, 303)
  assert.equal((await holder('SMS', 'alternate')).id, successor)
  const { id } = await holder('SMS', 'focal-point')
  const page = await head.get(`/people/${id}/hand-over`)
  assert.equal(page.status, 200)
  assert.ok(!page.body.includes('value="close"'))
  assert.equal((await head.post(`/people/${id}/hand-over`, { to: successor, afterwards: 'close' })).status, 409)
  assert.equal((await holder('SMS', 'focal-point')).id, id, 'nothing has passed')
  for (const path of [`/people/${id}/close`, `/people/${id}/change`, '/people/new', '/people/posts/MIA/head'])
    assert.equal((await head.get(path)).status, 404, path)
  const colleague = await as('Elena')
  assert.equal((await colleague.get('/people/posts/SMS/alternate')).status, 404)
  assert.equal((await colleague.get(`/people/${id}`)).status, 404)
})

test('two change the same account at once: the second sees a diff', async () => {
  const id = await add('Esra Early')
  const [first, second] = [await browser('secretariat'), await browser('secretariat')]
  for (const page of [first, second]) await page.goto(`${site.address}/people/${id}/change`)
  await first.fill('[name=name]', 'Esra First')
  await press(first)
  await sign(first)
  await second.fill('[name=name]', 'Esra Second')
  await press(second)
  assert.equal(await second.locator('.ob-diff').count(), 2)
  assert.match(await main(second), /Somebody else saved this[\s\S]*Esra Second[\s\S]*Esra First/)
})

test('each page of people is accessible, narrow and light', async () => {
  const page = await browser('secretariat', { width: 320, javaScript: true })
  const { id } = await holder('SMS', 'focal-point')
  for (const path of [
    '/people',
    '/people?institution=SMS',
    '/people?standing=closed',
    '/people/new',
    `/people/${id}`,
    `/people/${id}/change`,
    `/people/${id}/hand-over`,
    `/people/${await add('Ziya Zero')}/close`,
    `/people/${closed}/reopen`,
    '/people/posts/SMS/validator',
  ])
    await isLightAndOpen(page, path)
})
