/**
 * Everything that the store holds on a set of recommendations, in a handful of queries whatever their number. Only what
 * has been shared enters: a draft of one institution is not the State's word.
 */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'

/** Audiences whose rows a report may hold. Row policies narrow them further for whoever reads. */
const SHARED = ['public', 'officials']

export type Gathered = Awaited<ReturnType<typeof gather>>

/** Which recommendations: those of a document, only its follow-up ones, or all there are. */
export interface Scope {
  readonly document: string | null
  readonly followUpOnly?: boolean
}

/** Rows in the document's order, and what belongs to them, by obligation. */
export async function gather(tx: Tx, scope: Scope) {
  const rows = await recommendations(tx, scope)
  const obligations = [...new Set(rows.flatMap(({ obligation }) => (obligation === null ? [] : [obligation])))]
  const indicators = await indicatorsOf(tx, obligations)
  const names = [...new Set(indicators.map(({ name }) => name))]
  return {
    rows,
    repeats: await repeatsOf(tx, [...new Set(rows.map(({ recommendation }) => recommendation))]),
    participations: await participationsOf(tx, obligations),
    measures: await measuresOf(tx, obligations),
    indicators,
    values: new Map((await latestValues(tx, names)).map((value) => [value.indicator, value])),
    evidence: await evidenceOf(tx, obligations),
    assessments: await assessmentsOf(tx, obligations),
    unanswered: new Map(
      (await unansweredOf(tx, obligations)).map(({ obligation, count }) => [obligation, Number(count)]),
    ),
  }
}

/** One row for each recommendation and obligation made of it; a recommendation without any has one too. */
function recommendations(tx: Tx, scope: Scope) {
  return tx
    .selectFrom('recommendation as r')
    .innerJoin('document as d', 'd.id', 'r.document')
    .leftJoin('decision as c', 'c.recommendation', 'r.id')
    .leftJoin('obligation_recommendation as l', 'l.recommendation', 'r.id')
    .leftJoin('obligation as o', 'o.id', 'l.obligation')
    .select(['r.id as recommendation', 'r.address', 'r.text', 'd.symbol', 'd.id as document', 'd.body'])
    .select(['c.decision', 'c.reason', 'c.decided_on', 'c.demonstration as decision_demonstration'])
    .select(['o.id as obligation', 'o.code', 'o.summary', 'o.kind', 'o.urgency', 'o.cluster', 'o.state', 'o.due_on'])
    .where('r.withdrawn_at', 'is', null)
    .$if(scope.document !== null, (query) => query.where('r.document', '=', scope.document ?? ''))
    .$if(scope.followUpOnly === true, (query) =>
      query.where((eb) => eb.or([eb('r.follow_up', '=', true), eb('o.follow_up', '=', true)])),
    )
    .orderBy('d.symbol')
    .orderBy(sql`coalesce(o.position, r.position)`)
    .orderBy('r.position')
    .orderBy('o.code')
    .execute()
}

function repeatsOf(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('reiteration')
    .select(['recommendation', 'symbol', 'paragraph'])
    .where(among('recommendation', ids))
    .orderBy('symbol', 'desc')
    .orderBy('paragraph')
    .execute()
}

function participationsOf(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('participation as p')
    .innerJoin('institution as i', 'i.code', 'p.institution')
    .select(['p.obligation', 'p.part', 'p.institution', 'i.name'])
    .where(among('p.obligation', ids))
    .orderBy('p.institution')
    .execute()
}

function measuresOf(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('measure_obligation as l')
    .innerJoin('measure as m', 'm.id', 'l.measure')
    .innerJoin('institution as i', 'i.code', 'm.institution')
    .select(['l.obligation', 'm.id', 'm.title', 'm.institution', 'i.name as institution_name'])
    .select(['m.starts_on', 'm.ends_on', 'm.state', 'm.demonstration', 'm.audience'])
    .where(among('l.obligation', ids))
    .where('m.audience', 'in', SHARED)
    .orderBy('m.starts_on')
    .orderBy('m.title')
    .orderBy('m.id')
    .execute()
}

