/** Reference metadata after SIMS 2.0 (statistics.md 8): what the statistician wrote, and what the product knows by itself. */
import { type ReleasedTable, SIMS_ITEMS, type SimsItem, type Texts } from './model.ts'
import { protectionText } from './protection-text.ts'
import { namesOf, type Wording, wordingIn } from './wording/index.ts'

export interface MetadataItem {
  readonly id: SimsItem
  readonly name: Texts
  readonly text: Texts
}

/** What nobody but the statistician can say, and without which a table is not releasable. */
export const MUST_BE_WRITTEN = ['STAT_PRES', 'INST_MANDATE', 'CONF_POLICY', 'ACCURACY', 'COHER_COMPAR'] as const
/** What the statistician may add. */
export const MAY_BE_WRITTEN = ['RELEVANCE', 'COST_BURDEN', 'COMMENT_DSET'] as const

/** Items that say something, in the order of SIMS. */
export function metadataItems(table: ReleasedTable): readonly MetadataItem[] {
  return SIMS_ITEMS.map((id) => ({
    id,
    name: namesOf(`sims.${id}`, table.languages),
    text: Object.fromEntries(
      table.languages
        .map((language) => [language, textOf(table, id, wordingIn(language))] as const)
        .filter(([, text]) => text !== ''),
    ),
  })).filter(({ text }) => Object.keys(text).length > 0)
}

/** Mandatory items that are not there yet, with the language that lacks them. */
export function missingItems({
  metadata,
  languages,
  contact,
}: Pick<ReleasedTable, 'metadata' | 'languages' | 'contact'>): readonly { item: SimsItem; language: string }[] {
  const lacking = (item: SimsItem, texts: readonly (Texts | undefined)[]) =>
    languages.filter((language) => texts.some((text) => !text?.[language])).map((language) => ({ item, language }))
  return [
    ...lacking('CONTACT', [contact.unit, contact.postal]),
    ...MUST_BE_WRITTEN.flatMap((item) => lacking(item, [metadata[item]])),
  ]
}

/** "Agency, title, release, date, table". */
export function citation(table: ReleasedTable, language: string): string {
  const { of, say, day } = wordingIn(language)
  const comma = language === 'ar' ? '، ' : ', '
  return [
    of(table.agency.name),
    `“${of(table.title)}”`,
    `${say('about.release')} ${table.release}`,
    day(table.issued),
    table.table,
  ].join(comma)
}

/** The first and the last period, in words. */
export function periodText({ cells }: ReleasedTable, { say, period }: Wording): string {
  const periods = cells.map((cell) => cell.period).toSorted()
  const [first = '', last = ''] = [periods[0], periods.at(-1)]
  return first === last ? period(first) : say('period.range', { first: period(first), last: period(last) })
}

function textOf(table: ReleasedTable, id: SimsItem, wording: Wording): string {
  const written = table.metadata[id]?.[wording.language]
  return [...(written === undefined ? [] : [written]), ...filled(table, id, wording)].join('\n')
}

const OURS_ALONE: ReadonlySet<SimsItem> = new Set(['REL_POLICY', 'QUALITY_MGMNT', 'ACCURACY'])

