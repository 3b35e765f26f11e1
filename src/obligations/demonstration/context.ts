/** What the rows of the demonstration content refer to, by their keys: ids are given before anything is written. */
import { randomUUID } from 'node:crypto'
import type { CountryPack, Demonstration } from '../../countries/index.ts'
import type { Tx } from '../../store/index.ts'
import { packObligationCode } from '../load-pack.ts'

export interface Context {
  readonly content: Demonstration
  readonly pack: CountryPack
  readonly account: (key: string) => string
  readonly measure: (key: string) => string
  readonly evidence: (key: string) => string
  /** Of an obligation, by its key or its id in the pack. */
  readonly obligation: (reference: string) => { readonly id: string; readonly code: string }
  /** Institution and organization of a person. */
  readonly placeOf: (key: string) => { readonly institution: string | null; readonly organization: string | null }
  /** Noon of a day at home: content gives days, the store keeps instants. */
  readonly at: (day: string) => string
}

/** Refuses a reference that leads nowhere: the content was checked when it was read, so that is a fault of ours. */
export async function contextOf(tx: Tx, pack: CountryPack, content: Demonstration): Promise<Context> {
  const rows = await tx.selectFrom('obligation').select(['id', 'code']).execute()
  const idByCode = new Map(rows.map(({ id, code }) => [code, id]))
  const obligations = new Map(
    pack.obligations.flatMap((row) => {
      const code = packObligationCode(pack, row)
      const found = { id: known(idByCode, code), code }
      return [[row.id, found] as const, [row.key, found] as const]
    }),
  )
  const ids = (keyed: readonly { key: string }[]) => new Map(keyed.map(({ key }) => [key, randomUUID()]))
  const [accounts, measures, evidence] = [ids(content.accounts), ids(content.measures), ids(content.evidence)]
  const people = new Map(content.accounts.map((person) => [person.key, person]))
  return {
    content,
    pack,
    account: (key) => known(accounts, key),
    measure: (key) => known(measures, key),
    evidence: (key) => known(evidence, key),
    obligation: (reference) => known(obligations, reference),
    placeOf: (key) => known(people, key),
    at: (day) =>
      Temporal.PlainDate.from(day)
        .toZonedDateTime({ timeZone: pack.timeZone, plainTime: '12:00' })
        .toInstant()
        .toString(),
  }
}

function known<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the demonstration content refers to ${key}, which is not there`)
  return value
}
