/** The command as a person types it: a real child process, its two streams and its exit code. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newDataFolder } from '../../tests/server.ts'
import { UnDocument } from '../documents/index.ts'
import { openSession } from '../firewall/index.ts'
import { asOperator, openStore, systemReader } from '../store/index.ts'

const data = newDataFolder()
const folder = mkdtempSync(join(tmpdir(), 'obs-cli-'))
// As beside a running server: its database is started once, not by each command.
const store = await openStore({ port: 0, dataFolder: data, databaseUrl: null })
after(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

interface Done {
  readonly code: number | null
  readonly out: string
  readonly errors: string
}

async function observance(...parameters: readonly string[]): Promise<Done> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.js'), ...parameters], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', OBSERVANCE_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const [code] = await once(child, 'close')
  return { code: typeof code === 'number' ? code : null, out, errors }
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** A sentence or two on one line, and nothing that only a developer reads. */
function assertOneSentence({ errors }: Done, said: RegExp): void {
  assert.match(errors, said)
  assert.equal(errors.trim().split('\n').length, 1, errors)
  assert.doesNotMatch(errors, /\bat .*:\d+:\d+|^Error/m)
}

const DOCUMENT = `CMW/C/ISL/CO/1

Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families

Concluding observations on the first periodic report of Iceland

1. The Committee considered the report at its 1st meeting.

2. The Committee recommends that the State party:

(a) Brighten the lanterns of every harbour;

(b) Count the lanterns each year.
`

for (const command of ['parse', 'import', 'search', 'report', 'matrix', 'backup', 'restore', 'serve'])
  test(`${command} --help tells how it is used and ends with 0`, async () => {
    const done = await observance(command, '--help')
    assert.equal(done.code, 0)
    assert.match(done.out, new RegExp(`^Usage: observance ${command}`))
    assert.equal(done.errors, '')
  })

test('an unknown option, an unknown command and a missing file are wrong use: 2, and said on stderr', async () => {
  for (const parameters of [['parse', 'x.txt', '--colour'], ['lantern'], ['parse'], ['import']]) {
    const done = await observance(...parameters)
    assert.equal(done.code, 2, parameters.join(' '))
    assert.equal(done.out, '')
    assert.match(done.errors, /^error: .+/)
  }
})

test('parse --json prints the model and nothing else', async () => {
  const done = await observance('parse', file('lanterns.txt', DOCUMENT), '--json')
  assert.deepEqual([done.code, done.errors], [0, ''])
  const model = UnDocument.parse(JSON.parse(done.out))
  assert.deepEqual(
    [model.symbol, model.state, model.recommendations.map(({ id }) => id)],
    ['CMW/C/ISL/CO/1', 'ISL', ['2(a)', '2(b)']],
  )
})

test('parse refuses in one sentence what is not there, no document, damaged or empty', async () => {
  for (const [path, said] of [
    [join(folder, 'none.txt'), /cannot be read\. There is no such file\./],
    [folder, /cannot be read\. It is a folder\./],
    [file('empty.txt', ''), /The file is empty\./],
    [file('damaged.docx', 'PK\u0003\u0004 and no more'), /damaged or incomplete/],
    [file('picture.png', Buffer.from('89504e470d0a1a0a0000', 'hex')), /a picture \(PNG\)/],
    [file('rows.json', '[{"Symbol":"CRC/C/ISL/CO/1","Text":"1. Mend it."}]'), /import it as an index export/],
  ] as const) {
    const done = await observance('parse', path, '--json')
    assert.deepEqual([done.code, done.out], [1, ''], path)
    assertOneSentence(done, said)
  }
})

test('a document imported twice is saved once; a corrected one waits for a person, or for --accept-changes', async () => {
  const path = file('observations.txt', DOCUMENT)
  const first = await observance('import', path)
  assert.deepEqual([first.code, first.out], [0, 'CMW/C/ISL/CO/1 is saved: 2 recommendations.\n'], first.errors)
  assert.match(first.errors, /^In the name of .+\.\n$/, 'an invented person, and it is said whose name')
  const again = await observance('import', path)
  assert.deepEqual([again.code, again.out], [0, 'CMW/C/ISL/CO/1 was here already; nothing has changed.\n'])
  const changed = file('corrected.txt', DOCUMENT.replace('every harbour', 'each harbour'))
  const refused = await observance('import', changed)
  assert.deepEqual([refused.code, refused.out], [1, ''])
  assert.match(refused.errors, /1 lines? differs? from the saved document.*Nothing was saved\./)
  const taken = await observance('import', changed, '--accept-changes')
  assert.equal(taken.code, 0, taken.errors)
})

test('a doubtful document is refused with each doubt named, and nothing is saved', async () => {
  const done = await observance(
    'import',
    file('doubtful.txt', DOCUMENT.replace('CMW/C/ISL/CO/1\n', '').replace('2. The', '4. The')),
  )
  assert.deepEqual([done.code, done.out], [1, ''])
  assert.match(done.errors, /doubt at .+\n/)
  assert.match(done.errors, /--despite-doubts\. Nothing was saved\.\n$/)
})

