/** `observance first-account EMAIL NAME`: the operator opens the first account of the secretariat, which opens all others. */
import { defaultCountry } from '../countries/index.ts'
import { forgetPasskeys } from '../firewall/index.ts'
import { installCountry, readPack } from '../obligations/install/index.ts'
import { NewAccount, openFirstAccount } from '../obligations/people/index.ts'
import { asOperator, NotFound, systemReader } from '../store/index.ts'
import { WrongUse } from './refused.ts'
import { withStore } from './with-store.ts'

export interface FirstAccountOptions {
  /** Code of the institution; the pack's secretariat unless told. */
  readonly institution?: string
  /** Of letters, ISO 639-1. */
  readonly language: string
}

export async function firstAccountCommand(email: string, name: string, options: FirstAccountOptions): Promise<void> {
  const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
  const { language, institution = pack.parts.secretariat } = options
  const input = NewAccount.omit({ role: true, organization: true }).safeParse({ email, name, language, institution })
  if (!input.success)
    throw new WrongUse(`This is not usable as ${String(input.error.issues[0]?.path[0])}. Nothing was opened.`)
  await withStore(async (store) => {
    await installCountry(store, pack)
    await asOperator(store, systemReader('operator'), 'account.open', (tx) => openFirstAccount(tx, input.data))
  })
  console.log(
    `${name} can sign in as the secretariat with the address ${email}, and opens the other accounts under People.`,
  )
}

/** `observance forget-passkeys EMAIL`: the operator takes the passkeys of somebody who has lost them, having made sure who asks. */
export async function forgetPasskeysCommand(email: string): Promise<void> {
  const taken = await withStore((store) =>
    asOperator(store, systemReader('operator'), 'passkey.forget', (tx) => forgetPasskeys(tx, email)),
  ).catch((error: unknown) => {
    if (error instanceof NotFound)
      throw new WrongUse(`There is no open account with the address ${email}. Nothing was changed.`)
    throw error
  })
  console.log(
    `Passkeys taken away: ${taken}. All sessions of ${email} have ended; after signing in again they add a first one at /passkeys.`,
  )
}
