/**
 * Brings a country pack into the store: institutions, documents, recommendations by address, obligations, indicators,
 * deadlines. Loading again changes nothing; a changed pack changes only what no person has touched since.
 */
import { type Insertable, sql } from 'kysely'
import type { CountryPack } from '../../countries/index.ts'
import type { Tables, Tx } from '../../store/index.ts'

type Obligation = CountryPack['obligations'][number]
type Row<Table extends keyof Tables> = Insertable<Tables[Table]>

/** Stable code of an obligation, fit for addresses of pages: "CMW.AZE.3.36(c)(iii)", "CMW.AZE.3.14.C143". */
export function obligationCode(pack: CountryPack, obligation: Pick<Obligation, 'document' | 'id'>): string {
  const document = pack.documents.find((known) => known.symbol === obligation.document)
  return `${document?.body}.${pack.code}.${document?.cycle}.${obligation.id.replace('#', '.')}`
}

/** Loads the pack in the caller's transaction. */
export async function loadPackIntoStore(tx: Tx, pack: CountryPack): Promise<void> {
  await loadInstitutions(tx, pack)
  await loadDocuments(tx, pack)
  const documents = await idsBy(tx, 'document', 'symbol')
  await loadRecommendations(tx, pack, documents)
  await loadIndicators(tx, pack)
  await loadObligations(tx, pack)
  await linkObligations(tx, pack, documents)
  await loadDeadlines(tx, pack, documents)
}

async function loadInstitutions(tx: Tx, pack: CountryPack): Promise<void> {
  const rows = pack.institutions.map(
    ({ code, name, names, parent, note }): Row<'institution'> => ({
      code,
      name: JSON.stringify({ ...names, en: name }),
      parent,
      note,
    }),
  )
  await tx
    .insertInto('institution')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          note: eb.ref('excluded.note'),
          parent: eb.ref('excluded.parent'),
        }))
        .where(
          sql<boolean>`(institution.name, institution.note, institution.parent) is distinct from (excluded.name, excluded.note, excluded.parent)`,
        ),
    )
    .execute()
}

async function loadDocuments(tx: Tx, pack: CountryPack): Promise<void> {
  const rows = pack.documents.map(
    (known): Row<'document'> => ({
      symbol: known.symbol,
      body: known.body,
      state: pack.code,
      title: known.title,
      cycle: known.cycle,
      adopted_on: known.adoptedOn,
      published_on: known.distributedOn,
    }),
  )
  await tx
    .insertInto('document')
    .values(rows)
    .onConflict((conflict) => conflict.column('symbol').doNothing())
    .execute()
}

/** One recommendation an address: rows that the pack has split share theirs. */
async function loadRecommendations(tx: Tx, pack: CountryPack, documents: ReadonlyMap<string, string>): Promise<void> {
  const rows = new Map<string, Row<'recommendation'>>()
  pack.obligations.forEach((obligation, position) => {
    const document = required(documents, obligation.document)
    const address = addressOf(obligation)
    const known = rows.get(`${document} ${address}`)
    rows.set(`${document} ${address}`, {
      document,
      address,
      position: known?.position ?? position,
      themes: union(known?.themes, obligation.themes),
      people_concerned: union(known?.people_concerned, obligation.peopleConcerned),
      sdg_targets: union(known?.sdg_targets, obligation.sdg.document),
      articles: union(known?.articles, obligation.articles.document),
      follow_up: obligation.followUp,
    })
  })
  await tx
    .insertInto('recommendation')
    .values([...rows.values()])
    .onConflict((conflict) => conflict.columns(['document', 'address']).where('address', 'is not', null).doNothing())
    .execute()
}

async function loadIndicators(tx: Tx, pack: CountryPack): Promise<void> {
  const rows = Object.values(pack.indicators).map(
    (indicator): Row<'indicator'> => ({
      name: indicator.name,
      class: indicator.class,
      numerator: indicator.numerator,
      denominator: indicator.denominator,
      period: indicator.period,
      unit: indicator.unit,
      disaggregation: [...indicator.by],
      direction: indicator.direction,
      source: indicator.source,
      target: indicator.benchmark.value,
      target_from: indicator.benchmark.from,
    }),
  )
  await tx
    .insertInto('indicator')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet((eb) => ({
          class: eb.ref('excluded.class'),
          numerator: eb.ref('excluded.numerator'),
          denominator: eb.ref('excluded.denominator'),
          unit: eb.ref('excluded.unit'),
          direction: eb.ref('excluded.direction'),
          source: eb.ref('excluded.source'),
          target: eb.ref('excluded.target'),
        }))
        .where('indicator.version', '=', 1)
        .where(sql<boolean>`(indicator.class, indicator.numerator, indicator.denominator, indicator.unit, indicator.direction, indicator.source, indicator.target)
          is distinct from (excluded.class, excluded.numerator, excluded.denominator, excluded.unit, excluded.direction, excluded.source, excluded.target)`),
    )
    .execute()
}

async function loadObligations(tx: Tx, pack: CountryPack): Promise<void> {
  await tx
    .insertInto('obligation')
    .values(pack.obligations.map((obligation, position) => obligationRow(pack, obligation, position)))
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet((eb) => ({
          summary: eb.ref('excluded.summary'),
          kind: eb.ref('excluded.kind'),
          urgency: eb.ref('excluded.urgency'),
          note: eb.ref('excluded.note'),
          law: eb.ref('excluded.law'),
          procedures: eb.ref('excluded.procedures'),
        }))
        .where('obligation.version', '=', 1)
        .where(sql<boolean>`(obligation.summary, obligation.kind, obligation.urgency, obligation.note, obligation.law, obligation.procedures)
          is distinct from (excluded.summary, excluded.kind, excluded.urgency, excluded.note, excluded.law, excluded.procedures)`),
    )
    .execute()
}

