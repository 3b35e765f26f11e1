/** `observance ledger …` and `observance audit`: the operator's and the auditor's work on the three logs. */
import { existsSync, writeFileSync } from 'node:fs'
import {
  audit,
  becomeSequencer,
  checkpointFromText,
  cosignedByPaper,
  declareGap,
  headNow,
  isLogName,
  keepLogAlways,
  LOGS,
  type LogName,
  type LogSettings,
  logKeyText,
  logSettings,
  paperPage,
  parseNote,
  policyFromText,
  requestFor,
  verifierHtml,
} from '../ledger/index.ts'
import { readSettings, type Store } from '../store/index.ts'
import { bytesOf } from './bytes-of.ts'
import { Refused, WrongUse } from './refused.ts'
import { withStore } from './with-store.ts'

type Client = Awaited<ReturnType<Store['ownerClient']>>

/** Opens one log with a connection of its own. */
async function withLog<T>(name: string, work: (client: Client, settings: LogSettings) => Promise<T>): Promise<T> {
  const log = logNamed(name)
  return withStore(async (store) => {
    const client = await store.ownerClient()
    try {
      return await work(client, settingsIn(store, log))
    } finally {
      await client.end()
    }
  })
}

function settingsIn(store: Store, log: LogName): LogSettings {
  const { dataFolder } = readSettings()
  return logSettings(log, { dataFolder, key: store.key, authority: process.env.OBSERVANCE_AUTHORITY })
}

function logNamed(name: string): LogName {
  if (!isLogName(name)) throw new WrongUse(`There is no log "${name}": ${LOGS.join(', ')}.`)
  return name
}

/** Runs the sequencers of all logs until it is told to stop. */
export async function runLedgerCommand({ policy }: { readonly policy?: string }): Promise<void> {
  const witnesses = policy === undefined ? [] : policyFromText(bytesOf(policy).toString('utf8')).witnesses
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  await withStore(async (store) => {
    console.log(`The logs are kept: ${LOGS.join(', ')}.`)
    await Promise.all(
      LOGS.map(async (log) => {
        const tell = (line: string) => console.error(`${log}: ${line}`)
        try {
          await keepLogAlways(store.ownerClient, settingsIn(store, log), { witnesses, until: stop.signal, tell })
        } finally {
          stop.abort()
        }
      }),
    )
  })
}

/** Takes in what waits and prints the signed head. */
export function checkpointCommand(name: string): Promise<void> {
  return withLog(name, async (client, settings) => {
    process.stdout.write((await headNow(client, settings)).text)
  })
}

/** The key of a log, as witnesses and courts are given it. */
export function logKeyCommand(name: string): Promise<void> {
  return withLog(name, async (client, settings) => console.log(await logKeyText(client, settings)))
}

/** The signed head as a page to print. */
export function paperCommand(name: string, out: string): Promise<void> {
  return withLog(name, async (client, settings) => {
    writeNew(out, paperPage(await headNow(client, settings), Temporal.Now.instant()))
    console.log(`${out} is ready to print.`)
  })
}

/** What a witness without a network is brought: the head, with a proof from the size that it has seen. */
export function requestCommand(name: string, out: string, { old }: { readonly old: string }): Promise<void> {
  return withLog(name, async (client, settings) => {
    const signed = await headNow(client, settings)
    writeNew(out, await requestFor(client, settings, { signed, oldSize: Number(old) }))
    console.log(`${out} is for the witness; it answers with a line for "observance ledger cosigned".`)
  })
}

/** Keeps the line that a witness without a network brought back. */
export function cosignedCommand(name: string, line: string, { policy }: { readonly policy: string }): Promise<void> {
  return withLog(name, async (client, settings) => {
    const { witnesses } = policyFromText(bytesOf(policy).toString('utf8'))
    const witness = await cosignedByPaper(client, settings, { line: bytesOf(line).toString('utf8'), witnesses })
    console.log(`The cosignature of ${witness} is kept.`)
  })
}

/** Declares that an old backup was put back. */
export function declareGapCommand(
  name: string,
  declaration: { readonly by: string; readonly reason: string },
): Promise<void> {
  return withLog(name, async (client, settings) => {
    if (!(await becomeSequencer(client, settings.log)))
      throw new Refused('Another process keeps this log. Stop it first. Nothing was declared.')
    const { kind, lost, tree } = await declareGap(client, settings, declaration)
    const how = kind === 'continued' ? 'Their hashes are back, and it goes on' : 'It begins anew'
    console.log(`The loss of ${lost} entries is declared in the log. ${how} as ${tree.origin}.`)
  })
}

/** The whole log against a checkpoint that somebody kept. */
export async function auditCommand(path: string): Promise<void> {
  const old = checkpointFromText(parseNote(bytesOf(path)).text)
  await withStore(async (store) => {
    const client = await store.ownerClient()
    try {
      const { now, hashed, byHashAlone } = await audit(client, old)
      const lost = byHashAlone === 0 ? '' : ` Of ${byHashAlone} more, lost and declared, only the hash is known.`
      console.log(
        `All ${old.size} entries of the old checkpoint are in ${now.origin} unchanged and in their order; ${hashed} of ${now.size} entries were read and hashed again.${lost}`,
      )
      console.log('It is not proved that what an entry says is true, or that everything that happened has an entry.')
    } finally {
      await client.end()
    }
  })
}

/** The verifier as one HTML file. */
export function verifierCommand(out: string): void {
  writeNew(out, verifierHtml())
  console.log(`${out} verifies proof files in any browser, without a network.`)
}

function writeNew(path: string, content: string): void {
  if (existsSync(path)) throw new Refused(`${path} exists already and was left as it is. Name a new file.`)
  writeFileSync(path, content)
}
