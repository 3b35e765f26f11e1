/**
 * `npm run bench`: measures, and prints one table. `npm run bench -- parse report` measures some; `--json FILE` writes
 * the figures too; `--strict` fails where a goal is missed. `--only /plan` measures the pages with that in their address;
 * `--cases 100000` fills the lists with no more than so many; `--keep FOLDER` leaves the filled database there for the next run;
 * `--whole` goes up to 50,000,000 statistical records.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { growth } from './growth.ts'
import { indexImport } from './index-import.ts'
import { ledger } from './ledger.ts'
import { type Figure, type Measurement, ratioOf, verdictOn } from './measurement.ts'
import { pages } from './pages.ts'
import { parse } from './parse.ts'
import { clocks } from './registers/clocks.ts'
import { commands } from './registers/commands.ts'
import { lists } from './registers/lists.ts'
import { report } from './report.ts'
import { start } from './start.ts'
import { gates } from './statistics/gates.ts'
import { released } from './statistics/released.ts'
import { threeWay } from './statistics/three-way.ts'
import { asTable, machine } from './table.ts'

const MEASUREMENTS: readonly Measurement[] = [
  parse,
  report,
  indexImport,
  start,
  pages,
  growth,
  ledger,
  commands,
  lists,
  clocks,
  threeWay,
  released,
  gates,
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    strict: { type: 'boolean', default: false },
    only: { type: 'string' },
    keep: { type: 'string' },
    cases: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
})
const { cases, ...chosen } = values
const asked = positionals.map(
  (name) =>
    MEASUREMENTS.find((one) => one.name === name) ??
    refuse(`There is no measurement "${name}": ${MEASUREMENTS.map((one) => one.name).join(', ')}.`),
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const figures: Figure[] = []
for (const measurement of asked.length === 0 ? MEASUREMENTS : asked) {
  const began = performance.now()
  figures.push(...(await measurement.run({ ...chosen, ...(cases === undefined ? {} : { cases: Number(cases) }) })))
  console.error(`${measurement.name}: ${((performance.now() - began) / 1000).toFixed(0)} s`)
  if (values.json !== undefined) keep(values.json)
}
console.log(machine())
console.log(asTable(figures))
if (values.strict && figures.some((figure) => verdictOn(figure) === 'missed')) process.exitCode = 1

/** After each measurement: whoever stops a long run has what was measured so far. */
function keep(file: string): void {
  const told = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), verdict: verdictOn(figure) }))
  writeFileSync(file, `${JSON.stringify({ machine: machine(), figures: told }, null, 2)}\n`)
}

function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}
