/**
 * `npm run promises`: runs the tests of each reliability promise, by its number, and says of each what was tried and whether it holds. What is
 * built in part says what is missing; what is not built says so, and never counts as kept. P1 gets the
 * 200 kills it asks for, unless OBSERVANCE_KILLS says otherwise, and P9 its 10,000 crossings (OBSERVANCE_INTERLEAVINGS),
 * P14 each column of twenty rows (OBSERVANCE_CHANGED_ROWS),
 * P25 100 populations and every declared table of two years (OBSERVANCE_POPULATIONS, OBSERVANCE_RELEASES),
 * P19 a thousand people in the dumps of several compartments (OBSERVANCE_LINKED), P2 500 commands (OBSERVANCE_ACKNOWLEDGED), P7 1,000 histories (OBSERVANCE_CLOCK_HISTORIES),
 * P5 10,000 ends of time (OBSERVANCE_CLOCKS), P8 10,000 histories (OBSERVANCE_WATCHED), P11 1,000 trials of fifty (OBSERVANCE_TRIALS),
 * P20 every purpose of roles that are given nothing too (OBSERVANCE_MATRIX),
 * P26 1,000 words (OBSERVANCE_MARKERS), P19 5,000 sequences and 10,000 samples (OBSERVANCE_WORLDS, OBSERVANCE_SAMPLES), and 200 rounds
 * of histories with several at once over HTTP (OBSERVANCE_HISTORIES).
 */
import { join } from 'node:path'
import { run } from 'node:test'
import { CLUSTER_VARIABLE, startTestCluster } from './store.ts'

const ROOT = join(import.meta.dirname, '..')
const PROMISES = 29

interface Kept {
  readonly says: string
  readonly files: readonly string[]
  /** Names of the tests among those of the files; all of them where absent. */
  readonly tests?: RegExp
  /** What of the promise has no test yet. */
  readonly missing?: string
}