function indicatorsOf(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('obligation_indicator as l')
    .innerJoin('indicator as i', 'i.name', 'l.indicator')
    .select(['l.obligation', 'i.name', 'i.class', 'i.numerator', 'i.denominator', 'i.period', 'i.unit', 'i.direction'])
    .select(['i.source', 'i.baseline', 'i.baseline_on', 'i.target'])
    .where(among('l.obligation', ids))
    .orderBy(sql`array_position(array['structure', 'process', 'outcome'], i.class)`)
    .orderBy('i.name')
    .execute()
}

/** The latest period's shared value of each indicator: the one that `followup.standing` judges by. */
function latestValues(tx: Tx, names: readonly string[]) {
  return tx
    .selectFrom('indicator_value as v')
    .leftJoin('evidence as e', (join) => join.onRef('e.id', '=', 'v.evidence').on('e.audience', 'in', SHARED))
    .leftJoin('institution as i', 'i.code', 'e.institution')
    .distinctOn('v.indicator')
    .select(['v.indicator', 'v.period', 'v.value', 'v.provenance', 'v.computed_from', 'v.demonstration', 'v.audience'])
    .select(['v.withdrawn_on'])
    .select(['e.id as evidence', 'e.title', 'e.url', 'e.file', 'e.file_name', 'i.name as institution_name'])
    .select(['e.demonstration as evidence_demonstration', 'e.audience as evidence_audience'])
    .where('v.superseded_by', 'is', null)
    .where('v.audience', 'in', SHARED)
    .where(among('v.indicator', names, 'text'))
    .orderBy('v.indicator')
    .orderBy('v.period', 'desc')
    .orderBy('v.entered_at', 'desc')
    .execute()
}

function evidenceOf(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('evidence_obligation as l')
    .innerJoin('evidence as e', 'e.id', 'l.evidence')
    .leftJoin('institution as i', 'i.code', 'e.institution')
    .leftJoin('organization as g', 'g.code', 'e.organization')
    .select(['l.obligation', 'e.id', 'e.title', 'e.url', 'e.file', 'e.file_name', 'e.demonstration', 'e.audience'])
    .select(['i.name as institution_name', 'g.name as organization_name'])
    .where(among('l.obligation', ids))
    .where('e.audience', 'in', SHARED)
    .orderBy('e.created_at')
    .orderBy('e.title')
    .orderBy('e.id')
    .execute()
}

/** The latest of each assessor. What they gave before stays in the store and on the obligation's page. */
function assessmentsOf(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('assessment as a')
    .leftJoin('institution as i', 'i.code', 'a.institution')
    .leftJoin('organization as g', 'g.code', 'a.organization')
    .distinctOn(['a.obligation', 'a.assessor', 'a.institution', 'a.organization'])
    .select(['a.obligation', 'a.assessor', 'a.grade', 'a.given_on', 'a.demonstration', 'a.audience'])
    .select(['i.name as institution_name', 'g.name as organization_name'])
    .where(among('a.obligation', ids))
    .where('a.audience', 'in', SHARED)
    .orderBy('a.obligation')
    .orderBy('a.assessor')
    .orderBy('a.institution')
    .orderBy('a.organization')
    .orderBy('a.given_on', 'desc')
    .orderBy('a.entered_at', 'desc')
    .execute()
}

function unansweredOf(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('contribution as c')
    .leftJoin('contribution_answer as a', 'a.contribution', 'c.id')
    .select('c.obligation')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('a.contribution', 'is', null)
    .where('c.audience', 'in', SHARED)
    .where(among('c.obligation', ids))
    .groupBy('c.obligation')
    .execute()
}

/** One parameter, however many ids. */
function among(column: string, ids: readonly string[], type: 'uuid' | 'text' = 'uuid') {
  return sql<boolean>`${sql.ref(column)} = any (${[...ids]}::${sql.raw(type)}[])`
}
