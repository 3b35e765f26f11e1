/**
 * A table that another body made, on a page: the file, whose it is, how its columns are read; looked at first, as it would stand, then
 * taken. A file that is refused says where and why, and everything typed stays.
 */
import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import { z } from 'zod'
import {
  FileRefused,
  type Preview,
  previewTable,
  protectionText,
  RowsRefused,
  readMapping,
  TableMapping,
  takeTable,
} from '../../statistics/index.ts'
import { Invalid, StepRefused } from '../../store/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { type FormStart, formRoutes, type Posted, problemOf, type Typed } from '../form-route.ts'
import { hidden, problemSummary } from '../parts/fields.ts'
import { table } from '../parts/list.ts'
import type { Route } from '../route.ts'
import { feedIndicators } from './feed.ts'
import { feedAfterRelease } from './feed-releases.ts'
import { openStatistics } from './room.ts'
import { figures } from './table-page.ts'
import { refuseOthers } from './workbench.ts'

/** Larger ones by `observance statistics import-table`. */
const MOST_BYTES = 1024 * 1024
const MOST_SHOWN = 100

const Short = z.string().trim().min(1).max(300)
const Long = z.string().trim().min(1).max(2000)
const TableForm = z.object({
  // Always asked for: the form that comes back has it without its field.
  file: z.unknown().default(''),
  name: TableMapping.shape.table.shape.name,
  title: Short,
  population: Long,
  unit: TableMapping.shape.table.shape.unit,
  answers: z.string().optional(),
  body: Short,
  source_title: Short,
  source_on: z.iso.date(),
  licence_name: Short,
  licence_url: z.url({ protocol: /^https?$/ }),
  method: Long,
  leaves_out: Long,
  same_people: Long,
  same_people_as: z.string().optional(),
  /** YAML: columns, signs, decimal, delimiter, encoding. */
  reading: z.string().max(20_000).optional(),
})
type TableForm = z.output<typeof TableForm>

export function importTableRoutes(): Route[] {
  return formRoutes({
    path: '/tables/import',
    who: ['officer'],
    name: 'import-table',
    schema: TableForm,
    file: 'file',
    accept: ['csv', 'json'],
    long: ['population', 'method', 'leaves_out', 'same_people', 'reading'],
    // The file comes back with the form as text, a third longer.
    largestBody: 3 * MOST_BYTES,
    load,
    save,
  })
}

async function load(exchange: Exchange, typed?: Typed): Promise<FormStart> {
  refuseOthers(exchange)
  const { t } = exchange.texts
  const start = {
    title: t('import-table'),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    values: {},
    choices: {
      answers: exchange.country.pack.tables.map(({ id, name }) => ({ value: id, text: `${id} ${name}` })),
      same_people_as: exchange.register.procedures.map(({ name }) => ({
        value: name,
        text: wordsFor(exchange, name).title,
      })),
    },
    before: html`<p class="govuk-body-l">${t('import-table.lead')}</p>`,
    button: t('import-table.look'),
    more: hidden('look', 'yes'),
  }
  if (typed === undefined) return start
  const given = await fileIn(typed.posted)
  const kept = given === null ? '' : html`${hidden('content', given.toString('base64'))}`
  return { ...start, ...(await looked(exchange, typed, given, start.before, kept)) }
}