const KEPT: Readonly<Record<number, Kept>> = {
  1: {
    says: 'every acknowledged command survives kill -9 of server and database',
    files: ['src/web/kill.test.ts', 'src/web/api/kill.test.ts'],
  },
  2: {
    says: 'no command is acknowledged before the log of the database is flushed beyond it, as the database says and as strace sees its syncs; a database that could lose one is refused',
    files: ['src/store/start.test.ts', 'src/web/api/flushed.test.ts'],
    tests: /is refused until it is on|before it has written|^P2/,
  },
  3: {
    says: 'a command is wholly there or wholly absent: with its history; in the registers with clocks, key, ledger and access record',
    files: ['src/web/kill.test.ts', 'src/web/api/kill.test.ts'],
  },
  4: {
    says: 'no detention without its clocks, by 200 statements of every role by hand',
    files: ['src/register/commit/direct-sql.test.ts'],
    tests: /^P4/,
  },
  5: {
    says: 'three schedulers at once, killed with -9 one after another, make each effect of a clock exactly once',
    files: ['src/register/scheduler.test.ts', 'src/register/killed-schedulers.test.ts'],
    tests: /^P5/,
  },
  6: {
    says: 'what is overdue is shown with no scheduler running',
    files: ['src/web/pages.test.ts', 'src/web/api/hostile.test.ts'],
    tests: /which reports are overdue|^P6/,
  },
  7: {
    says: 'with a clock that is behind, ahead or gaining, and after restarts, nothing protective is late and nothing adverse early; what was found late stays so where the database’s clock goes back; an end is the same moment to database and judgement, over leap days and changes of the clock in four zones',
    files: [
      'src/web/api/wrong-clock.test.ts',
      'src/register/clock-back.test.ts',
      'src/register/commit/law-times.test.ts',
    ],
    tests: /^P7/,
    missing: 'a database process whose own clock is wrong, from its start to its end',
  },
  8: {
    says: 'clocks worked out from the events alone agree with the rows over random histories; a changed row is named, and a rule of the scheduler that is off raises an alarm',
    files: ['src/register/watchdog.test.ts', 'src/register/judgement/clocks.test.ts'],
  },
  9: {
    says: 'no departure is acknowledged once a hold or an appeal is, in whatever order they cross, in the database and over HTTP, at the least isolation of transactions that PostgreSQL has',
    files: [
      'src/register/commit/hold.test.ts',
      'src/register/commit/giving-way.test.ts',
      'src/web/api/crossings.test.ts',
    ],
    tests: /^P9|two officers remove|a sign|same bits|bits of a person|under the same key/,
  },
  10: {
    says: 'on a full disk nothing acknowledged is lost, pages are read, and with space back it goes on by itself',
    files: ['src/web/disk-full.test.ts'],
  },
  11: {
    says: 'the same submission, sent again, fifty times at once or after a restart, makes one event',
    files: ['src/register/commit/command.test.ts', 'src/register/command.test.ts'],
    tests: /same submission|key used again|^P11/,
  },
  13: {
    says: 'after an old backup nothing is signed until the loss is declared in the log',
    files: [
      'src/ledger/log/gap.test.ts',
      'src/ledger/log/ask-witness.test.ts',
      'src/register/erasure/old-backup.test.ts',
    ],
    tests: /old backup|declared loss|begins anew|before the log was begun|put back/,
  },
  14: {
    says: 'whatever somebody with the whole database changes in a log or under it is found',
    files: [
      'src/ledger/check/self-check.test.ts',
      'src/register/records/live-records.test.ts',
      'src/register/records/looks.test.ts',
    ],
  },
  15: {
    says: 'a log rewritten with its true key is neither signed nor cosigned',
    files: ['src/ledger/log/gap.test.ts', 'src/ledger/witness/witness.test.ts'],
    tests: /^P15/,
  },
  16: {
    says: 'nobody sets the time recorded; what is claimed is kept apart, and each correction is another entry',
    files: ['src/register/commit/direct-sql.test.ts', 'src/register/command.test.ts'],
    tests: /^P16/,
  },
  17: {
    says: 'Node, a browser and a second program in another language agree on each of 1,000 damaged proofs',
    files: [
      'src/ledger/core/another-verifier.test.ts',
      'src/ledger/core/bundle.test.ts',
      'src/ledger/core/note.test.ts',
      'src/ledger/core/tree.test.ts',
      'src/ledger/verifier/verifier.test.ts',
    ],
  },
  18: {
    says: 'a complaint deleted with the whole database is proved by whoever filed it, and missed by the self-check',
    files: ['src/web/complaint/proof.test.ts'],
  },
  19: {
    says: 'enforcement learns nothing of school, victims or complaints: two worlds, every route, every byte, and the time it takes; two dumps do not join by order, moment, length or identifier (D1 to D6)',
    files: [
      'src/web/two-worlds.test.ts',
      'src/register/linking.test.ts',
      'src/register/oversight/checkpoint.test.ts',
      'src/register/even-log.test.ts',
    ],
    missing: 'health and shelters, which have no procedure yet',
  },
  20: {
    says: 'a route is closed to every role that its rule does not name, and a fact to every role without its grant, for every purpose',
    files: ['src/web/who-may.test.ts', 'src/web/api/who-may.test.ts', 'src/web/matrix.test.ts'],
  },
  21: {
    says: 'a protected file or a case does not leave before its reading is recorded',
    files: ['src/obligations/evidence.test.ts', 'src/register/command.test.ts', 'src/web/disk-full.test.ts'],
    tests: /cannot be read where the reading cannot be recorded|^P21|on a full disk/,
  },
  22: {
    says: 'no input reaches SQL as text: every statement of the source is read, and every parameter of the API is tried',
    files: ['tests/sql-text.test.ts', 'src/firewall/injection.test.ts', 'src/web/api/hostile.test.ts'],
    tests: /^P22|reader sees|inject/,
    missing: 'an attack by a tool of somebody else',
  },
  23: {
    says: 'a stolen cookie does no serious act in a register, makes nobody an officer and gives no post, and dies at once with its account, at sign-out and at the next sign-in',
    files: [
      'src/firewall/session.test.ts',
      'src/web/signin/openid.test.ts',
      'src/procedures/checks/serious.test.ts',
      'src/firewall/passkey/signing.test.ts',
      'src/register/commit/signature.test.ts',
      'src/web/passkeys/passkeys.test.ts',
      'src/obligations/people/unsigned.test.ts',
    ],
    tests:
      /signed out at once|signs out for good|put into the browser|gives itself no rights|has signed|signature is no other|^P23/,
    missing: 'reports and releases of tables, which are sent and reviewed without a passkey',
  },
  24: {
    says: 'one account cannot harvest: the sixty-first person of an hour is refused with an alarm, and a canary sings at the first touch',
    files: ['src/firewall/access.test.ts', 'src/web/api/hostile.test.ts'],
    tests: /^P24|canary/,
  },
  25: {
    says: 'published tables single nobody out: no group below five by exact search on small areas, no difference below ten over pairs of tables and releases, declared ones among them, nothing by asking again',
    files: [
      'src/statistics/attack/attack.test.ts',
      'src/statistics/attack/declared-tables.test.ts',
      'src/statistics/gates/differencing.test.ts',
      'src/statistics/gates/certainty.test.ts',
      'src/statistics/perturbation/perturb.test.ts',
    ],
    tests: /^P25|every pair of random tables|asking a thousand times/,
  },
  26: {
    says: 'what a destroyed key sealed stays shut, and proofs hold',
    files: [
      'src/register/seal/seal.test.ts',
      'src/ledger/check/self-check.test.ts',
      'src/register/erasure/erase.test.ts',
      'src/register/erasure/old-backup.test.ts',
    ],
    tests: /destroyed key|erased record|^P26|nothing is left/,
    missing:
      'codes and dates in old backups, which expire; facts that go before their case, which nothing carries out yet',
  },
  27: {
    says: 'no address and no header of whoever complained is in any file of the server or in what it says',
    files: ['src/web/complaint/trace.test.ts'],
    tests: /^P27/,
    missing: 'the memory of the process, and a proxy in front',
  },
  28: {
    says: 'the operator with every file and key of the server reads no complaint',
    files: ['src/web/complaint/trace.test.ts'],
    tests: /^P28/,
  },
  29: {
    says: 'public pages work without JavaScript, at 320 px, with no serious accessibility finding; the forms on which much depends by keyboard alone',
    files: ['src/web/pages.test.ts', 'src/web/complaint/browser.test.ts', 'src/web/keyboard.test.ts'],
    tests: /no serious accessibility finding|^P29/,
    missing: 'a walk by keyboard through every form of every procedure',
  },
}

