/** A whole periodic report, from the store to the bytes of its .docx. The floor is the package that writes the file. */
import { Document, Packer, Paragraph } from 'docx'
import { SOURCES, TODAY, WRITER } from '../src/reports/fixtures/sotoland.ts'
import { insertWhole } from '../src/reports/fixtures/whole-report.ts'
import { assemble, type ReportContent, toDocx } from '../src/reports/index.ts'
import { asOperator, asReader, type Store, systemReader } from '../src/store/index.ts'
import type { Figure, Measurement } from './measurement.ts'
import { inTurn, median } from './samples.ts'
import { withStore } from './store.ts'

const GOAL_S = 3

export const report: Measurement = { name: 'report', run: () => withStore(run) }

async function run(store: Store): Promise<readonly Figure[]> {
  const whole = await asOperator(store, WRITER, 'bench', insertWhole)
  const texts = await textsOf(await written(store, whole))
  const { work, floor } = await inTurn(
    () => written(store, whole),
    () => bare(texts),
    { warmUp: 2, rounds: 9 },
  )
  return [
    {
      name: 'report, 66 paragraphs, 75 obligations, to .docx',
      value: median(work) / 1000,
      unit: 's',
      goal: GOAL_S,
      floor: { what: `${texts.length} paragraphs of the same text by the package alone`, value: median(floor) / 1000 },
    },
  ]
}

async function written(store: Store, { report, content }: { report: string; content: ReportContent }) {
  const model = await asReader(store.web, systemReader('bench'), (tx) =>
    assemble(tx, report, content, { sources: SOURCES, today: TODAY }),
  )
  return toDocx(model)
}

/** The texts of the paragraphs of the file that we wrote, cells of tables among them. */
async function textsOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { default: mammoth } = await import('mammoth')
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) })
  return value.split('\n\n')
}

function bare(texts: readonly string[]): Promise<unknown> {
  return Packer.toBuffer(new Document({ sections: [{ children: texts.map((text) => new Paragraph(text)) }] }))
}
