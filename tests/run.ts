/**
 * `npm test`: types, lint, then every test file on one database cluster. Closes with one line: "N passed, N failed".
 * Arguments name files, to run only those: `npm test -- src/store/store.test.ts`.
 */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { CLUSTER_VARIABLE, startTestCluster } from './store.ts'

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')

// Each file is a process: what all of them import is compiled by the first.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.cache/compiled')

const named = process.argv.slice(2)
const files = named.length > 0 ? named : globSync(['src/**/*.test.ts', 'tests/**/*.test.ts'], { cwd: ROOT }).toSorted()

const counts = { passed: 0, failed: 0 }

if (named.length === 0) {
  check('types', 'tsc', ['--noEmit'])
  check('lint and format', 'biome', ['check', '--error-on-warnings', '.'])
}
await tests()
console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1

function check(name: string, command: string, parameters: readonly string[]): void {
  const done = spawnSync(join(BIN, command), parameters, { cwd: ROOT, stdio: 'inherit' })
  console.log(`${done.status === 0 ? '✔' : '✖'} ${name}`)
  counts[done.status === 0 ? 'passed' : 'failed']++
}

async function tests(): Promise<void> {
  const cluster = await startTestCluster()
  process.env[CLUSTER_VARIABLE] = cluster.dataFolder
  try {
    const stream = run({ files: files.map((file) => join(ROOT, file)), concurrency: 2, timeout: 300_000 })
    stream.on('test:pass', (event) => countLeaf(event, 'passed'))
    stream.on('test:fail', (event) => countLeaf(event, 'failed'))
    const shown = stream.compose(new spec())
    for await (const text of shown) process.stdout.write(text)
  } finally {
    await cluster.stop()
  }
}

/** A file is not a test of its own unless it fails before its first test. */
function countLeaf(event: { skip?: string | boolean; details: { type?: string } }, outcome: 'passed' | 'failed'): void {
  if (event.details.type === 'suite' || event.skip !== undefined) return
  counts[outcome]++
}
