/**
 * The history as a file. It is written down whole before a byte of it leaves, so that the record of the export is
 * saved first: no record, no file.
 */
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, exportHistory } from '../../obligations/index.ts'
import type { Exchange } from '../exchange.ts'
import { historyFilterOf } from './history.ts'
import { changesOf, valueText } from './history-values.ts'
import { objectText, whoText } from './history-words.ts'

export async function historyFile(exchange: Exchange): Promise<Response> {
  const folder = await mkdtemp(join(tmpdir(), 'observance-history-'))
  const path = join(folder, 'history.csv')
  try {
    await exchange.act('history.export', async (tx) => {
      const file = await open(path, 'w', 0o600) // anew where the command runs again
      try {
        await file.write(`\uFEFF${line(COLUMNS.map((column) => exchange.texts.named(`history.column.${column}`)))}`)
        for await (const rows of exportHistory(tx, historyFilterOf(exchange), exchange.country.timeZone)) {
          const described = await describe(tx, rows)
          await file.write(
            rows
              .map((row) =>
                line([
                  row.at.toString(),
                  whoText(exchange, row),
                  exchange.texts.named(`step.${row.action}`),
                  exchange.texts.named(`thing.${row.object_kind}`),
                  objectText(exchange, row, described),
                  exchange.texts.named(`history.outcome.${row.outcome}`),
                  changesOf(row.details)
                    .map(
                      ({ field, before, after }) =>
                        `${exchange.texts.named(`field.${field}`)}: ${valueText(exchange, field, before, described)} → ${valueText(exchange, field, after, described)}`,
                    )
                    .join('; '),
                  row.object,
                ]),
              )
              .join(''),
          )
        }
      } finally {
        await file.close()
      }
    })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  const stream = createReadStream(path)
  stream.once('close', () => void rm(folder, { recursive: true, force: true }))
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="history-${exchange.today}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}

const COLUMNS = ['at', 'who', 'step', 'kind', 'object', 'outcome', 'changes', 'key'] as const

/** A cell that a spreadsheet would take for a formula is made a text. */
function line(cells: readonly string[]): string {
  const quoted = cells.map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`)
  return `${quoted.join(',')}\r\n`
}
