/**
 * The database dies, or its disk is full, while somebody saves: the page says that nothing was saved, nothing is, and
 * minutes later everything works as before.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownerOf, postmasterOf, startServer, usedDataFolder } from '../../tests/server.ts'
import { type Answer, type Visitor, visitor } from '../../tests/visitor.ts'

const FORM = '/obligations/CMW.AZE.3.16(a)/measure'

interface Writer {
  readonly save: (title: string, description?: string) => Promise<Answer>
  readonly person: Visitor
}

async function writerAt(address: string): Promise<Writer> {
  const person = visitor(address)
  await person.signIn('secretariat')
  await person.get('/language/en?back=/')
  const form = await person.get(FORM)
  const obligations = /name="obligations"[\s\S]*?([0-9a-f]{8}-[0-9a-f-]{27})/.exec(form.body)?.[1] ?? ''
  const institution = /name="institution"[\s\S]*?value="([A-Z]+)" (?:selected|checked)/.exec(form.body)?.[1] ?? ''
  return {
    person,
    save: (title, description = '') =>
      person.post(FORM, { title, description, obligations, institution, state: 'planned', sharing: 'officials' }),
  }
}

/** Waits until a measure can be saved again, and saves it. */
async function savesAgain({ save }: Writer, title: string): Promise<void> {
  for (let left = 200; left > 0; left--) {
    const answer = await save(title).catch(() => null)
    if (answer?.status === 303) return
    await sleep(100)
  }
  assert.fail('it does not save again')
}

async function titlesIn(data: string): Promise<string[]> {
  const owner = await ownerOf(data)
  const { rows } = await owner.query<{ title: string }>('select title from followup.measure')
  await owner.end()
  return rows.map(({ title }) => title)
}

for (const [what, victim] of [
  ['the process that saves', 'backend'],
  ['the whole database', 'all'],
] as const)
  test(`${what} is killed with -9 in the middle of saving: the page says that nothing was saved, and later it saves`, async () => {
    const data = await usedDataFolder()
    const server = await startServer({ env: { OBSERVANCE_DATA: data } })
    const writer = await writerAt(server.address)
    const holder = await ownerOf(data)
    await holder.query('begin; lock table followup.measure in exclusive mode')
    const answer = writer.save('Cut off')
    const backend = await waitingBackend(data)
    process.kill(backend, 'SIGKILL')
    if (victim === 'all') process.kill(postmasterOf(data), 'SIGKILL')
    const { status, body } = await answer
    assert.equal(status, 503)
    assert.match(body, /Nothing was saved\. It is started again by itself; go back, and try again in a minute/)
    assert.doesNotMatch(body, /terminat|ECONN|\bat \S+ \(/)
    await holder.end().catch(() => undefined)
    await savesAgain(writer, 'Saved later')
    const titles = await titlesIn(data)
    assert.ok(titles.includes('Saved later') && !titles.includes('Cut off'))
    server.signal('SIGTERM')
    await server.ended
  })

async function waitingBackend(data: string): Promise<number> {
  const owner = await ownerOf(data)
  try {
    for (let left = 200; left > 0; left--) {
      const { rows } = await owner.query<{ pid: number }>(
        "select pid from pg_stat_activity where usename = 'observance_web' and wait_event_type = 'Lock'",
      )
      if (rows[0] !== undefined) return rows[0].pid
      await sleep(20)
    }
    return assert.fail('nobody waits')
  } finally {
    await owner.end().catch(() => undefined)
  }
}

/** A disk of its own, small and in memory; null with the reason where the machine does not allow it. */
function smallDisk(megabytes: number): { readonly folder: string } | { readonly reason: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return { reason: 'only root on Linux mounts a small disk' }
  const folder = mkdtempSync(join(tmpdir(), 'obs-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status === 0) {
    after(() => {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    })
    return { folder }
  }
  rmSync(folder, { recursive: true })
  return { reason: `no disk can be mounted here: ${mounted.stderr ?? mounted.error}` }
}

/** Writes until there is no room; others, the demonstration's cases too, write meanwhile. */
function fillWith(path: string): void {
  const file = openSync(path, 'w')
  const piece = Buffer.alloc(64 * 1024)
  try {
    for (;;) writeSync(file, piece)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

test('on a full disk nothing is half saved, each page says so, and with room again everything acknowledged is there', async (context) => {
  const disk = smallDisk(400)
  if ('reason' in disk) return context.skip(disk.reason)
  const data = await usedDataFolder(disk.folder)
  const server = await startServer({ env: { OBSERVANCE_DATA: data } })
  const writer = await writerAt(server.address)
  await savesAgain(writer, 'Before')
  const filler = join(disk.folder, 'filler')
  fillWith(filler)
  const acknowledged: string[] = []
  const refused: Answer[] = []
  for (let left = 400; left > 0 && refused.length < 3; left--) {
    const title = `On a full disk ${left}`
    // Each text is another, so that it takes the room that it seems to.
    const answer = await writer.save(
      title,
      Array.from({ length: 900 }, () => Math.random().toString(36))
        .join(' ')
        .slice(0, 9_900),
    )
    if (answer.status === 303) acknowledged.push(title)
    else refused.push(answer)
  }
  assert.ok(refused.length > 0, 'the disk was full')
  for (const { status, body } of refused) {
    assert.equal(status, 503)
    assert.match(body, /Nothing was saved|Look first whether/)
  }
  rmSync(filler)
  await savesAgain(writer, 'After')
  const titles = await titlesIn(data)
  assert.deepEqual(
    [...acknowledged, 'Before', 'After'].filter((title) => !titles.includes(title)),
    [],
  )
  server.signal('SIGTERM')
  await server.ended
})
