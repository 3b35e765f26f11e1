/**
 * Puts a pack's demonstration content into the store: invented people and what they are said to have done, each row
 * marked as such. On the embedded database alone, once; what people changed since stays.
 */
import { createHash } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { CountryPack, Demonstration } from '../../countries/index.ts'
import { asActor, type Reader, type Store, type Tables, type Tx } from '../../store/index.ts'
import { packObligationCode } from '../load-pack.ts'

type Row<Table extends keyof Tables> = Insertable<Tables[Table]>

/** Ids by the keys of the content. */
interface Ids {
  readonly obligation: (key: string) => string
  readonly account: (key: string) => string
  readonly evidence: (key: string) => string
}

/** Loads the content in one transaction; a store that has any demonstration account is left as it is. */
export async function loadDemonstrationIntoStore(
  store: Store,
  pack: CountryPack,
  content: Demonstration,
): Promise<void> {
  await asActor(store.web, readerOf(content), 'demonstration.load', async (tx) => {
    const there = await tx
      .selectFrom('account')
      .select('id')
      .where('demonstration', '=', true)
      .limit(1)
      .executeTakeFirst()
    if (there !== undefined) return
    const obligation = await obligationIds(tx, pack)
    const account = await loadPeople(tx, content)
    await loadDecisions(tx, content, { obligation, account })
    const evidence = await loadEvidence(tx, content, { obligation, account })
    const ids: Ids = { obligation, account, evidence }
    await loadMeasures(tx, content, ids)
    await loadValues(tx, content, ids)
    await loadJudgements(tx, content, ids)
    await loadConsultations(tx, content, ids)
  })
}

/** Sees every audience that the content names, so that its drafts can be written for each institution. */
function readerOf(content: Demonstration): Reader {
  const named = [content.measures, content.evidence, content.values, content.assessments].flatMap((rows) =>
    rows.map(({ audience }) => audience),
  )
  const organizations = content.organizations.map(({ code }) => `organization:${code}`)
  return {
    actor: 'system:demonstration',
    audiences: [...new Set(['public', 'officials', ...named, ...organizations])],
    language: 'en',
  }
}

async function obligationIds(tx: Tx, pack: CountryPack): Promise<(key: string) => string> {
  const rows = await tx.selectFrom('obligation').select(['id', 'code']).execute()
  const byCode = new Map(rows.map(({ id, code }) => [code, id]))
  return lookup(new Map(pack.obligations.map((row) => [row.key, byCode.get(packObligationCode(pack, row)) ?? ''])))
}

function lookup(ids: ReadonlyMap<string, string>): (key: string) => string {
  return (key) => {
    const id = ids.get(key)
    if (id === undefined || id === '') throw new Error(`the demonstration content refers to ${key}, which is not there`)
    return id
  }
}

async function loadPeople(tx: Tx, { organizations, accounts }: Demonstration): Promise<(key: string) => string> {
  await tx
    .insertInto('organization')
    .values(organizations.map(({ code, name, kind }) => ({ code, name, kind })))
    .execute()
  const rows = await tx
    .insertInto('account')
    .values(
      accounts.map(({ name, email, role, institution, organization, language }) => ({
        name,
        email,
        role,
        institution,
        organization,
        language,
        demonstration: true,
      })),
    )
    .returning(['id', 'email'])
    .execute()
  const byEmail = new Map(rows.map(({ id, email }) => [email, id]))
  const ids = new Map(accounts.map(({ key, email }) => [key, byEmail.get(email) ?? '']))
  const posts = accounts.flatMap(({ key, post, institution }): Row<'post'>[] =>
    post === null || institution === null ? [] : [{ institution, post, account: ids.get(key) ?? '' }],
  )
  await tx.insertInto('post').values(posts).execute()
  return lookup(ids)
}

/** The decision is on the recommendation that the obligation answers. */
async function loadDecisions(tx: Tx, content: Demonstration, ids: Pick<Ids, 'obligation' | 'account'>): Promise<void> {
  const links = await tx.selectFrom('obligation_recommendation').select(['obligation', 'recommendation']).execute()
  const recommendation = new Map(links.map((link) => [link.obligation, link.recommendation]))
  const people = new Map(content.accounts.map(({ key, name }) => [key, name]))
  const rows = content.decisions.map(
    (row): Row<'decision'> => ({
      recommendation: recommendation.get(ids.obligation(row.obligation)) ?? '',
      decision: row.decision,
      decided_on: row.decidedOn,
      decided_by: people.get(row.decidedBy) ?? row.decidedBy,
      reason: row.reason,
      demonstration: true,
    }),
  )
  await tx
    .insertInto('decision')
    .values(rows)
    .onConflict((conflict) => conflict.column('recommendation').doNothing())
    .execute()
}