test('rows of the Human Rights Index come in, refused ones named on stderr; the same export again changes nothing', async () => {
  const row = (n: number, change: object = {}) => ({
    AnnotationId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    Symbol: 'CRC/C/AZE/CO/9',
    Text: `${n}. Keep the ${n}th footbridge open.`,
    AnnotationType: 'Recommendations',
    Countries: ['Azerbaijan'],
    Body: 'CRC',
    ...change,
  })
  const rows = [row(1), row(2), row(3, { Text: 'Annex' }), row(4, { Countries: ['Georgia'], Symbol: 'CRC/C/GEO/CO/9' })]
  const path = file('export.json', JSON.stringify(rows))
  const first = await observance('import', path)
  assert.deepEqual(
    [first.code, first.out],
    [0, '2 new, 0 met what was here, 0 changed, 0 unchanged, 2 refused.\n'],
    first.errors,
  )
  assert.match(first.errors, /row 3 refused: "Annex" is no recommendation\nrow 4 refused: it is about GEO, not AZE\n/)
  const again = await observance('import', path)
  assert.equal(again.out, '0 new, 0 met what was here, 0 changed, 2 unchanged, 2 refused.\n')
})

test('an import in the name of nobody, or of one who may not, is refused', async () => {
  const path = file('observations.txt', DOCUMENT)
  const done = await observance('import', path, '--as', 'nobody@example.org')
  assert.deepEqual([done.code, done.out], [1, ''])
  assertOneSentence(
    done,
    /No open account of the secretariat has the address nobody@example\.org\. Nothing was saved\./,
  )
})

test('what was imported is found; a report that is not there is refused', async () => {
  const found = await observance('search', 'lanterns', '--json')
  assert.equal(found.code, 0)
  assert.ok(Array.isArray(JSON.parse(found.out)))
  const none = await observance('report', '00000000-0000-4000-8000-000000000000')
  assert.deepEqual([none.code, none.out], [1, ''])
  assertOneSentence(none, /no such thing, or it is not public/)
})

test('matrix and backup write a new file and leave an old one as it is; a damaged backup restores nothing', async () => {
  const matrix = join(folder, 'matrix.xlsx')
  assert.equal((await observance('matrix', '--out', matrix)).code, 0)
  assert.equal(readFileSync(matrix).subarray(0, 2).toString(), 'PK')
  const before = readFileSync(matrix)
  const again = await observance('matrix', '--out', matrix)
  assert.equal(again.code, 1)
  assertOneSentence(again, /exists already and was left as it is/)
  assert.deepEqual(readFileSync(matrix), before)
  const backup = join(folder, 'all.backup')
  assert.equal((await observance('backup', backup)).code, 0)
  assert.ok(existsSync(backup))
  assert.equal((await observance('backup', backup)).code, 1)
  const damaged = await observance('restore', file('damaged.backup', readFileSync(backup).subarray(0, 1000)))
  assert.deepEqual([damaged.code, damaged.out], [1, ''])
  assertOneSentence(damaged, /./)
})

test('an operator takes the passkeys of somebody who lost them, which ends every session; an address of nobody changes nothing', async () => {
  const owner = await store.ownerClient()
  const [id, email] = [randomUUID(), 'Judge@Court.example']
  try {
    await asOperator(store, systemReader('test'), 'test', async (tx) => {
      const of = { id, email, name: 'A judge', role: 'officer', agency_role: 'judge', office: 'court', language: 'en' }
      await tx.insertInto('account').values(of).execute()
      for (const name of ['Phone', 'Key'])
        await tx
          .insertInto('passkey')
          .values({ account: id, credential_id: randomBytes(16), public_key: randomBytes(64), counter: '0', name })
          .execute()
      await openSession(tx, id)
    })
    const count = async (table: 'passkey' | 'session') =>
      (
        await owner.query(
          `select count(*)::int as n from followup.${table === 'passkey' ? 'passkey' : 'session'} where account = $1`,
          [id],
        )
      ).rows[0].n
    const nobody = await observance('forget-passkeys', 'nobody@court.example')
    assert.equal(nobody.code, 2)
    assertOneSentence(nobody, /no open account with the address nobody@court\.example\. Nothing was changed/)
    assert.deepEqual([await count('passkey'), await count('session')], [2, 1])
    const done = await observance('forget-passkeys', 'judge@court.example')
    assert.deepEqual([done.code, done.errors], [0, ''])
    assert.match(done.out, /^Passkeys taken away: 2\./)
    assert.deepEqual([await count('passkey'), await count('session')], [0, 0])
    const { rows } = await owner.query(
      "select count(*)::int as n from followup.history where action = 'passkey.remove'",
    )
    assert.equal(rows[0].n, 2, 'who looks after accounts sees that they went')
  } finally {
    await owner.end()
  }
})
