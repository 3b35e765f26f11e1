/** Draft reports of the demonstration content, the rounds on them, contributions and answers. */
import { randomUUID } from 'node:crypto'
import type { Demonstration } from '../../countries/index.ts'
import type { Tx } from '../../store/index.ts'
import type { Context } from './context.ts'
import { insertAll } from './insert-all.ts'

type Consultation = Demonstration['consultations'][number]

export async function consultations(tx: Tx, context: Context): Promise<void> {
  for (const consultation of context.content.consultations) await consult(tx, context, consultation)
}

async function consult(tx: Tx, context: Context, consultation: Consultation): Promise<void> {
  const report = await draftReport(tx, context, consultation)
  const round = randomUUID()
  const { title, opensOn, closesOn, answersDueOn } = consultation
  await insertAll(tx, 'consultation_round', [
    {
      id: round,
      title,
      report,
      number: 1,
      opens_on: opensOn,
      closes_on: closesOn,
      answers_due_on: answersDueOn,
      demonstration: true,
    },
  ])
  const given = consultation.contributions.map((row) => ({ ...row, id: randomUUID() }))
  await insertAll(
    tx,
    'contribution',
    given.map((row) => ({
      id: row.id,
      round,
      obligation: row.obligation === null ? null : context.obligation(row.obligation).id,
      organization: row.organization,
      author: context.account(row.author),
      body: row.body,
      audience: row.audience,
      demonstration: true,
      given_at: context.at(row.givenOn),
    })),
  )
  await insertAll(
    tx,
    'contribution_answer',
    given.flatMap(({ id, answer }) =>
      answer === null
        ? []
        : [
            {
              contribution: id,
              answer: answer.text,
              taken_up: answer.takenUp,
              answered_by: context.account(answer.by),
              answered_at: context.at(answer.on),
            },
          ],
    ),
  )
}

/** The draft and its first version, as of the day before the round opens. */
async function draftReport(tx: Tx, context: Context, { report, opensOn }: Consultation): Promise<string> {
  const deadline = await tx
    .selectFrom('deadline')
    .select(['id', 'document', 'word_limit'])
    .where('code', '=', report.deadline)
    .executeTakeFirst()
  if (deadline?.document == null) throw new Error(`no deadline ${report.deadline} of a document`)
  const id = randomUUID()
  const limit = deadline.word_limit ?? context.pack.wordLimits.find(({ paper }) => paper === report.kind)?.words
  if (limit === undefined) throw new Error(`the pack has no word limit for a ${report.kind} report`)
  const writtenAt = context.at(Temporal.PlainDate.from(opensOn).subtract({ days: 1 }).toString())
  const texts = report.sections.map(({ obligation, text }) => ({ code: context.obligation(obligation).code, text }))
  await insertAll(tx, 'report', [
    {
      ...{ id, kind: report.kind, title: report.title, document: deadline.document, deadline: deadline.id },
      ...{ word_limit: limit, audience: 'officials', demonstration: true, created_at: writtenAt },
    },
  ])
  await insertAll(tx, 'report_version', [
    {
      report: id,
      number: 1,
      content: JSON.stringify(contentOf(texts)),
      words: texts.reduce((sum, { text }) => sum + text.trim().split(/\s+/).length, 0),
      saved_by: 'system:demonstration',
      saved_at: writtenAt,
    },
  ])
  return id
}

/** As reports keep what people write: by obligation, figures left to the store. */
function contentOf(texts: readonly { code: string; text: string }[]) {
  const answers = texts.map(({ code, text }) => [code, { measuresTaken: text, remainingGap: '', elements: {} }])
  return {
    symbol: '',
    introduction: '',
    methodology: '',
    answers: Object.fromEntries(answers),
    indicatorTables: 'body',
  }
}
