/** `npm run browser`: makes the one script that browsers run, from the modules that the server runs too. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild-wasm'

const WEB = join(import.meta.dirname, '../src/web')
const TARGET = join(WEB, 'assets/complaint.js')

/** The script as it must stand in `src/web/assets`: the same bytes on every machine, so that anybody can make it again. */
export async function compileBrowser(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, 'complaint/browser/main.js')],
    absWorkingDir: join(import.meta.dirname, '..'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'eof',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

if (import.meta.main) writeFileSync(TARGET, await compileBrowser())
