/** `observance serve`: starts, says where, and stops on SIGTERM or SIGINT. */
import { defaultCountry } from '../countries/index.ts'
import { readSettings } from '../store/index.ts'
import { serve } from '../web/serve.ts'

export async function serveCommand(): Promise<void> {
  // Asked to stop while it starts, it ends the start in good order and stops then.
  const asked = Promise.withResolvers<void>()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => asked.resolve())
  const serving = await serve({
    settings: readSettings(),
    country: process.env.OBSERVANCE_COUNTRY ?? defaultCountry,
    origin: process.env.OBSERVANCE_ORIGIN ?? null,
  })
  console.log(`Observance is ready at ${serving.address}`)
  await asked.promise
  await serving.close()
}
