/**
 * Brings a country pack into the store: institutions, documents, recommendations by address, obligations, indicators,
 * deadlines. What people decide (targets, assignments, summaries they rewrote) is never taken back: see pack-merge.ts.
 */
import { sql } from 'kysely'
import type { CountryPack } from '../countries/index.ts'
import type { Tx } from '../store/index.ts'
import { RELEASE_CALENDAR } from './indicator-door.ts'
import { obligationCode } from './obligation-code.ts'
import { mergeLinks, mergeRows, type Plain } from './pack-merge.ts'

type Obligation = CountryPack['obligations'][number]
type Paper = CountryPack['wordLimits'][number]['paper']

/** Loads the pack in the caller's transaction, always as the same actor. The same pack again writes nothing. */
export async function loadPackIntoStore(tx: Tx, pack: CountryPack): Promise<void> {
  await setHome(tx, pack.timeZone)
  await mergeRows(tx, 'institution', pack.institutions.map(institutionRow))
  await mergeRows(
    tx,
    'document',
    pack.documents.map((known) => documentRow(pack, known)),
  )
  const documents = await idsOf(tx, 'document', 'symbol')
  await mergeRows(tx, 'recommendation', recommendationRows(pack, documents))
  await mergeRows(
    tx,
    'indicator',
    Object.values(pack.indicators).map((one) => indicatorRow(pack, one)),
  )
  await mergeRows(
    tx,
    'obligation',
    pack.obligations.map((obligation, position) => obligationRow(pack, obligation, position)),
  )
  await mergeAllLinks(tx, pack, documents)
  await mergeRows(
    tx,
    'deadline',
    pack.deadlines.map((owed) => deadlineRow(pack, owed, documents)),
  )
}

/** From now on days begin and end in this zone: for row policies too, which know no other clock than the database's. */
async function setHome(tx: Tx, timeZone: string): Promise<void> {
  await sql`insert into followup.home as h (time_zone) values (${timeZone})
    on conflict (single) do update set time_zone = excluded.time_zone where h.time_zone <> excluded.time_zone`.execute(
    tx,
  )
}

/** The code of a pack's own row: "CMW.AZE.3.14.C143" for the part "14#C143". */
export function packObligationCode(pack: CountryPack, row: Pick<Obligation, 'document' | 'id'>): string {
  const document = pack.documents.find((known) => known.symbol === row.document)
  if (document === undefined) throw new Error(`the pack refers to ${row.document}, which it does not hold`)
  const [address = row.id, label = null] = row.id.split('#')
  return obligationCode({ ...document, state: pack.code, address }, label)
}

function institutionRow({ code, name, names, parent, note }: CountryPack['institutions'][number]): Plain {
  return { code, name: { ...names, en: name }, parent, note }
}

function documentRow(pack: CountryPack, known: CountryPack['documents'][number]): Plain {
  return {
    symbol: known.symbol,
    body: known.body,
    state: pack.code,
    language: 'en',
    title: known.title,
    cycle: known.cycle,
    adopted_on: known.adoptedOn,
    published_on: known.distributedOn,
  }
}

/** One recommendation an address: rows that the pack has split share theirs. Its own words come with the document. */
function recommendationRows(pack: CountryPack, documents: ReadonlyMap<string, string>): Plain[] {
  const rows = new Map<string, Plain>()
  for (const [key, parts] of byPlace(pack.obligations)) {
    const first = parts[0]
    if (first === undefined) continue
    rows.set(key, {
      document: required(documents, first.document),
      address: addressOf(first),
      position: pack.obligations.indexOf(first),
      themes: distinct(parts.flatMap((part) => part.themes)),
      people_concerned: distinct(parts.flatMap((part) => part.peopleConcerned)),
      sdg_targets: distinct(parts.flatMap((part) => part.sdg.document)),
      articles: distinct(parts.flatMap((part) => part.articles.document)),
      follow_up: parts.some((part) => part.followUp),
    })
  }
  return [...rows.values()]
}

function indicatorRow(pack: CountryPack, indicator: CountryPack['indicators'][string]): Plain {
  return {
    name: indicator.name,
    class: indicator.class,
    numerator: indicator.numerator,
    denominator: indicator.denominator,
    period: indicator.period,
    unit: indicator.unit,
    disaggregation: indicator.by,
    direction: indicator.direction,
    source: indicator.source,
    target: indicator.benchmark.value,
    target_from: indicator.benchmark.from,
    fed_by: fedBy(pack, indicator.name),
  }
}

