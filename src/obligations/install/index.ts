/** Puts a country into the store at start: its pack, and on the embedded database the demonstration content. */
import { sql } from 'kysely'
import { type CountryPack, loadDemonstration, loadPack, packFolder } from '../../countries/index.ts'
import { asActor, asOperator, asReader, type Store, systemReader, type Tx } from '../../store/index.ts'
import { demonstrationReader, loadDemonstrationIntoStore } from '../demonstration/index.ts'
import { loadPackIntoStore } from '../load-pack.ts'

export interface InstalledCountry {
  readonly code: string
  readonly names: Readonly<Record<string, string>>
  readonly timeZone: string
  /** Chapters of the latest document of the pack. */
  readonly chapters: readonly { readonly id: string; readonly names: Readonly<Record<string, string>> }[]
  readonly pack: CountryPack
}

/** Reads and checks the installed pack of a country; needs no store, so that both can be made ready at once. `keptIn` as for `loadPack`. */
export function readPack(code: string, keptIn?: string): Promise<CountryPack> {
  return loadPack(packFolder(code), keptIn)
}

/** Brings the pack into the store; a store that has it already is left as it is. */
export async function installCountry(store: Store, pack: CountryPack): Promise<InstalledCountry> {
  await asActor(store.web, systemReader('pack'), 'pack.load', async (tx) => {
    await alone(tx)
    await loadPackIntoStore(tx, pack)
  })
  if (store.embedded) await installDemonstration(store, pack)
  const latest = pack.documents.toSorted((a, b) => b.cycle - a.cycle)[0]
  return {
    code: pack.code,
    names: byLanguage(pack.names),
    timeZone: pack.timeZone,
    chapters: (latest?.chapters ?? []).map(({ id, names }) => ({ id, names: byLanguage(names) })),
    pack,
  }
}

function byLanguage(names: CountryPack['names']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Reads the demonstration content only where it is not there yet: later starts need none of it. */
async function installDemonstration(store: Store, pack: CountryPack): Promise<void> {
  const there = await asReader(store.web, systemReader('demonstration'), (tx) =>
    tx.selectFrom('account').select('id').where('demonstration', '=', true).limit(1).executeTakeFirst(),
  )
  if (there !== undefined) return
  const content = await loadDemonstration(packFolder(pack.code), pack)
  await asOperator(store, demonstrationReader(content), 'demonstration.load', async (tx) => {
    await alone(tx)
    await loadDemonstrationIntoStore(tx, pack, content)
  })
}

const INSTALL_LOCK = 7_318_349_394_479

/** Of processes that start at once one installs, and the others then find it done. Until the transaction ends. */
async function alone(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${INSTALL_LOCK})`.execute(tx)
}