function obligationRow(pack: CountryPack, obligation: Obligation, position: number): Row<'obligation'> {
  return {
    code: obligationCode(pack, obligation),
    summary: obligation.summary,
    kind: obligation.kind,
    urgency: obligation.urgency,
    cluster: obligation.chapter,
    position,
    themes: [...obligation.themes],
    people_concerned: [...obligation.peopleConcerned],
    sdg_targets: union(obligation.sdg.document, obligation.sdg.own),
    articles: union(obligation.articles.document, obligation.articles.own),
    instruments: union(obligation.instruments.document, obligation.instruments.own),
    law: JSON.stringify(obligation.law),
    procedures: [...(obligation.procedure === null ? [] : [obligation.procedure]), ...obligation.also],
    note: obligation.note,
    to_verify: [...obligation.verify],
    follow_up: obligation.followUp,
    next_report: obligation.nextReport,
    due_on: obligation.dueOn,
  }
}

/** Recommendations, what they repeat, institutions, indicators. Only at first: later, people decide. */
async function linkObligations(tx: Tx, pack: CountryPack, documents: ReadonlyMap<string, string>): Promise<void> {
  const obligations = await idsBy(tx, 'obligation', 'code')
  const recommendations = new Map(
    (await tx.selectFrom('recommendation').select(['id', 'document', 'address']).execute()).map((row) => [
      `${row.document} ${row.address}`,
      row.id,
    ]),
  )
  const linked = new Set(
    (await tx.selectFrom('obligation_recommendation').select('obligation').execute()).map((row) => row.obligation),
  )
  const fresh = pack.obligations
    .map((row) => ({ row, id: required(obligations, obligationCode(pack, row)) }))
    .filter(({ id }) => !linked.has(id))
    .map(({ row, id }) => ({
      row,
      id,
      recommendation: required(recommendations, `${required(documents, row.document)} ${addressOf(row)}`),
    }))
  if (fresh.length === 0) return
  await tx
    .insertInto('obligation_recommendation')
    .values(fresh.map(({ id, recommendation }) => ({ obligation: id, recommendation })))
    .execute()
  const repeats = fresh.flatMap(({ row, recommendation }) =>
    row.reiterates.map(({ symbol, paragraph }) => ({ recommendation, symbol, paragraph })),
  )
  if (repeats.length > 0)
    await tx
      .insertInto('reiteration')
      .values(repeats)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await tx
    .insertInto('participation')
    .values(
      fresh.flatMap(({ row, id }): Row<'participation'>[] => [
        { obligation: id, institution: row.lead, part: 'lead' },
        ...row.support
          .filter((code) => code !== row.lead)
          .map((institution): Row<'participation'> => ({ obligation: id, institution, part: 'contributing' })),
      ]),
    )
    .execute()
  await tx
    .insertInto('obligation_indicator')
    .values(fresh.flatMap(({ row, id }) => row.indicators.map((indicator) => ({ obligation: id, indicator }))))
    .execute()
}

async function loadDeadlines(tx: Tx, pack: CountryPack, documents: ReadonlyMap<string, string>): Promise<void> {
  const limits = new Map(pack.wordLimits.map(({ paper, words }) => [paper, words]))
  const rows = pack.deadlines.map((owed): Row<'deadline'> => {
    const document = pack.obligations.find((row) => row.key === owed.obligation || row.id === owed.obligation)?.document
    return {
      code: owed.id,
      what: owed.what,
      owed_to: owed.owedTo,
      due_on: owed.dueOn,
      due_as_stated: owed.dueAsStated,
      source: owed.source,
      document: document === undefined ? null : required(documents, document),
      report_kind:
        owed.paper === 'follow-up' || owed.paper === 'periodic' ? owed.paper : owed.paper === null ? null : 'core',
      word_limit: owed.paper === null ? null : (limits.get(owed.paper) ?? null),
    }
  })
  if (rows.length > 0)
    await tx
      .insertInto('deadline')
      .values(rows)
      .onConflict((conflict) => conflict.column('code').doNothing())
      .execute()
}

/** The address in the document: a split row's is that of the paragraph it was split from. */
function addressOf(obligation: Obligation): string {
  return obligation.splitOf ?? obligation.id
}

async function idsBy(tx: Tx, table: 'document', column: 'symbol'): Promise<Map<string, string>>
async function idsBy(tx: Tx, table: 'obligation', column: 'code'): Promise<Map<string, string>>
async function idsBy(
  tx: Tx,
  table: 'document' | 'obligation',
  column: 'symbol' | 'code',
): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string
    key: string
  }>`select id, ${sql.ref(column)} as key from followup.${sql.ref(table)}`.execute(tx)
  return new Map(rows.map(({ id, key }) => [key, id]))
}

function required(map: ReadonlyMap<string, string>, key: string): string {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the pack refers to ${key}, which it does not hold`)
  return value
}

function union(first: string[] | undefined, second: readonly string[]): string[] {
  return [...new Set([...(first ?? []), ...second])]
}
