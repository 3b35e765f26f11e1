/**
 * The HTML verifier: one file that works from a disk, with no network. It is made from the very modules that Node runs, types
 * taken out, and two libraries for hashing and signatures; each module is a line of an import map, so nothing is bundled
 * or rewritten but the names of imports.
 */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

/** What stands in for Node's own cryptography. */
const REPLACED = new Map(
  ['sha256.ts', 'ed25519.ts'].map((name) => [
    new URL(`../core/${name}`, import.meta.url).href,
    new URL(`browser/${name}`, import.meta.url).href,
  ]),
)

const PAGE = new URL('page.js', import.meta.url).href
/** At the beginning of a line: examples in comments stand after an asterisk. */
const IMPORT = /^((?:import|export)\b[^'"]*?from\s*|import\s*)(['"])([^'"]+)\2/gm

/** The whole file. */
export function verifierHtml(): string {
  const modules = new Map<string, string>()
  collect(PAGE, modules)
  const imports = Object.fromEntries([...modules].map(([url, code]) => [nameOf(url), asDataUrl(code)]))
  return readFileSync(new URL('page.html', import.meta.url), 'utf8').replace('{ "imports": {} }', () =>
    JSON.stringify({ imports: { ...imports, page: imports[nameOf(PAGE)] } }, null, 1),
  )
}

function collect(url: string, modules: Map<string, string>): void {
  if (modules.has(url)) return
  modules.set(url, '') // before its imports, which may lead back
  const found: string[] = []
  const code = sourceOf(url).replaceAll(IMPORT, (_, before: string, quote: string, specifier: string) => {
    const resolved = resolve(specifier, url)
    found.push(resolved)
    return `${before}${quote}${nameOf(resolved)}${quote}`
  })
  modules.set(url, code)
  for (const imported of found) collect(imported, modules)
}

function sourceOf(url: string): string {
  const source = readFileSync(fileURLToPath(url), 'utf8')
  return url.endsWith('.ts') ? withoutTypes(source) : source
}

/** Node warns that the function is new; the operator cannot do anything about that. */
function withoutTypes(source: string): string {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}

function resolve(specifier: string, from: string): string {
  const url = specifier.startsWith('.') ? new URL(specifier, from).href : import.meta.resolve(specifier)
  return REPLACED.get(url) ?? url
}

/** "@noble/hashes/sha2.js", "ledger/core/bundle.ts": the same on every machine. */
function nameOf(url: string): string {
  return url.replace(/^.*\/node_modules\//, '').replace(/^.*\/src\/ledger\//, 'ledger/')
}

function asDataUrl(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code, 'utf8').toString('base64')}`
}
