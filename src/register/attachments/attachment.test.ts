/** Files of a case: read by those who read their fact, each look noted, and gone with the case. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import { carryOut } from '../command.ts'
import { asking, wholeRegister } from '../fixtures/whole-register.ts'
import { whoLooked } from '../people/looks.ts'
import { putOn } from '../people/speakers.ts'
import { Refused } from '../refused.ts'
import type { Who } from '../register.ts'
import { attach, readAttachment } from './attachment.ts'
import { downloadHeaders } from './download.ts'
import { jpegFile, MARKER, pdfFile } from './fixtures/files.ts'

const store = await testStore('invented')
const register = await wholeRegister(store)
const owner = await store.ownerClient()
after(() => owner.end())

const officer = (role: string, office = 'harbour'): Who & { as: 'officer' } => ({
  as: 'officer',
  id: randomUUID(),
  role,
  office,
})
const border = officer('border-officer')
const opened = async () => {
  const facts = { askedAt: Temporal.Now.instant().round('millisecond').toString(), weather: 'calm' }
  const { caseId } = await carryOut(
    register,
    border,
    asking({ procedure: 'departure', kind: 'open', step: 'open', facts }),
  )
  return { procedure: 'departure', caseId, purpose: 'prepare' as const }
}
type Of = Awaited<ReturnType<typeof opened>>
const keep = (who: Who, of: Of, bytes: Buffer) => attach(register, who, { ...of, fact: 'paper', bytes })
const read = (who: Who, of: Of, id: string) => readAttachment(register, who, { ...of, id })
const note = (who: Who, of: Of, paper: string) =>
  carryOut(
    register,
    who,
    asking({
      procedure: 'departure',
      kind: 'enter',
      step: 'note',
      on: { caseId: of.caseId, event: 1 },
      facts: { paper },
    }),
  )
const refusedAs = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const wav = (bytes: number) => {
  const head = Buffer.from(
    '52494646000000005741564566 6d7420100000000100010044ac00008858010002001000 64617461'.replaceAll(' ', '') +
      '00000000',
    'hex',
  )
  head.writeUInt32LE(bytes - 8, 4)
  head.writeUInt32LE(bytes - head.length, head.length - 4)
  return Buffer.concat([head, randomBytes(bytes - head.length)])
}

test('a file is given back as it was, without what the camera wrote, and lies nowhere in the clear', async () => {
  const of = await opened()
  const words = `Wages were kept. ${randomUUID()}`
  const { id, kind } = await keep(border, of, Buffer.from(words))
  assert.equal(kind, 'text')
  const found = await read(border, of, id)
  assert.equal(found.content.toString(), words)
  const picture = await keep(border, of, jpegFile())
  assert.ok(!(await read(border, of, picture.id)).content.includes(MARKER))
  const { rows } = await owner.query(
    `select (select string_agg(encode(sealed, 'hex'), '') from immigration_enforcement.attachment_chunk) || (select string_agg(a::text, '') from immigration_enforcement.attachment a) as all`,
  )
  for (const sought of [words.slice(0, 20), 'JFIF', 'text/plain'])
    assert.ok(!rows[0].all.includes(Buffer.from(sought).toString('hex')) && !rows[0].all.includes(sought), sought)
})

test('a file of several chunks comes back whole; one bit, one chunk or their order changed, and nothing is shown', async () => {
  const of = await opened()
  const bytes = wav(2_500_000)
  const { id } = await keep(border, of, bytes)
  assert.deepEqual((await read(border, of, id)).content, bytes)
  const chunks = `from immigration_enforcement.attachment_chunk where attachment_id = '${id}'`
  const changes = [
    [
      'update immigration_enforcement.attachment_chunk set sealed = set_byte(sealed, 99, get_byte(sealed, 99) # 1) where attachment_id = $1 and no = 2',
      'a bit',
    ],
    ['delete from immigration_enforcement.attachment_chunk where attachment_id = $1 and no = 3', 'the end'],
    [
      'update immigration_enforcement.attachment_chunk set no = case no when 1 then 12 else 11 end where attachment_id = $1 and no < 3',
      'the order',
    ],
  ] as const
  for (const [change, what] of changes) {
    const kept = (await owner.query(`select no, sealed ${chunks}`)).rows
    await owner.query(change, [id])
    await assert.rejects(read(border, of, id), () => true, what)
    await owner.query(`delete ${chunks}`)
    for (const { no, sealed } of kept)
      await owner.query('insert into immigration_enforcement.attachment_chunk values ($1, $2, $3)', [id, no, sealed])
  }
  assert.deepEqual((await read(border, of, id)).content, bytes)
})

test('each look at a file is noted, and the person sees it', async () => {
  const of = await opened()
  const { id } = await keep(border, of, await pdfFile('x'))
  await read(border, of, id)
  const looks = await whoLooked(register, { as: 'person', caseId: of.caseId }, of)
  assert.equal(looks.filter(({ kind, role }) => kind === 'attachment' && role === 'border-officer').length, 2)
  await owner.query(
    "alter table firewall.access_record add constraint full_disk check (purpose <> 'inspect') not valid",
  )
  await assert.rejects(read(border, { ...of, purpose: 'inspect' as never }, id))
  await owner.query('alter table firewall.access_record drop constraint full_disk')
})

test('whoever does not read the fact does not read its file, and cannot tell it from one that is not there', async () => {
  const of = await opened()
  const { id } = await keep(border, of, Buffer.from('words'))
  const consul = officer('consular-officer')
  const person: Who = { as: 'person', caseId: of.caseId }
  await putOn(register, person, {
    procedure: 'departure',
    of: { caseId: of.caseId },
    officer: consul.id,
    role: 'consular-officer',
  })
  await assert.rejects(read(consul, of, id), NotFound)
  for (const who of [officer('border-officer', 'another'), { as: 'person', caseId: randomUUID() } satisfies Who]) {
    await assert.rejects(read(who, of, id), NotFound)
    await assert.rejects(keep(who, of, Buffer.from('words')), NotFound)
  }
  await assert.rejects(read(border, of, randomUUID()), NotFound)
  const other = await opened()
  await assert.rejects(read(border, other, id), NotFound)
  assert.equal((await read(person, { ...of, purpose: 'own-data' as never }, id)).content.toString(), 'words')
})

test('a step names a file of its own case, and no other', async () => {
  const [of, other] = [await opened(), await opened()]
  const { id } = await keep(border, other, Buffer.from('words'))
  for (const paper of [randomUUID(), id])
    await assert.rejects(note(border, of, paper), (error) => {
      assert.ok(error instanceof Refused)
      assert.deepEqual(
        error.refusals.map(({ fact, rule }) => `${fact}: ${rule}`),
        ['paper: no-such-file'],
      )
      return true
    })
  assert.equal((await note(border, other, id)).event, 2)
})

test('the same file in two cases has nothing in common, and twice in one is once', async () => {
  const [one, two] = [await opened(), await opened()]
  const bytes = Buffer.from(`the same ${randomUUID()}`)
  const first = await keep(border, one, bytes)
  assert.equal((await keep(border, one, bytes)).id, first.id)
  const second = await keep(border, two, bytes)
  assert.notEqual(second.id, first.id)
  const { rows } = await owner.query(
    'select count(*)::int as n, count(distinct sealed)::int as kinds from immigration_enforcement.attachment_chunk where attachment_id = any($1)',
    [[first.id, second.id]],
  )
  assert.deepEqual(rows, [{ n: 2, kinds: 2 }])
})

test('what is empty, too large, of another kind or locked is refused with its reason, and nothing is kept', async () => {
  const of = await opened()
  await assert.rejects(keep(border, of, Buffer.alloc(0)), refusedAs('file-empty'))
  await assert.rejects(keep(border, of, Buffer.alloc(25 * 1024 * 1024 + 1)), refusedAs('file-too-large'))
  await assert.rejects(keep(border, of, Buffer.from('MZ\x90\0\x03', 'latin1')), refusedAs('file-kind-refused'))
  // What is sealed to others cannot be looked at.
  const sealed = Buffer.from('age-encryption.org/v1\n-> X25519 invented\n')
  await assert.rejects(keep(border, of, sealed), refusedAs('file-kind-refused'))
  await assert.rejects(keep(border, of, Buffer.from('%PDF-1.7\nrubbish')), refusedAs('file-damaged'))
  await assert.rejects(attach(register, border, { ...of, fact: 'reasons', bytes: Buffer.from('x') }), NotFound)
  const { rows } = await owner.query(
    'select count(*)::int as n from immigration_enforcement.attachment where case_id = $1',
    [of.caseId],
  )
  assert.equal(rows[0].n, 0)
})

test('the files of one case come to no more than a hundred megabytes, however many come at once', async () => {
  const of = await opened()
  await owner.query(
    "insert into immigration_enforcement.attachment select gen_random_uuid(), $1, 'paper', gen_random_uuid(), '', gen_random_uuid(), 25000000, 1, now() from generate_series(1, 4)",
    [of.caseId],
  )
  const outcomes = await Promise.allSettled(
    [wav(3_000_000), wav(3_000_000), wav(3_000_000)].map((bytes) => keep(border, of, bytes)),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') assert.ok(refusedAs('case-too-large')(outcome.reason))
})

test('a file is forgotten with its case, and with its own key alone', async () => {
  const of = await opened()
  const [one, two] = [await keep(border, of, Buffer.from('one')), await keep(border, of, Buffer.from('two'))]
  const { rows } = await owner.query(
    'select file_key_id from immigration_enforcement.attachment where attachment_id = $1',
    [one.id],
  )
  register.vault.destroy(rows[0].file_key_id)
  await assert.rejects(read(border, of, one.id))
  assert.equal((await read(border, of, two.id)).content.toString(), 'two')
  await owner.query('update immigration_enforcement.departure set erased = true where case_id = $1', [of.caseId])
  for (const table of ['attachment where case_id = $1', 'attachment_chunk where attachment_id = $1'])
    assert.equal(
      (
        await owner.query(`select from immigration_enforcement.${table}`, [
          table.includes('case_id') ? of.caseId : two.id,
        ])
      ).rowCount,
      0,
    )
  await assert.rejects(read(border, of, two.id), NotFound)
})

test('a file is given out as a download that no browser opens, and under no name that tells whose it is', async () => {
  const of = await opened()
  const { id } = await keep(border, of, Buffer.from('words'))
  const headers = downloadHeaders(await read(border, of, id))
  assert.equal(headers['content-disposition'], 'attachment; filename="file.txt"')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(headers['content-security-policy'] ?? '', /^sandbox/)
  assert.equal(headers['cache-control'], 'no-store')
})
