/**
 * What each person has to hear on a day: what is due within 30 days or overdue, what waits for their validation,
 * contributions to answer, what has reopened. Read across institutions, and given only to who may see it.
 */
import { sql } from 'kysely'
import { audiencesOf, ROLES, type Viewer } from '../../firewall/index.ts'
import type { Tx } from '../../store/index.ts'
import { daysLeft } from './days.ts'
import { type Holders, informedOf } from './ladder.ts'

export const SECTIONS = ['overdue', 'due', 'validation', 'contributions', 'reopened'] as const
export type Section = (typeof SECTIONS)[number]

/** One thing to tell one person. `what` and `data` are worded by the catalogue. */
export interface Tiding {
  readonly account: string
  readonly section: Section
  readonly what: 'measure' | 'obligation' | 'deadline' | 'claim' | 'contributions' | 'reopened'
  readonly data: Readonly<Record<string, string | number>>
}

export interface Recipient extends Viewer {
  readonly account: string
  readonly email: string
}

/** How far ahead a letter looks, in days. */
export const DAYS_AHEAD = 30
/** How long something that has reopened is told. */
const DAYS_REOPENED = 7

/** Everybody with an open account. */
export async function recipients(tx: Tx): Promise<readonly Recipient[]> {
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'role', 'institution', 'organization', 'language'])
    .where('closed_at', 'is', null)
    .execute()
  return rows.flatMap(({ id, role: text, ...rest }) => {
    const role = ROLES.find((known) => known === text)
    return role === undefined ? [] : [{ ...rest, account: id, role }]
  })
}

/** Everything to tell on a day, to whom. Nothing goes to a closed account or past an audience. */
export async function tidingsOf(
  tx: Tx,
  people: readonly Recipient[],
  today: Temporal.PlainDate,
): Promise<readonly Tiding[]> {
  const posts = await postHolders(tx)
  const known = new Map(people.map((person) => [person.account, person]))
  const secretariat = people.filter(({ role }) => role === 'secretariat')
  const found = [
    ...(await dated(tx, today)).flatMap((item) => tidingsOfDated(item, { posts, secretariat, today })),
    ...(await claims(tx, posts)),
    ...(await reopened(tx, posts, today)),
    ...(await contributionsToAnswer(tx, secretariat)),
  ]
  return found.filter(({ account, audience }) => {
    const person = known.get(account)
    return person !== undefined && audiencesOf(person).includes(audience)
  })
}

type Addressed = Tiding & { readonly audience: string }
type Posts = ReadonlyMap<string, Holders>

async function postHolders(tx: Tx): Promise<Posts> {
  const posts = new Map<string, Holders>()
  for (const { institution, post, account } of await tx.selectFrom('post').selectAll().execute())
    posts.set(institution, { ...posts.get(institution), [post]: account })
  return posts
}

interface Dated {
  readonly kind: 'measure' | 'obligation' | 'deadline'
  readonly key: string
  readonly title: string
  readonly due_on: string
  readonly audience: string
  readonly institution: string | null
  readonly focal_point: string | null
  readonly alternate: string | null
  readonly validator: string | null
}

async function dated(tx: Tx, today: Temporal.PlainDate): Promise<readonly Dated[]> {
  const until = today.add({ days: DAYS_AHEAD }).toString()
  const { rows } = await sql<Dated>`
    select 'measure' as kind, id::text as key, title, ends_on as due_on, audience::text, institution,
      responsible as focal_point, null::uuid as alternate, null::uuid as validator
    from followup.measure where ends_on <= ${until} and state in ('planned', 'under-way')
    union all
    select 'obligation', o.code, o.summary, o.due_on, 'officials', p.institution, p.focal_point, p.alternate, p.validator
    from followup.obligation o join followup.participation p on p.obligation = o.id and p.part = 'lead'
    where o.due_on <= ${until} and o.state not in ('proposed', 'completed', 'declined')
    union all
    select 'deadline', code, what, due_on, 'officials', null, null, null, null
    from followup.deadline where due_on <= ${until} and state not in ('received', 'considered')
    order by due_on, key`.execute(tx)
  return rows
}

interface Around {
  readonly posts: Posts
  readonly secretariat: readonly Recipient[]
  readonly today: Temporal.PlainDate
}