/** What the file is, as it would be released, or what stands against it. */
async function looked(
  exchange: Exchange,
  { values }: Typed,
  bytes: Buffer | null,
  lead: Html,
  kept: Html | string,
): Promise<Pick<FormStart, 'before' | 'more'> & { readonly button?: string }> {
  const { t, named } = exchange.texts
  const again = html`${kept}${hidden('look', 'yes')}`
  const parsed = TableForm.safeParse(values)
  const problems = [
    ...(bytes === null ? [{ field: 'file', rule: 'table-file' }] : []),
    ...(parsed.success ? [] : parsed.error.issues.map(problemOf)),
  ]
  if (bytes === null || !parsed.success)
    return {
      before: html`${problemSummary(exchange.texts, problems, { name: 'import-table', schema: TableForm })}${lead}`,
      more: again,
    }
  try {
    const mapping = mappingOf(exchange, parsed.data)
    const preview = previewTable(openStatistics(exchange), exchange.viewer, { bytes, mapping }, exchange.today)
    if (preview.table === null) return { before: html`${lead}${refusedRows(exchange, preview)}`, more: again }
    return {
      before: html`${lead}<section class="ob-panel"><h2 class="govuk-heading-m">${t('import-table.preview')}</h2><p class="govuk-body">${protectionText(preview.table, exchange.texts.language.code)}</p>${ignored(exchange, preview)}${figures(exchange, preview.table)}</section>`,
      more: html`${kept}${hidden('seen', digestOf(bytes, mapping))}<button class="govuk-button govuk-button--secondary" name="look" value="again">${t('import-table.look')}</button> `,
      button: t('import-table.take'),
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return {
      before: html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${t('import-table.refused')}</h2><p class="govuk-body">${named(`import-file.${error.rule}`, error.data)}</p></div>${lead}`,
      more: again,
    }
  }
}

async function save(exchange: Exchange, input: TableForm, posted: Posted): Promise<string> {
  refuseOthers(exchange)
  const bytes = await fileIn(posted)
  if (bytes === null) throw new Invalid([{ field: 'file', rule: 'table-file' }])
  try {
    const mapping = mappingOf(exchange, input)
    // What is taken is what was looked at.
    if (posted.seen !== digestOf(bytes, mapping)) throw new StepRefused('table-not-looked-at')
    const statistics = openStatistics(exchange)
    const now = Temporal.Now.instant()
    const tell = (line: string) => console.error(line)
    const taken = await takeTable(
      statistics,
      exchange.viewer,
      { bytes, mapping },
      {
        now,
        onRelease: async (tx, released) => {
          await feedIndicators(tx, statistics, released, tell)
          await feedAfterRelease(tx, [released], { pack: statistics.pack, now, tell })
        },
      },
    )
    return `/tables/${taken.table}?done=table.${taken.outcome}`
  } catch (error) {
    if (error instanceof FileRefused || error instanceof RowsRefused) throw new StepRefused('table-not-looked-at')
    throw error
  }
}

/** The file that was chosen now, or the one that came back with the form. */
async function fileIn({ file, content }: Posted): Promise<Buffer | null> {
  if (file instanceof File && file.name !== '') return Buffer.from(await file.arrayBuffer())
  return typeof content === 'string' && content !== '' ? Buffer.from(content, 'base64') : null
}

function mappingOf({ texts }: Exchange, form: TableForm): TableMapping {
  const language = texts.language.code
  const reading = form.reading === undefined ? {} : readMapping(z.record(z.string(), z.unknown()), form.reading)
  return readMapping(
    TableMapping,
    // JSON is YAML.
    JSON.stringify({
      language,
      ...reading,
      table: {
        ...{ name: form.name, title: { [language]: form.title }, population: { [language]: form.population } },
        ...{ unit: form.unit, answers: form.answers === undefined ? [] : [form.answers] },
      },
      source: {
        ...{ body: form.body, title: form.source_title, on: form.source_on, method: form.method },
        ...{ licence: { name: form.licence_name, url: form.licence_url }, leavesOut: form.leaves_out },
      },
      samePeople: form.same_people,
      ...(form.same_people_as === undefined ? {} : { samePeopleAs: [form.same_people_as] }),
    }),
  )
}

function digestOf(bytes: Uint8Array, mapping: TableMapping): string {
  return createHash('sha256').update(bytes).update(JSON.stringify(mapping)).digest('hex')
}

function refusedRows(exchange: Exchange, { read }: Preview): Html {
  const { t, named } = exchange.texts
  return html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${t('import-table.rows-refused', { count: read.refused.length })}</h2></div>${table(
    t('import-table.rows-refused', { count: read.refused.length }),
    [{ heading: t('import-table.line') }, { heading: t('import-table.column') }, { heading: t('import-table.reason') }],
    read.refused
      .slice(0, MOST_SHOWN)
      .map(({ line, column, reason, data }) => [
        String(line),
        html`<bdi>${column ?? ''}</bdi>`,
        named(`import-row.${reason}`, data),
      ]),
  )}`
}

function ignored(exchange: Exchange, { read }: Preview): Html | string {
  if (read.ignored.length === 0) return ''
  return html`<p class="govuk-body">${exchange.texts.t('import-table.ignored')} <bdi>${read.ignored.join(', ')}</bdi></p>`
}
