/** Who looks at measured pages: the public, and officials who have signed in. */
import type pg from 'pg'
import { audiencesOf, openSession } from '../src/firewall/index.ts'
import { asActor, openStore, systemReader } from '../src/store/index.ts'
import { asOwner } from './site.ts'

export interface Looker {
  readonly who: 'public' | 'official'
  /** One for each connection, in turn. */
  readonly cookies: readonly string[]
  readonly audiences: string
}

export const PUBLIC: Looker = { who: 'public', cookies: ['browser=bench'], audiences: 'public' }

/**
 * Officials of one ministry, a person for each connection as the site limits how often one person asks; with sessions as
 * signing in gives them.
 */
export async function officialsOf(folder: string, people: number): Promise<Looker> {
  const officials = await asOwner(folder, (owner) => colleagues(owner, people))
  const [first] = officials
  if (first === undefined) throw new Error('the installed country has no official')
  const store = await openStore({ port: 0, dataFolder: folder, databaseUrl: null })
  try {
    const cookies = await asActor(store.door, systemReader('bench'), 'session.open', async (tx) => {
      const opened: string[] = []
      for (const { id } of officials) opened.push(`observance=${await openSession(tx, id)}; browser=bench`)
      return opened
    })
    const { id, name, institution } = first
    const viewer = { account: id, name, role: 'official', institution, organization: null, language: 'en' } as const
    return { who: 'official', cookies, audiences: audiencesOf(viewer).join(',') }
  } finally {
    await store.close()
  }
}

async function colleagues(
  owner: pg.Client,
  people: number,
): Promise<{ id: string; name: string; institution: string }[]> {
  await owner.query(`set observance.actor = 'system:bench'; set observance.action = 'account.open'`)
  await owner.query(
    `insert into followup.account (name, email, role, institution)
     select 'Bench ' || n, 'bench-' || n || '@bench.invalid', 'official', (select min(institution) from followup.account where role = 'official')
     from generate_series(1, $1::int) n on conflict do nothing`,
    [people],
  )
  const { rows } = await owner.query(
    `select id, name, institution from followup.account where email like 'bench-%' order by email limit $1`,
    [people],
  )
  return rows
}