/** What the product adds to an item. */
function filled(table: ReleasedTable, id: SimsItem, wording: Wording): readonly string[] {
  const { say, of, day } = wording
  // Of figures that another body made we say nothing of how we make ours.
  if (table.outside !== undefined && OURS_ALONE.has(id)) return []
  switch (id) {
    case 'CONTACT':
      return [of(table.contact.unit), of(table.contact.postal), table.contact.email]
    case 'META_UPDATE':
      return [say('fill.updated', { issued: day(table.issued), known: day(table.knownOn) })]
    case 'STAT_PRES':
      return [
        say('fill.unit', { unit: say(`unit.${table.unit}`) }),
        `${say('about.population')}: ${of(table.population)}`,
        `${say('about.coverage')}: ${of(table.coverage)}`,
        `${say('about.area')}: ${of(table.area.name)}`,
        ...(table.areaSet === undefined
          ? []
          : [`${say('concept.REF_AREA')}: ${of(table.areaSet.name)} (${table.areaSet.id})`]),
        say('fill.lists', {
          lists: [
            ...(table.regions.length > 0 ? ['CL_AREA'] : []),
            ...table.dimensions.map(({ codeList }) => codeList),
          ].join(', '),
          version: table.version,
        }),
      ]
    case 'UNIT_MEASURE':
      return table.measures.map(({ name, unit }) => `${of(name)}: ${say(`UNIT_MEASURE.${unit}`)}`)
    case 'REF_PERIOD':
      return [periodText(table, wording), say('fill.known', { known: day(table.knownOn) })]
    case 'INST_MANDATE':
      return table.answers.length > 0 ? [say('fill.answers', { answers: table.answers.join(', ') })] : []
    case 'CONF_DATA_TR':
      return treatment(table, wording)
    case 'REL_POLICY':
      return [
        say('fill.policy'),
        ...(table.earlyAccess.length === 0 ? [say('fill.nobody-earlier')] : []),
        ...table.earlyAccess.map(({ who, why }) => say('fill.earlier', { who: of(who), why: of(why) })),
        ...(table.next ? [say('fill.next', { next: day(table.next) })] : []),
      ]
    case 'FREQ_DISS':
      return [say(`FREQ.${table.frequency}`)]
    case 'ACCESSIBILITY_CLARITY':
      return [say('fill.access', { languages: table.languages.join(', ') })]
    case 'QUALITY_MGMNT':
      return [say('fill.review')]
    case 'RELEVANCE':
      return table.indicators.length > 0 ? [say('fill.indicators', { indicators: table.indicators.join(', ') })] : []
    case 'ACCURACY':
      return accuracy(table, wording)
    case 'TIMELINESS_PUNCT':
      return timeliness(table, wording)
    case 'COHER_COMPAR':
      return table.protection === null ? [] : [say('fill.additive')]
    case 'DATA_REV':
      return [say('fill.revision'), ...(table.replaces ? [say('fill.replaces', { release: table.replaces })] : [])]
    case 'STAT_PROCESS':
      return [
        table.outside === undefined ? say('fill.source', { source: of(table.source) }) : of(table.source),
        ...table.extracts.map(({ body, title, share }) =>
          share === null ? say('fill.extract', { body, title }) : say('fill.extract-share', { body, title, share }),
        ),
        ...(table.protection ? [say('fill.table', { version: table.protection.pTable.version })] : []),
      ]
    case 'CONF_POLICY':
    case 'COST_BURDEN':
    case 'COMMENT_DSET':
      return []
    default:
      return id satisfies never
  }
}

/** Method, parameters, thresholds, how much is withheld, what was loosened and why, and what readers are told. */
function treatment(table: ReleasedTable, { say, of, language }: Wording): readonly string[] {
  const { protection, cells, loosened } = table
  const told = protectionText(table, language)
  if (protection === null) return told === '' ? [] : [told]
  const { largest, variance, smallest, pTable, leastCount } = protection
  return [
    say('fill.parameters', { largest, variance, first: smallest + 1, ...pTable }),
    ...(leastCount === undefined ? [] : [say('fill.least', { least: leastCount })]),
    say('fill.withheld', { withheld: cells.filter(({ status }) => status === 'Q').length, cells: cells.length }),
    ...loosened.map(({ what, reason }) => say('fill.loosened', { what: of(what), reason: of(reason) })),
    told,
  ]
}

function accuracy(
  { protection, notStated, dimensions }: ReleasedTable,
  { say, of, number }: Wording,
): readonly string[] {
  return [
    ...(protection ? [say('fill.deviation', { deviation: number(Math.sqrt(protection.variance), 1) })] : []),
    ...dimensions
      .filter(({ id }) => notStated[id] !== undefined)
      .map(({ id, name }) => say('fill.not-stated', { dimension: of(name), share: number(notStated[id] ?? 0) })),
  ]
}

function timeliness(table: ReleasedTable, { say, day }: Wording): readonly string[] {
  const ends = endOf(
    table.cells
      .map(({ period }) => period)
      .toSorted()
      .at(-1) ?? table.issued.slice(0, 4),
  )
  const days = ends.until(Temporal.PlainDate.from(table.issued), { largestUnit: 'day' }).days
  return [
    say('fill.days', { days }),
    ...(table.plannedOn ? [say('fill.planned', { planned: day(table.plannedOn), issued: day(table.issued) })] : []),
  ]
}

/** The last day of a period. */
export function endOf(period: string): Temporal.PlainDate {
  return startOf(period)
    .add({ months: monthsOf(period) })
    .subtract({ days: 1 })
}

/** The first day of a period. */
export function startOf(period: string): Temporal.PlainDate {
  const [year, part] = period.split('-')
  const number = part === undefined ? 1 : Number(part.slice(1))
  return Temporal.PlainDate.from({ year: Number(year), month: 1 + (number - 1) * monthsOf(period), day: 1 })
}

function monthsOf(period: string): number {
  return period.includes('Q') ? 3 : period.includes('S') ? 6 : 12
}
