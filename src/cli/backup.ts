/** `observance backup` and `observance restore`. */
import { existsSync } from 'node:fs'
import { eraseAgain } from '../register/index.ts'
import { type BackupCount, backup, type Progress, restore, type Store } from '../store/index.ts'
import { progressBar } from './progress.ts'
import { Refused } from './refused.ts'
import { registerIn } from './with-register.ts'
import { withStore } from './with-store.ts'

type Owner = Awaited<ReturnType<Store['ownerClient']>>

export async function backupCommand(path: string): Promise<void> {
  if (existsSync(path)) throw new Refused(`${path} exists already and was left as it is. Name a new file.`)
  const count = await asOwner('Backing up', (owner, progress) => backup(owner, path, progress))
  console.log(
    `${count.rows} rows of ${count.tables} tables are in ${path}. Keep the folders keys and keys-of-cases of the data directory apart from it.`,
  )
}

export async function restoreCommand(path: string): Promise<void> {
  if (!existsSync(path)) throw new Refused(`There is no file ${path}.`)
  await withStore(async (store) => {
    // The tables of the registers are made from their declarations; a backup holds rows.
    const register = await registerIn(store)
    const owner = await store.ownerClient()
    const bar = progressBar('Restoring')
    try {
      const count = await restore(owner, path, bar.progress)
      bar.end()
      console.log(`${count.rows} rows of ${count.tables} tables are restored.`)
      const again = await eraseAgain(owner, register)
      if (again > 0) console.log(`${again} cases had been erased since, and are erased again.`)
    } finally {
      bar.end()
      await owner.end()
    }
  })
}

async function asOwner(
  what: string,
  work: (owner: Owner, progress: Progress) => Promise<BackupCount>,
): Promise<BackupCount> {
  const bar = progressBar(what)
  return withStore(async (store) => {
    const owner = await store.ownerClient()
    try {
      return await work(owner, bar.progress)
    } finally {
      bar.end()
      await owner.end()
    }
  })
}
