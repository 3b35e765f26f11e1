/** The watchdog beside the server ends when it is told to: the server waits for it, and would never stop. */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer, usedDataFolder } from '../../tests/server.ts'

const data = await usedDataFolder()

test('a watchdog that the server has started ends with SIGTERM, and with the server', async () => {
  const server = await startServer({ env: { OBSERVANCE_DATA: data } })
  for (const end of ['SIGTERM', 'disconnect'] as const) {
    const child = fork(join(import.meta.dirname, '../cli.js'), ['watchdog'], {
      env: { ...process.env, OBSERVANCE_DATA: data },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    const ended = once(child, 'exit')
    await once(child.stdout ?? assert.fail('it says nothing'), 'data') // it watches
    if (end === 'SIGTERM') child.kill(end)
    else child.disconnect()
    const [code] = (await Promise.race([ended, sleep(60_000, ['still there'])])) as [unknown]
    child.kill('SIGKILL')
    assert.equal(code, 0, end)
  }
  server.signal('SIGTERM')
  await server.ended
})
