/** Parsing a whole document in a warm process. The floor reads the same file and splits it into lines. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interpret, parseDocument, readText } from '../src/documents/index.ts'
import { inventedDocument } from './invented-document.ts'
import type { Figure, Measurement } from './measurement.ts'
import { inTurn, median } from './samples.ts'

/** The document that the software was written for; measured too where it lies beside the project. */
const REAL = new URL('../../shared/documents/CMW_C_AZE_CO_3.txt', import.meta.url)

const GOAL_MS = 100

export const parse: Measurement = { name: 'parse', run }

async function run(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'observance-bench-'))
  try {
    const invented = join(folder, 'invented.txt')
    writeFileSync(invented, inventedDocument())
    const real = process.env.OBSERVANCE_BENCH_DOCUMENT ?? REAL.pathname
    return [
      ...(await inProcess('parse, invented document', invented)),
      ...(existsSync(real) ? await inProcess('parse, real document', real) : []),
      ...(await isolated(invented)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function inProcess(name: string, file: string): Promise<Figure[]> {
  const { paragraphs } = interpret(readText(readFileSync(file, 'utf8')))
  if (paragraphs.length !== 66) throw new Error(`${file} has ${paragraphs.length} paragraphs, not 66`)
  const { work, floor } = await inTurn(
    () => interpret(readText(readFileSync(file, 'utf8'))),
    () => readFileSync(file, 'utf8').split('\n'),
    { warmUp: 5, rounds: 30 },
  )
  const beside = { what: 'read and split', value: median(floor) }
  return [{ name: `${name}, 66 paragraphs`, value: median(work), unit: 'ms', goal: GOAL_MS, floor: beside }]
}

/** As the pages and the command do it: in a process of its own, which a hostile file can only bring down itself. */
async function isolated(file: string): Promise<Figure[]> {
  const bytes = readFileSync(file)
  const { work, floor } = await inTurn(
    () => parseDocument(bytes, 'invented.txt'),
    () => interpret(readText(bytes.toString('utf8'))),
    { warmUp: 1, rounds: 7 },
  )
  const beside = { what: 'in this process', value: median(floor) }
  return [{ name: 'parse, invented document, in a process of its own', value: median(work), unit: 'ms', floor: beside }]
}
