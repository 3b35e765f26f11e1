/**
 * A full disk: nothing is said to be saved that is not, and with space back it goes on by itself. Needs a small file system of its own, so it is skipped, and says why, where that may not be mounted.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newDataFolder, ownerOf, startServer, usedDataFolder } from '../../tests/server.ts'
import { visitor } from '../../tests/visitor.ts'
import { stage } from './api/fixtures/play.ts'

const folder = newDataFolder()
const disk = join(folder, 'small')
mkdirSync(disk)
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0755', 'tmpfs', disk], { encoding: 'utf8' })
chmodSync(folder, 0o755)
const skip =
  mounted.status === 0 ? false : `no small file system could be mounted: ${mounted.stderr?.trim() ?? 'no mount'}`

test('on a full disk nothing acknowledged is lost, what is refused says so, and with space back it goes on by itself', {
  skip,
}, async (context) => {
  // Out of the tree at once, whatever still runs in it.
  context.after(() => spawnSync('umount', ['-l', disk]))
  const data = await usedDataFolder(disk)
  const server = await startServer({ env: { OBSERVANCE_DATA: data } })
  const person = visitor(server.address)
  await person.signIn('secretariat')
  await person.get('/language/en?back=/')
  const form = await person.get('/obligations/CMW.AZE.3.16(a)/measure')
  const obligation = /name="obligations"[\s\S]*?([0-9a-f]{8}-[0-9a-f-]{27})/.exec(form.body)?.[1] ?? ''
  const acknowledged: string[] = []
  const save = async () => {
    const title = `Written ${randomUUID()}`
    // Text that does not pack, so that each takes its room.
    const description = randomBytes(4000).toString('hex')
    const fields = {
      title,
      description,
      obligations: obligation,
      state: 'planned',
      sharing: 'officials',
      institution: '',
    }
    const answer = await person.post('/obligations/CMW.AZE.3.16(a)/measure', fields)
    if (answer.status === 303) acknowledged.push(title)
    return answer
  }
  assert.equal((await save()).status, 303)
  const { officers, apprehend } = await stage(server.address)
  const { police } = officers
  const { id: caseId } = await apprehend()
  const looks = async () => {
    const owner = await ownerOf(data)
    const { rows } = await owner.query<{ n: number }>(
      'select count(*)::int as n from firewall.access_record where subject = $1',
      [caseId],
    )
    await owner.end()
    return rows[0]?.n ?? 0
  }
  const looksBefore = await looks()
  const filler = join(data, 'filler')
  fillUp(filler)
  let refused = await save()
  while (refused.status === 303) refused = await save()
  assert.equal(refused.status, 503, refused.body)
  assert.match(refused.body, /Nothing was saved/)
  // P10: what is public is read on. P21: of a case nothing is given but with its record.
  const statusOf = async (path: string) => {
    const answer = await fetch(server.address + path)
    await answer.text() // what nobody reads breaks off when the server stops
    return answer.status
  }
  const read = await Promise.all(['/', '/obligations', '/safeguards'].map(statusOf))
  assert.deepEqual(read, [200, 200, 200])
  let given = 0
  for (let tries = 0; tries < 5; tries++) {
    const answer = await police('detention.read', { in: { case: caseId, purpose: 'review' } })
    if (answer.status === 200) given++
    else {
      assert.equal(answer.status, 503)
      assert.doesNotMatch(JSON.stringify(answer.body), /"facts"|libertyLost|nationality/)
    }
  }
  rmSync(filler)
  while ((await statusOf('/obligations')) !== 200) await sleep(100)
  while ((await save()).status !== 303) await sleep(100)
  assert.equal((await looks()) - looksBefore, given, 'each look that was answered is recorded')
  const owner = await ownerOf(data)
  const { rows } = await owner.query<{ title: string }>(
    "select title from followup.measure where title like 'Written %'",
  )
  await owner.end()
  const titles = rows.map(({ title }) => title)
  assert.deepEqual(
    acknowledged.filter((title) => !titles.includes(title)),
    [],
  )
  server.signal('SIGTERM')
  assert.equal((await server.ended).code, 0)
})

/** Writes until nothing more fits. */
function fillUp(path: string): void {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(64 * 1024)
  try {
    for (;;) writeSync(file, block)
  } catch {
    // Full, as intended.
  } finally {
    closeSync(file)
  }
}
