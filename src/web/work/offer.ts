/** What forms offer to choose from, by name: institutions, colleagues, obligations, measures, as far as the viewer sees them. */
import { isSecretariat, listObligations } from '../../obligations/index.ts'
import type { Tx } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import type { Choice } from '../parts/fields.ts'
import { institutionName } from '../parts/names.ts'

/** How many more obligations one look offers. */
const MOST_FOUND = 20

export async function institutionChoices(exchange: Exchange, tx: Tx): Promise<readonly Choice[]> {
  const rows = await tx
    .selectFrom('institution')
    .select('code')
    .where('closed_on', 'is', null)
    .orderBy('code')
    .execute()
  return rows
    .map(({ code }) => ({ value: code, text: institutionName(exchange, code) }))
    .toSorted((a, b) => a.text.localeCompare(b.text, exchange.texts.language.code))
}

export async function colleagueChoices(tx: Tx, institution: string | null): Promise<readonly Choice[]> {
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'name'])
    .where('institution', '=', institution)
    .where('closed_at', 'is', null)
    .orderBy('name')
    .execute()
  return rows.map(({ id, name }) => ({ value: id, text: name }))
}

/** Those already chosen, then those that the words find among the obligations on which the viewer may work. */
export async function obligationChoices(
  exchange: Exchange,
  tx: Tx,
  { chosen, find }: { readonly chosen: readonly string[]; readonly find: string },
): Promise<readonly Choice[]> {
  const { viewer, today } = exchange
  const there =
    chosen.length === 0
      ? []
      : await tx
          .selectFrom('obligation')
          .select(['id', 'code', 'summary'])
          .where('id', 'in', [...chosen])
          .orderBy('position')
          .execute()
  const own = isSecretariat(viewer) || viewer.institution === null ? {} : { institution: viewer.institution }
  const found =
    find === '' ? [] : (await listObligations(tx, { text: find, ...own }, { limit: MOST_FOUND, offset: 0, today })).rows
  return [...there, ...found.filter(({ id }) => !chosen.includes(id))].map(({ id, code, summary }) => ({
    value: id,
    text: summary,
    hint: code,
  }))
}

/** Other measures of the institution, those that end last first; what is chosen already always among them. */
export async function measureChoices(
  tx: Tx,
  { institution, chosen, but }: { institution: string | null; chosen: readonly string[]; but: string | null },
): Promise<readonly Choice[]> {
  const rows = await tx
    .selectFrom('measure')
    .select(['id', 'title'])
    .where((any) =>
      any.or([any('institution', '=', institution), ...(chosen.length === 0 ? [] : [any('id', 'in', [...chosen])])]),
    )
    .where('state', '<>', 'abandoned')
    .orderBy('ends_on', 'desc')
    .limit(60)
    .execute()
  return rows.filter(({ id }) => id !== but).map(({ id, title }) => ({ value: id, text: title }))
}
