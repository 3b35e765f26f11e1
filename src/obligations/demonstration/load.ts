/**
 * Brings demonstration content into the store, in one transaction of its own reader. Everything in it is marked as
 * demonstration; a store that has it already is left as it is.
 */
import type { CountryPack, Demonstration } from '../../countries/index.ts'
import type { Reader, Tx } from '../../store/index.ts'
import { consultations } from './consultations.ts'
import { contextOf } from './context.ts'
import { people } from './people.ts'
import { statements } from './statements.ts'
import { work } from './work.ts'

/** The reader that may write the content: it holds the drafts of several institutions and words to the Committee. */
export function demonstrationReader(content: Demonstration): Reader {
  const audiences = [
    ...[...content.measures, ...content.evidence, ...content.values, ...content.assessments].map((row) => row.audience),
    ...content.organizations.map(({ code }) => `organization:${code}`),
    // Whoever writes a report reads it; whoever answers a contribution has read it.
    ...['public', 'officials', 'committee'],
  ]
  return { actor: 'system:demonstration', audiences: [...new Set(audiences)], language: 'en' }
}

/** Loads the content; `unchanged` where it is there. The pack must be in the store. */
export async function loadDemonstrationIntoStore(
  tx: Tx,
  pack: CountryPack,
  content: Demonstration,
): Promise<'loaded' | 'unchanged'> {
  const there = await tx
    .selectFrom('account')
    .select('id')
    .where('demonstration', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (there !== undefined) return 'unchanged'
  const context = await contextOf(tx, pack, content)
  await people(tx, context)
  await work(tx, context)
  await statements(tx, context)
  await consultations(tx, context)
  return 'loaded'
}