function tidingsOfDated(item: Dated, { posts, secretariat, today }: Around): Addressed[] {
  const left = daysLeft(Temporal.PlainDate.from(item.due_on), today)
  const told =
    item.kind === 'deadline'
      ? toldOfDeadline(left, posts, secretariat)
      : informedOf(-left, named(posts.get(item.institution ?? '') ?? {}, item))
  return told.map((account) => ({
    account,
    section: left < 0 ? 'overdue' : 'due',
    what: item.kind,
    data: { key: item.key, title: item.title, dueOn: item.due_on, days: Math.abs(left) },
    audience: item.audience,
  }))
}

/** What the State owes is the whole secretariat's; above it stand those who hold the posts of its institution. */
function toldOfDeadline(left: number, posts: Posts, secretariat: readonly Recipient[]): string[] {
  const institutions = new Set(secretariat.flatMap(({ institution }) => institution ?? []))
  const above = [...institutions].flatMap((code) => (left < 0 ? informedOf(-left, posts.get(code) ?? {}) : []))
  return [...new Set([...secretariat.map(({ account }) => account), ...above])]
}

/** A person named for it comes before the post's holder. */
function named(holders: Holders, item: Pick<Dated, 'focal_point' | 'alternate' | 'validator'>): Holders {
  return {
    'focal-point': item.focal_point ?? holders['focal-point'] ?? null,
    alternate: item.alternate ?? holders.alternate ?? null,
    validator: item.validator ?? holders.validator ?? null,
    head: holders.head ?? null,
  }
}

async function claims(tx: Tx, posts: Posts): Promise<Addressed[]> {
  const rows = await tx
    .selectFrom('validation as v')
    .innerJoin('obligation as o', 'o.id', 'v.obligation')
    .innerJoin('participation as p', (join) => join.onRef('p.obligation', '=', 'o.id').on('p.part', '=', 'lead'))
    .select(['o.code', 'o.summary', 'p.institution', 'p.validator', 'v.claimed_by'])
    .where('v.answer', 'is', null)
    .orderBy('v.claimed_at')
    .execute()
  return rows.flatMap(({ code, summary, institution, validator, claimed_by }): Addressed[] => {
    const account = validator ?? posts.get(institution)?.validator ?? null
    if (account === null || account === claimed_by) return []
    return [
      { account, section: 'validation', what: 'claim', data: { key: code, title: summary }, audience: 'officials' },
    ]
  })
}

async function reopened(tx: Tx, posts: Posts, today: Temporal.PlainDate): Promise<Addressed[]> {
  const rows = await tx
    .selectFrom('obligation as o')
    .innerJoin('participation as p', (join) => join.onRef('p.obligation', '=', 'o.id').on('p.part', '=', 'lead'))
    .select(['o.code', 'o.summary', 'p.institution', 'p.focal_point', 'p.alternate', 'p.validator'])
    .where('o.state', '=', 'reopened')
    .where(sql<boolean>`o.moved_at >= ${today.subtract({ days: DAYS_REOPENED }).toString()}::date`)
    .orderBy('o.code')
    .execute()
  return rows.flatMap(({ code, summary, institution, ...people }) =>
    informedOf(0, named(posts.get(institution) ?? {}, people)).map(
      (account): Addressed => ({
        account,
        section: 'reopened',
        what: 'reopened',
        data: { key: code, title: summary },
        audience: 'officials',
      }),
    ),
  )
}

/** Contributions to the Committee alone are not the secretariat's to answer, nor to know of. */
async function contributionsToAnswer(tx: Tx, secretariat: readonly Recipient[]): Promise<Addressed[]> {
  const rows = await tx
    .selectFrom('contribution as c')
    .innerJoin('consultation_round as r', 'r.id', 'c.round')
    .leftJoin('contribution_answer as a', 'a.contribution', 'c.id')
    .select(['r.id', 'r.title', sql<number>`count(*)::integer`.as('count')])
    .where('a.contribution', 'is', null)
    .where('c.audience', '<>', 'committee')
    .groupBy(['r.id', 'r.title'])
    .execute()
  return secretariat.flatMap(({ account }) =>
    rows.map(
      ({ id, title, count }): Addressed => ({
        account,
        section: 'contributions',
        what: 'contributions',
        data: { key: id, title, count },
        audience: 'secretariat',
      }),
    ),
  )
}
