/**
 * Plays the invented cases of the country pack on the embedded database, once, after the first pages: one process plays, and
 * what a stop or a crash left is played at the next start. Then the invented tables.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type CountryPack, type DemonstrationCases, loadDemonstrationCases, packFolder } from '../countries/index.ts'
import {
  type Actor,
  asCode,
  type CaseCode,
  type Coming,
  type LeftCase,
  playDemonstration,
  type Register,
} from '../register/index.ts'
import { asReader, type Store, systemReader } from '../store/index.ts'
import { codeFromText, keysOf, proofHash } from './complaint/channel/index.ts'
import { playTables } from './statistics/demonstration.ts'
import { openStatistics } from './statistics/index.ts'

/** The first pages come first. */
const FIRST_PAGES_MS = 3_000
/** The row of `register.installed` that says that all has been played. */
const PLAYED = 'demonstration cases'
const TABLES_MADE = 'demonstration tables'
const PLAY_LOCK = 7_318_349_394_481

export interface Stage {
  readonly store: Store
  readonly register: Register
  readonly pack: CountryPack
}

/** Starts it in the background; `stop` waits for the step under way. */
export function startDemonstration(stage: Stage, tell: (line: string) => void): { stop: () => Promise<void> } {
  const stop = new AbortController()
  const until = stop.signal
  const running = sleep(FIRST_PAGES_MS, undefined, { signal: until })
    .then(() => playCasesOnce(stage, until))
    .then((left) => {
      for (const { key, step, why } of left)
        tell(`demonstration: ${key} waits before "${step}" (${why}); the next start tries it again`)
    })
    .then(() => playTablesOnce(stage, until, tell))
    .catch((error: unknown) => {
      if (!until.aborted) tell(`demonstration: the cases were not all played: ${String(error)}`)
    })
  return {
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

/** Plays what has not been played; gives the cases that did not go on. Nothing to do where all was, or another process plays. */
export async function playCasesOnce(stage: Stage, until: AbortSignal): Promise<readonly LeftCase[]> {
  const owner = await stage.store.ownerClient()
  try {
    if (!(await isMine(owner))) return []
    const content = await loadDemonstrationCases(packFolder(stage.pack.code), stage.pack)
    const officers = await officersOf(stage.store, content)
    const now = Temporal.Now.instant()
    const left = await playDemonstration(stage.register, {
      ...{ content, now, until, comingWith },
      officer: (key) => {
        const found = officers.get(content.officers.get(key) ?? '')
        if (found === undefined) throw new Error(`the demonstration has no account of the officer ${key}`)
        return found
      },
    })
    if (left.length === 0)
      await owner.query("insert into register.installed (name, sha256) values ($1, '') on conflict do nothing", [
        PLAYED,
      ])
    return left
  } finally {
    await owner.end()
  }
}

/** Makes the invented tables, once; what is left of them at each later start until all are made. */
export async function playTablesOnce(
  { store, register, pack }: Stage,
  until: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  const owner = await store.ownerClient()
  try {
    if (until.aborted || !(await isMine(owner, TABLES_MADE))) return
    const today = Temporal.Now.plainDateISO(pack.timeZone)
    const refused = await playTables(openStatistics({ store, register, country: { pack } }), owner, {
      today,
      procedures: register.procedures,
      until,
      tell,
    })
    if (until.aborted) return
    for (const one of refused) tell(`demonstration: a table was refused by its gates: ${one}`)
    await owner.query("insert into register.installed (name, sha256) values ($1, '')", [TABLES_MADE])
  } finally {
    await owner.end()
  }
}

/** Whether there is something to play and nobody else plays it: the lock ends with the connection. */
async function isMine(owner: pg.Client, what = PLAYED): Promise<boolean> {
  const { rows } = await owner.query<{ mine: boolean }>(
    'select pg_try_advisory_lock($1) and not exists (select from register.installed where name = $2) as mine',
    [PLAY_LOCK, what],
  )
  return rows[0]?.mine === true
}

async function officersOf(store: Store, { officers }: DemonstrationCases): Promise<ReadonlyMap<string, Actor>> {
  const emails = [...officers.values()]
  if (emails.length === 0) return new Map()
  const accounts = await asReader(store.web, systemReader('demonstration'), (tx) =>
    tx
      .selectFrom('account')
      .select(['id', 'email', 'agency_role', 'office'])
      .where('demonstration', '=', true)
      .where('email', 'in', emails)
      .execute(),
  )
  return new Map(
    accounts.flatMap(({ id, email, agency_role: role, office }): [string, Actor][] =>
      role === null || office === null ? [] : [[email, { as: 'officer', id, role, office }]],
    ),
  )
}

/** Whoever complains comes back by the channel of complaints, which finds the case by what follows from the code. */
export async function comingWith(procedure: string, code: CaseCode): Promise<Coming> {
  const typed = procedure === 'complaint' ? codeFromText(code) : null
  if (typed === null) return { code, facts: {} }
  const { lookup, proof, recipient } = await keysOf(typed)
  const found = asCode(lookup)
  if (found === null) throw new Error('internal error: a code that is none')
  return { code: found, facts: { codeHash: proofHash(proof), replyKey: recipient } }
}