interface Count {
  readonly passed: number
  readonly failed: number
  readonly seconds: number
}

const ALL = Array.from({ length: PROMISES }, (_, index) => index + 1)
/** `npm run promises -- 5 8`: these alone. */
const asked = process.argv.slice(2).map(Number)
if (asked.some((number) => !ALL.includes(number))) throw new Error(`a promise has a number from 1 to ${PROMISES}`)

const cluster = await startTestCluster()
process.env[CLUSTER_VARIABLE] = cluster.dataFolder
process.env.OBSERVANCE_KILLS ??= '200'
process.env.OBSERVANCE_INTERLEAVINGS ??= '10000'
process.env.OBSERVANCE_CHANGED_ROWS ??= '20'
process.env.OBSERVANCE_MARKERS ??= '1000'
process.env.OBSERVANCE_MATRIX ??= 'whole'
process.env.OBSERVANCE_WORLDS ??= '5000'
process.env.OBSERVANCE_SAMPLES ??= '10000'
process.env.OBSERVANCE_HISTORIES ??= '200'
process.env.OBSERVANCE_POPULATIONS ??= '100'
process.env.OBSERVANCE_RELEASES ??= '1'
process.env.OBSERVANCE_LINKED ??= '1000'
process.env.OBSERVANCE_ACKNOWLEDGED ??= '500'
process.env.OBSERVANCE_CLOCK_HISTORIES ??= '1000'
process.env.OBSERVANCE_CLOCKS ??= '10000'
process.env.OBSERVANCE_WATCHED ??= '10000'
process.env.OBSERVANCE_TRIALS ??= '1000'
const counted = new Map<string, Count>()
const sums = { whole: 0, part: 0, failed: 0 }
try {
  for (const number of asked.length > 0 ? asked : ALL) await play(number, KEPT[number])
} finally {
  await cluster.stop()
}
console.log(
  `\n${sums.whole} hold, ${sums.part} hold in part, ${sums.failed} fail, ${PROMISES - Object.keys(KEPT).length} not built yet`,
)
process.exitCode = sums.failed === 0 ? 0 : 1

/** Says what the promise is, what its tests tell as they tell it (what was tried, how often, the bound it proves, each failure), and whether it holds. */
async function play(number: number, kept: Kept | undefined): Promise<void> {
  if (kept === undefined) return console.log(`P${number} not built yet`)
  console.log(`P${number} ${kept.says}`)
  const { passed, failed, seconds } = await countOf(kept)
  const holds = failed === 0 && passed > 0
  const kind = kept.missing === undefined ? 'whole' : 'part'
  sums[holds ? kind : 'failed']++
  const word = holds ? { whole: 'holds', part: 'holds in part' }[kind] : 'FAILS'
  const rest = kept.missing === undefined ? '' : ` Not built yet: ${kept.missing}.`
  tell(`${word}: ${passed} passed, ${failed} failed in ${seconds} s (${kept.files.join(', ')}).${rest}`)
}

function tell(text: string): void {
  for (const line of text.split('\n')) if (line.trim() !== '') console.log(`    ${line}`)
}

/** The same tests for two promises are played once. */
async function countOf(kept: Kept): Promise<Count> {
  const same = `${kept.files.join()} ${kept.tests ?? ''}`
  const known = counted.get(same)
  if (known !== undefined) return known
  const count = await testsOf(kept)
  counted.set(same, count)
  return count
}

function firstLines(text: string): string {
  return text.trim().split('\n').slice(0, 12).join('\n  ')
}

async function testsOf({ files, tests }: Kept): Promise<Count> {
  const from = performance.now()
  let [passed, failed, said] = [0, 0, '']
  const stream = run({
    files: files.map((file) => join(ROOT, file)),
    concurrency: 1,
    ...(tests === undefined ? {} : { testNamePatterns: [tests] }),
  })
  stream.on('test:pass', ({ skip, details }) => {
    if (skip === undefined && details.type !== 'suite') passed++
  })
  stream.on('test:fail', ({ name, details: { error } }) => {
    failed++
    const why = String(error.cause ?? error)
    // A file that fails as a whole says why nowhere else.
    tell(`FAILED ${name}: ${firstLines(why === 'test failed' ? said : why)}`)
  })
  stream.on('test:stdout', ({ message }) => tell(message))
  stream.on('test:stderr', ({ message }) => {
    said = `${said}${message}`.slice(-4_000)
  })
  for await (const _ of stream);
  return { passed, failed, seconds: Math.round((performance.now() - from) / 1000) }
}
