/** Opens the registers for one command, as the server does: with the country's pack, the logins and the keys of cases. */
import { defaultCountry } from '../countries/index.ts'
import { readPack } from '../obligations/install/index.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { openRegister, type Register } from '../register/index.ts'
import { readSettings, type Store } from '../store/index.ts'
import { VERSION } from '../web/version.ts'

export async function registerIn(store: Store): Promise<Register> {
  const pack = await readPack(process.env.OBSERVANCE_COUNTRY ?? defaultCountry)
  const today = Temporal.Now.plainDateISO(pack.timeZone)
  const { dataFolder } = readSettings()
  return openRegister({ store, pack, procedures: PROCEDURES, dataFolder, today, software: VERSION })
}
