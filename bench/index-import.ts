/** Importing 2,500 rows of the Human Rights Index. The floor is one bare insert of the same rows, without search or history. */
import { randomUUID } from 'node:crypto'
import type { IndexRow } from '../src/documents/index-export/index.ts'
import { importIndexRows } from '../src/obligations/import/index.ts'
import { asActor, type Store, systemReader } from '../src/store/index.ts'
import type { Figure, Measurement } from './measurement.ts'
import { inTurn, median } from './samples.ts'
import { withStore } from './store.ts'

const ROWS = 2_500
const GOAL_S = 10

export const indexImport: Measurement = { name: 'import', run: () => withStore(run) }

async function run(store: Store): Promise<readonly Figure[]> {
  const owner = await store.ownerClient()
  try {
    await owner.query(
      'create schema bench; create table bench.recommendation (like followup.recommendation including defaults including indexes)',
    )
    let round = 0
    const { work, floor } = await inTurn(
      () => imported(store, rows(round++)),
      async () => {
        const { symbols, ids, texts, paragraphs } = columns(rows(round))
        await owner.query(
          `insert into bench.recommendation (document, annotation, address, text)
          select md5(symbol)::uuid, id::uuid, paragraph, text from unnest($1::text[], $2::text[], $3::text[], $4::text[]) row (symbol, id, paragraph, text)`,
          [symbols.map((symbol) => `${symbol}${round}`), ids, paragraphs, texts],
        )
      },
      { warmUp: 1, rounds: 3 },
    )
    return [
      {
        name: `import of ${ROWS} rows of the Index, with history and search`,
        value: median(work) / 1000,
        unit: 's',
        goal: GOAL_S,
        floor: { what: 'one bare insert', value: median(floor) / 1000 },
      },
    ]
  } finally {
    await owner.end()
  }
}

async function imported(store: Store, rows: readonly IndexRow[]): Promise<void> {
  const { added } = await asActor(store.web, systemReader('bench'), 'index.import', (tx) =>
    importIndexRows(tx, rows, { state: 'SOT' }),
  )
  if (added !== rows.length) throw new Error(`${added} of ${rows.length} rows were added`)
}

/** Each round brings documents of its own: rows that are there already would change nothing. */
function rows(round: number): IndexRow[] {
  return Array.from({ length: ROWS }, (_, index) => ({
    row: index + 1,
    annotationId: randomUUID(),
    symbol: `CMW/C/SOT/CO/${round}-${Math.floor(index / 50)}`,
    body: 'CMW',
    states: ['SOT'],
    paragraph: String(1 + (index % 50)),
    heading: 'Interpreters',
    text: `${index} Pay interpreters by the day, and send them to the harbour towns where the crews are heard. `.repeat(
      4,
    ),
    themes: ['Labour rights', 'Access to justice'],
    peopleConcerned: ['Migrants'],
    sdgTargets: ['8.8'],
    sdgGoals: ['8'],
    publishedOn: '2031-04-12',
    type: 'recommendation',
    upr: null,
    doubts: [],
  }))
}

function columns(rows: readonly IndexRow[]) {
  return {
    symbols: rows.map(({ symbol }) => symbol),
    ids: rows.map(({ annotationId }) => annotationId),
    paragraphs: rows.map(({ paragraph }) => paragraph),
    texts: rows.map(({ text }) => text),
  }
}
