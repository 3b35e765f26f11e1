/** `observance ledger check`: the live records against the log, as a process of its own on a login that only reads. */
import { OWN_LOGINS } from '../firewall/index.ts'
import { type Finding, LOGS, type LogSettings, logSettings, selfCheck, stopAfter } from '../ledger/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { openVault, registerRecords, vaultFolderIn } from '../register/index.ts'
import { readSettings, type Store } from '../store/index.ts'
import { Refused } from './refused.ts'
import { withStore } from './with-store.ts'

/** Findings that are printed of each; the rest is a number. */
const MOST_NAMED = 20

/** Hashes every event again and compares it with its leaf. What differs is printed, and the log is signed no more. */
export function checkRecordsCommand(): Promise<void> {
  return withStore(async (store) => {
    const { dataFolder } = readSettings()
    await refuseWithoutRegisters(store)
    let differences = 0
    for (const log of LOGS) {
      const settings = logSettings(log, { dataFolder, key: store.key, authority: process.env.OBSERVANCE_AUTHORITY })
      const findings = await findingsIn(store, settings, dataFolder)
      if (findings.length > 0) await stopSigning(store, settings, findings)
      for (const { kind, where } of findings.slice(0, MOST_NAMED)) console.log(`${log}: ${kind} ${where}`)
      differences += findings.length
    }
    if (differences > 0)
      throw new Refused(
        `${differences} differences between the registers and the logs. A log in which one was found is signed no more until somebody has looked.`,
      )
    console.log(
      'Every event, name and access record is as it was written, and every leaf of the logs has its record or its erasure.',
    )
  })
}

async function refuseWithoutRegisters(store: Store): Promise<void> {
  const owner = await store.ownerClient()
  try {
    const { rows } = await owner.query('select from register.installed limit 1')
    if (rows.length === 0) throw new Refused('There are no registers in this database yet. There is nothing to check.')
  } finally {
    await owner.end()
  }
}

async function findingsIn(store: Store, settings: LogSettings, dataFolder: string): Promise<readonly Finding[]> {
  const client = await store.login(OWN_LOGINS.watchdog, 1).connect()
  try {
    const vault = openVault(vaultFolderIn(dataFolder))
    return await selfCheck(client, settings, registerRecords({ procedures: PROCEDURES, vault }))
  } finally {
    client.release()
  }
}

async function stopSigning(store: Store, settings: LogSettings, findings: readonly Finding[]): Promise<void> {
  const owner = await store.ownerClient()
  try {
    await stopAfter(owner, settings, findings)
  } finally {
    await owner.end()
  }
}