async function loadEvidence(
  tx: Tx,
  content: Demonstration,
  ids: Pick<Ids, 'obligation' | 'account'>,
): Promise<(key: string) => string> {
  const found = new Map<string, string>()
  const people = new Map(content.accounts.map((account) => [account.key, account]))
  for (const row of content.evidence) {
    const uploader = people.get(row.uploadedBy)
    const file = row.text === null ? null : await storeText(tx, row.text)
    const { id } = await tx
      .insertInto('evidence')
      .values({
        title: row.title,
        url: row.url,
        ...(file === null ? {} : { file, file_name: `${row.key}.txt`, media_type: 'text/plain; charset=utf-8' }),
        institution: uploader?.institution ?? null,
        organization: uploader?.organization ?? null,
        uploaded_by: ids.account(row.uploadedBy),
        audience: row.audience,
        demonstration: true,
        created_at: row.uploadedOn,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    found.set(row.key, id)
    await tx
      .insertInto('evidence_obligation')
      .values(row.obligations.map((obligation) => ({ evidence: id, obligation: ids.obligation(obligation) })))
      .execute()
  }
  return lookup(found)
}

async function storeText(tx: Tx, text: string): Promise<string> {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await tx
    .insertInto('stored_file')
    .values({ sha256, bytes, size: bytes.length })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return sha256
}

async function loadMeasures(tx: Tx, content: Demonstration, ids: Ids): Promise<void> {
  const found = new Map<string, string>()
  for (const row of content.measures) {
    const { id } = await tx
      .insertInto('measure')
      .values({
        title: row.title,
        description: row.description,
        institution: row.institution,
        responsible: row.responsible === null ? null : ids.account(row.responsible),
        starts_on: row.startsOn,
        ends_on: row.endsOn,
        budget_line: row.budgetLine,
        state: row.state,
        audience: row.audience,
        demonstration: true,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    found.set(row.key, id)
    await tx
      .insertInto('measure_obligation')
      .values(row.obligations.map((obligation) => ({ measure: id, obligation: ids.obligation(obligation) })))
      .execute()
  }
  const measure = lookup(found)
  const dependencies = content.measures.flatMap((row) =>
    row.dependsOn.map((key) => ({ measure: measure(row.key), depends_on: measure(key) })),
  )
  if (dependencies.length > 0) await tx.insertInto('measure_dependency').values(dependencies).execute()
}

async function loadValues(tx: Tx, content: Demonstration, ids: Ids): Promise<void> {
  const rows = content.values.map(
    (row): Row<'indicator_value'> => ({
      indicator: row.indicator,
      period: row.period,
      value: row.value,
      breakdown: JSON.stringify(row.breakdown),
      provenance: row.provenance,
      evidence: row.evidence === null ? null : ids.evidence(row.evidence),
      entered_by: row.enteredBy === null ? null : ids.account(row.enteredBy),
      computed_from:
        row.provenance === 'computed' ? JSON.stringify({ table: row.table, release: 'demonstration' }) : null,
      note: row.note,
      audience: row.audience,
      demonstration: true,
      entered_at: row.enteredOn,
    }),
  )
  await tx.insertInto('indicator_value').values(rows).execute()
}

async function loadJudgements(tx: Tx, content: Demonstration, ids: Ids): Promise<void> {
  const people = new Map(content.accounts.map((account) => [account.key, account]))
  await tx
    .insertInto('assessment')
    .values(
      content.assessments.map(
        (row): Row<'assessment'> => ({
          obligation: ids.obligation(row.obligation),
          assessor: row.assessor,
          institution: row.assessor === 'committee' ? null : (people.get(row.givenBy)?.institution ?? null),
          organization: row.organization,
          grade: row.grade,
          reasons: row.reasons,
          given_on: row.givenOn,
          source: row.source,
          given_by: ids.account(row.givenBy),
          audience: row.audience,
          demonstration: true,
        }),
      ),
    )
    .execute()
  await tx
    .insertInto('validation')
    .values(
      content.validations.map(
        (row): Row<'validation'> => ({
          obligation: ids.obligation(row.obligation),
          claimed_by: ids.account(row.claimedBy),
          claimed_at: row.claimedOn,
          statement: row.statement,
          answered_by: row.answer === null ? null : ids.account(row.answer.by),
          answered_at: row.answer?.on ?? null,
          answer: row.answer?.answer ?? null,
          reasons: row.answer?.reasons ?? null,
          demonstration: true,
        }),
      ),
    )
    .execute()
}

async function loadConsultations(tx: Tx, content: Demonstration, ids: Ids): Promise<void> {
  const people = new Map(content.accounts.map(({ key, name }) => [key, name]))
  const codes = new Map(
    (await tx.selectFrom('obligation').select(['id', 'code']).execute()).map(({ id, code }) => [id, code]),
  )
  for (const round of content.consultations) {
    const deadline = await tx
      .selectFrom('deadline')
      .selectAll()
      .where('code', '=', round.report.deadline)
      .executeTakeFirstOrThrow()
    const report = await tx
      .insertInto('report')
      .values({
        kind: round.report.kind,
        title: round.report.title,
        document: deadline.document ?? '',
        deadline: deadline.id,
        word_limit: deadline.word_limit ?? 0,
        audience: 'officials',
        demonstration: true,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const answers = Object.fromEntries(
      round.report.sections.map(({ obligation, text }) => [
        codes.get(ids.obligation(obligation)) ?? '',
        { measuresTaken: text, remainingGap: '' },
      ]),
    )
    const words = round.report.sections.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0)
    await tx
      .insertInto('report_version')
      .values({
        report: report.id,
        number: 1,
        content: JSON.stringify({ answers }),
        words,
        saved_by: 'system:demonstration',
      })
      .execute()
    const opened = await tx
      .insertInto('consultation_round')
      .values({
        title: round.title,
        report: report.id,
        number: 1,
        opens_on: round.opensOn,
        closes_on: round.closesOn,
        answers_due_on: round.answersDueOn,
        demonstration: true,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const given of round.contributions) {
      const contribution = await tx
        .insertInto('contribution')
        .values({
          round: opened.id,
          obligation: given.obligation === null ? null : ids.obligation(given.obligation),
          organization: given.organization,
          author: ids.account(given.author),
          body: given.body,
          audience: given.audience,
          demonstration: true,
          given_at: given.givenOn,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (given.answer === null) continue
      await tx
        .insertInto('contribution_answer')
        .values({
          contribution: contribution.id,
          answer: given.answer.text,
          taken_up: given.answer.takenUp,
          answered_by: people.get(given.answer.by) ?? given.answer.by,
          answered_at: given.answer.on,
        })
        .execute()
    }
  }
}
