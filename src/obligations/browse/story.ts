/** One obligation with its whole story: what was asked, decided, planned, measured, shown, and said of it. */
import { sql } from 'kysely'
import { NotFound, type Tx } from '../../store/index.ts'

export type Story = Awaited<ReturnType<typeof storyOf>>

/** The story by the obligation's code. Drafts of other institutions are not in it: the row policies see to that. */
export async function storyOf(tx: Tx, code: string) {
  const obligation = await tx.selectFrom('obligation').selectAll().where('code', '=', code).executeTakeFirst()
  if (obligation === undefined) throw new NotFound()
  const { id } = obligation
  return {
    obligation,
    recommendations: await recommendationsOf(tx, id),
    chain: await chainOf(tx, id),
    participations: await participationsOf(tx, id),
    measures: await measuresOf(tx, id),
    indicators: await indicatorsOf(tx, id),
    evidence: await evidenceOf(tx, id),
    assessments: await tx
      .selectFrom('assessment')
      .selectAll()
      .where('obligation', '=', id)
      .orderBy('given_on', 'desc')
      .execute(),
    validations: await tx
      .selectFrom('validation')
      .selectAll()
      .where('obligation', '=', id)
      .orderBy('claimed_at', 'desc')
      .execute(),
    standing: await tx.selectFrom('standing').selectAll().where('obligation', '=', id).executeTakeFirst(),
  }
}

function recommendationsOf(tx: Tx, obligation: string) {
  return tx
    .selectFrom('obligation_recommendation as l')
    .innerJoin('recommendation as r', 'r.id', 'l.recommendation')
    .innerJoin('document as d', 'd.id', 'r.document')
    .leftJoin('decision', 'decision.recommendation', 'r.id')
    .select(['r.id', 'r.address', 'r.text', 'r.withdrawn_at', 'd.symbol', 'd.body', 'd.cycle'])
    .select([
      'decision.decision',
      'decision.reason',
      'decision.decided_on',
      'decision.decided_by',
      'decision.demonstration',
      'decision.version as decision_version',
    ])
    .where('l.obligation', '=', obligation)
    .orderBy('d.adopted_on')
    .orderBy('r.position')
    .execute()
}

export interface ChainLink {
  readonly symbol: string
  readonly paragraph: string
  /** Cycles back (1, 2 …), or forward (-1) where a later document repeats this one. */
  readonly depth: number
}

/** What the recommendation repeats, and what that repeated, as far back as the documents go; and what repeats it. */
async function chainOf(tx: Tx, obligation: string): Promise<readonly ChainLink[]> {
  const { rows } = await sql<ChainLink>`
    with recursive own as (
      select r.id, d.symbol, split_part(r.address, '(', 1) as paragraph from followup.obligation_recommendation l
      join followup.recommendation r on r.id = l.recommendation join followup.document d on d.id = r.document where l.obligation = ${obligation}
    ), back (symbol, paragraph, depth) as (
      select t.symbol, t.paragraph, 1 from own join followup.reiteration t on t.recommendation = own.id
      union
      select t.symbol, t.paragraph, back.depth + 1 from back
      join followup.document d on d.symbol = back.symbol
      join followup.recommendation r on r.document = d.id and split_part(r.address, '(', 1) = back.paragraph
      join followup.reiteration t on t.recommendation = r.id where back.depth < 10
    ), forward as (
      select d.symbol, split_part(r.address, '(', 1) as paragraph, -1 as depth from own
      join followup.reiteration t on t.symbol = own.symbol and t.paragraph = own.paragraph
      join followup.recommendation r on r.id = t.recommendation join followup.document d on d.id = r.document
    )
    select distinct * from (select * from back union select * from forward) links order by depth, symbol, paragraph`.execute(
    tx,
  )
  return rows
}

function participationsOf(tx: Tx, obligation: string) {
  const holder = (post: string, named: string) =>
    sql<string | null>`(select a.name from followup.account a where a.id = coalesce(${sql.ref(`p.${named}`)},
      (select post.account from followup.post where post.institution = p.institution and post.post = ${post})))`
  return tx
    .selectFrom('participation as p')
    .innerJoin('institution as i', 'i.code', 'p.institution')
    .select(['p.institution', 'p.part', 'p.version', 'i.name'])
    .select([
      holder('focal-point', 'focal_point').as('focal_point'),
      holder('alternate', 'alternate').as('alternate'),
      holder('validator', 'validator').as('validator'),
    ])
    .where('p.obligation', '=', obligation)
    .orderBy('p.part', 'desc')
    .orderBy('p.institution')
    .execute()
}

function measuresOf(tx: Tx, obligation: string) {
  return tx
    .selectFrom('measure_obligation as l')
    .innerJoin('measure as m', 'm.id', 'l.measure')
    .selectAll('m')
    .where('l.obligation', '=', obligation)
    .orderBy('m.starts_on')
    .orderBy('m.title')
    .execute()
}

function indicatorsOf(tx: Tx, obligation: string) {
  return tx
    .selectFrom('obligation_indicator as l')
    .innerJoin('indicator as i', 'i.name', 'l.indicator')
    .leftJoin('indicator_latest as v', 'v.indicator', 'i.name')
    .selectAll('i')
    .select(['v.period as latest_period', 'v.value as latest_value', 'v.id as latest'])
    .where('l.obligation', '=', obligation)
    .orderBy('i.name')
    .execute()
}

function evidenceOf(tx: Tx, obligation: string) {
  return tx
    .selectFrom('evidence_obligation as l')
    .innerJoin('evidence as e', 'e.id', 'l.evidence')
    .selectAll('e')
    .where('l.obligation', '=', obligation)
    .orderBy('e.created_at', 'desc')
    .execute()
}

/** Values of an indicator by period, the earliest first, as far as the reader may see them. */
export function seriesOf(tx: Tx, indicator: string) {
  return tx
    .selectFrom('indicator_value as v')
    .leftJoin('evidence as e', 'e.id', 'v.evidence')
    .select([
      'v.id',
      'v.period',
      'v.value',
      'v.provenance',
      'v.computed_from',
      'v.note',
      'v.audience',
      'v.demonstration',
      'v.entered_at',
      'e.id as evidence',
      'e.title as evidence_title',
      'e.url as evidence_url',
    ])
    .where('v.indicator', '=', indicator)
    .where('v.superseded_by', 'is', null)
    .orderBy('v.period')
    .execute()
}
