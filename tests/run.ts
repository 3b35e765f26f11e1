/**
 * `npm test`: types, lint, then every test file on one database cluster. Says which files took most processor time, and closes
 * with one line: "N passed, N failed". Arguments name files, to run only those: `npm test -- src/store/store.test.ts`.
 */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { NOTES_VARIABLE, notedIn, secondsOf } from './processor-time.ts'
import { CLUSTER_VARIABLE, postmasterOf, startTestCluster } from './store.ts'

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')

// Each file is a process: what all of them import is compiled by the first.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.cache/compiled')

/**
 * Two more than there are processors: much of a test is waiting for a database, a browser, a server that starts. The four files with
 * most connections have 80 together, of 120 that the database takes.
 */
const AT_ONCE = availableParallelism() + 2

/** Begun first, the longest before the others: one that begins last keeps the other processors waiting for it. */
const LONG = [
  'src/documents/intake/isolated.test.ts',
  'src/web/documents/large-upload.test.ts',
  'src/web/two-worlds.test.ts',
  'src/web/serve.test.ts',
  'src/store/start.test.ts',
  'src/cli/cli.test.ts',
  'src/web/rubbish.test.ts',
  'src/web/demonstration-cases.test.ts',
  'src/web/matrix.test.ts',
  'src/cli/ledger.test.ts',
  'src/web/pages.test.ts',
  'src/web/passkeys/passkeys.test.ts',
  'src/web/kill.test.ts',
  'src/web/api/kill.test.ts',
]

const named = process.argv.slice(2)
const files = named.length > 0 ? named : allFiles()

const counts = { passed: 0, failed: 0 }
const seconds = new Map<string, number>()
let processor: ReadonlyMap<string, number> = new Map()
let databaseSeconds = 0

if (named.length === 0) {
  check('types', 'tsc', ['--noEmit'])
  check('lint and format', 'biome', ['check', '--error-on-warnings', '.'])
}
await tests()
if (files.length > 1) sayLongest()
console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1

function allFiles(): readonly string[] {
  const found = globSync(['src/**/*.test.ts', 'tests/**/*.test.ts'], { cwd: ROOT }).toSorted()
  return [...LONG.filter((file) => found.includes(file)), ...found.filter((file) => !LONG.includes(file))]
}

function check(name: string, command: string, parameters: readonly string[]): void {
  const done = spawnSync(join(BIN, command), parameters, { cwd: ROOT, stdio: 'inherit' })
  console.log(`${done.status === 0 ? '✔' : '✖'} ${name}`)
  counts[done.status === 0 ? 'passed' : 'failed']++
}

async function tests(): Promise<void> {
  const cluster = await startTestCluster()
  process.env[CLUSTER_VARIABLE] = cluster.dataFolder
  const notes = join(cluster.dataFolder, 'processor-time')
  process.env[NOTES_VARIABLE] = notes
  try {
    const stream = run({
      files: files.map((file) => join(ROOT, file)),
      // Loading a few hundred files makes much that stays: with room for it, an eighth less processor time.
      execArgv: ['--min-semi-space-size=16', '--import', join(import.meta.dirname, 'processor-time.ts')],
      concurrency: AT_ONCE,
      timeout: 300_000,
    })
    stream.on('test:complete', (event) => noteFile(event))
    stream.on('test:pass', (event) => countLeaf(event, 'passed'))
    stream.on('test:fail', (event) => countLeaf(event, 'failed'))
    const shown = stream.compose(new spec())
    for await (const text of shown) process.stdout.write(text)
  } finally {
    processor = notedIn(notes)
    databaseSeconds = secondsOf(postmasterOf(cluster.dataFolder))
    await cluster.stop()
  }
}

/** A file is not a test of its own unless it fails before its first test. */
function countLeaf(event: { skip?: string | boolean; details: { type?: string } }, outcome: 'passed' | 'failed'): void {
  if (event.details.type === 'suite' || event.skip !== undefined) return
  counts[outcome]++
}

/** When a file has ended, there is an event in its own name. */
function noteFile({ name, details }: { name: string; details: { duration_ms: number } }): void {
  const file = relative(ROOT, name)
  if (files.includes(file)) seconds.set(file, details.duration_ms / 1000)
}

/** For whoever wonders where the time goes. By the clock they are together more than the run: several files run at once. */
function sayLongest(): void {
  const taken = (file: string) => processor.get(join(ROOT, file)) ?? 0
  const most = [...seconds.keys()].toSorted((a, b) => taken(b) - taken(a)).slice(0, 20)
  console.log('\nThe files that took most processor time, and how long they took by the clock:')
  for (const file of most) console.log(`${inSeconds(taken(file))}  ${inSeconds(seconds.get(file) ?? 0)}  ${file}`)
  const all = [...processor.values()].reduce((sum, one) => sum + one, 0)
  console.log(`${inSeconds(all)}  all files`)
  console.log(`${inSeconds(databaseSeconds)}  their database`)
}

function inSeconds(count: number): string {
  return `${count.toFixed(0).padStart(5)} s`
}
