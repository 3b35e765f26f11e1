/** `observance serve`: starts, says where, and stops on SIGTERM or SIGINT. */
import { setImmediate as turn } from 'node:timers/promises'
import { openStore, readSettings } from '../store/index.ts'
import { listen } from '../web/listen.ts'
import { readPostSettings } from '../web/post-settings.ts'
import { startWatchdog } from './watchdog-beside.ts'

export async function serveCommand(): Promise<void> {
  // Asked to stop while it starts, it ends the start in good order and stops then.
  const asked = Promise.withResolvers<void>()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => asked.resolve())
  const settings = readSettings()
  const post = readPostSettings()
  const listening = await listen(settings.port)
  // The database starts while the rest is loaded: each has a processor.
  const store = openStore(settings)
  const { serve, defaultCountry } = await loadedUnlessRefused(store).catch((refused: unknown) => {
    listening.server.closeAllConnections()
    listening.server.close()
    throw refused
  })
  const serving = await serve({
    ...{ settings, listening, store, post },
    country: process.env.OBSERVANCE_COUNTRY ?? defaultCountry,
    origin: process.env.OBSERVANCE_ORIGIN ?? null,
  })
  console.log(`Observance is ready at ${serving.address}`)
  const watchdog = process.env.OBSERVANCE_WATCHDOG === 'elsewhere' ? null : startWatchdog()
  await asked.promise
  await watchdog?.stop()
  await serving.close()
}

/**
 * Room by room: loading one holds everything else up, and in between the database is given its next word. Where it is
 * refused, nothing more is loaded.
 */
async function loadedUnlessRefused(store: Promise<unknown>) {
  const refusal = store.then(() => new Promise<never>(() => undefined))
  refusal.catch(() => undefined) // said below, or by serve
  const { defaultCountry } = await import('../countries/index.ts')
  for (const room of [
    () => import('../procedures/index.ts'),
    () => import('../register/index.ts'),
    () => import('../obligations/index.ts'),
    () => import('../reports/index.ts'),
  ]) {
    await Promise.race([turn(), refusal])
    await room()
  }
  await Promise.race([turn(), refusal])
  return { serve: (await import('../web/serve.ts')).serve, defaultCountry }
}