/** The table whose releases bring its figures, or the calendar of all releases; null where people type them. */
function fedBy({ publishing }: CountryPack, name: string): string | null {
  if (publishing?.ofReleases[name] !== undefined) return RELEASE_CALENDAR
  return publishing?.indicators[name]?.table ?? null
}

function obligationRow(pack: CountryPack, row: Obligation, position: number): Plain {
  return {
    code: packObligationCode(pack, row),
    summary: row.summary,
    kind: row.kind,
    urgency: row.urgency,
    cluster: row.chapter,
    position,
    themes: row.themes,
    people_concerned: row.peopleConcerned,
    sdg_targets: distinct([...row.sdg.document, ...row.sdg.own]),
    articles: distinct([...row.articles.document, ...row.articles.own]),
    instruments: distinct([...row.instruments.document, ...row.instruments.own]),
    law: row.law,
    procedures: distinct([...(row.procedure === null ? [] : [row.procedure]), ...row.also]),
    note: row.note,
    to_verify: row.verify,
    follow_up: row.followUp,
    next_report: row.nextReport,
    due_on: row.dueOn,
  }
}

async function mergeAllLinks(tx: Tx, pack: CountryPack, documents: ReadonlyMap<string, string>): Promise<void> {
  const obligations = await idsOf(tx, 'obligation', 'code')
  const stored = await tx.selectFrom('recommendation').select(['id', 'document', 'address']).execute()
  const recommendations = new Map(stored.map((row) => [`${row.document} ${row.address}`, row.id]))
  const rows = pack.obligations.map((row) => ({
    row,
    obligation: required(obligations, packObligationCode(pack, row)),
    recommendation: required(recommendations, `${required(documents, row.document)} ${addressOf(row)}`),
  }))
  const owners = distinct(rows.map(({ obligation }) => obligation))
  await mergeLinks(tx, 'reiteration', {
    owners: distinct(rows.map(({ recommendation }) => recommendation)),
    wanted: rows.flatMap(({ row, recommendation }) =>
      row.reiterates.map((earlier) => ({ recommendation, ...earlier })),
    ),
  })
  await mergeLinks(tx, 'obligation_recommendation', {
    owners,
    wanted: rows.map(({ obligation, recommendation }) => ({ obligation, recommendation })),
  })
  await mergeLinks(tx, 'participation', {
    owners,
    wanted: rows.flatMap(({ row, obligation }) => participants(row).map((one) => ({ obligation, ...one }))),
  })
  await mergeLinks(tx, 'obligation_indicator', {
    owners,
    wanted: rows.flatMap(({ row, obligation }) => row.indicators.map((indicator) => ({ obligation, indicator }))),
  })
}

/** A proposal: the coordinating body decides. */
function participants(row: Obligation): { institution: string; part: string }[] {
  const contributing = distinct(row.support).filter((code) => code !== row.lead)
  return [
    { institution: row.lead, part: 'lead' },
    ...contributing.map((institution) => ({ institution, part: 'contributing' })),
  ]
}

/** What the store calls the papers it can draft; the others are owed, and written elsewhere. */
const REPORT_KIND: Readonly<Record<Paper, string | null>> = {
  'follow-up': 'follow-up',
  initial: 'periodic',
  periodic: 'periodic',
  core: 'core',
  reply: null,
  committee: null,
}

function deadlineRow(
  pack: CountryPack,
  owed: CountryPack['deadlines'][number],
  documents: ReadonlyMap<string, string>,
): Plain {
  const document = pack.obligations.find((row) => row.key === owed.obligation)?.document
  return {
    code: owed.id,
    what: owed.what,
    owed_to: owed.owedTo,
    due_on: owed.dueOn,
    due_as_stated: owed.dueAsStated,
    source: owed.source,
    document: document === undefined ? null : required(documents, document),
    report_kind: owed.paper === null ? null : REPORT_KIND[owed.paper],
    word_limit: pack.wordLimits.find(({ paper }) => paper === owed.paper)?.words ?? null,
  }
}

/** The address in the document: a split row's is that of the paragraph it was split from. */
function addressOf(row: Obligation): string {
  return row.splitOf ?? row.id
}

function byPlace(rows: readonly Obligation[]): Map<string, Obligation[]> {
  return Map.groupBy(rows, (row) => `${row.document} ${addressOf(row)}`)
}

async function idsOf(tx: Tx, table: 'document' | 'obligation', key: 'symbol' | 'code'): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string
    key: string
  }>`select id, ${sql.ref(key)} as key from followup.${sql.ref(table)}`.execute(tx)
  return new Map(rows.map((row) => [row.key, row.id]))
}

function required(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the pack refers to ${key}, which it does not hold`)
  return value
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
