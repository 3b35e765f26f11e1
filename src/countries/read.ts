/** Reads the YAML files of a pack's folder and holds each against its schema. What the files mean together is `check.ts`. */
import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { KeptReading } from './kept-reading.ts'
import type { PackProblem } from './problem.ts'

/** One file as read: its content, or null where it broke; and what is wrong with it. */
export interface ReadFile<T> {
  readonly file: string
  readonly content: T | null
  readonly problems: readonly PackProblem[]
}

/** Where a pack's files lie, and what was kept of an earlier reading. */
export interface ReadFrom {
  readonly folder: string
  readonly kept?: KeptReading
}

/** Reads one file. A missing one is a problem like any other. */
export async function readYaml<T extends z.ZodType>(
  from: ReadFrom,
  file: string,
  schema: T,
): Promise<ReadFile<z.output<T>>> {
  const source = await readFile(join(from.folder, file), 'utf8').catch(() => null)
  if (source === null) return broken(file, [{ file, row: null, sentence: 'The file is missing.' }])
  const parsed = await parse(file, source, from.kept)
  if ('problems' in parsed) return broken(file, parsed.problems)
  const result = schema.safeParse(parsed.value)
  if (result.success) return { file, content: result.data, problems: [] }
  return broken(
    file,
    result.error.issues.flatMap((issue) => explain(file, parsed.value, issue)),
  )
}

/** Reads a file that a pack may leave out: then it is as if it were there with nothing in it. */
export async function readYamlIfThere<T extends z.ZodType>(
  from: ReadFrom,
  file: string,
  schema: T,
): Promise<ReadFile<z.output<T>>> {
  const there = await access(join(from.folder, file)).then(
    () => true,
    () => false,
  )
  return there ? readYaml(from, file, schema) : { file, content: schema.parse({}), problems: [] }
}

/** Reads all `.yaml` files of a subfolder, in the order of their names. */
export async function readYamlFolder<T extends z.ZodType>(
  from: ReadFrom,
  sub: string,
  schema: T,
): Promise<ReadFile<z.output<T>>[]> {
  const names = await readdir(join(from.folder, sub)).catch(() => [])
  const files = names.filter((name) => name.endsWith('.yaml')).sort(byNumber)
  if (files.length === 0) return [broken(sub, [{ file: sub, row: null, sentence: 'The folder holds no .yaml file.' }])]
  return Promise.all(files.map((name) => readYaml(from, `${sub}/${name}`, schema)))
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

function broken<T>(file: string, problems: readonly PackProblem[]): ReadFile<T> {
  return { file, content: null, problems }
}

/** YAML 1.2, aliases refused: a pack repeats nothing, and a short file must not unfold into a huge one. */
async function parse(
  file: string,
  source: string,
  kept: KeptReading | undefined,
): Promise<{ value: unknown } | { problems: PackProblem[] }> {
  const known = kept?.find(source)
  if (known !== undefined) return { value: known }
  const { parseDocument } = await import('yaml') // not loaded where everything is kept
  const document = parseDocument(source, { prettyErrors: false, strict: true, uniqueKeys: true })
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        file,
        row: `line ${source.slice(0, error.pos[0]).split('\n').length}`,
        sentence: `Not readable as YAML: ${error.message}.`,
      })),
    }
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    kept?.keep(source, value)
    return { value }
  } catch {
    return { problems: [{ file, row: null, sentence: 'Anchors and aliases (& and *) are not allowed.' }] }
  }
}

/** A schema's complaint as a sentence about a row. A union's complaint is that of its nearest branch. */
function explain(
  file: string,
  value: unknown,
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[] = [],
): PackProblem[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, one) => (one.length > 0 && one.length <= best.length ? one : best))
    return nearest.flatMap((one) => explain(file, value, one, path))
  }
  const { row, rest } = rowOf(value, path)
  const field = rest.length === 0 ? 'The row' : `\`${rest.map(String).join('.')}\``
  return [{ file, row, sentence: `${field}: ${issue.message}.` }]
}

/** The innermost row with an id, code or name on the way, and the path from there. */
function rowOf(value: unknown, path: readonly PropertyKey[]): { row: string | null; rest: readonly PropertyKey[] } {
  let at: unknown = value
  let found: { row: string | null; rest: readonly PropertyKey[] } = { row: null, rest: path }
  path.forEach((key, index) => {
    at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined
    if (typeof key !== 'number') return
    const name = nameOf(at)
    // A nameless entry inside a named row is told by the row's name.
    if (name !== null || found.row === null) found = { row: name ?? `row ${key + 1}`, rest: path.slice(index + 1) }
  })
  return found
}

function nameOf(row: unknown): string | null {
  if (typeof row !== 'object' || row === null) return null
  for (const key of ['id', 'code', 'symbol', 'name', 'ref', 'email', 'key']) {
    const name: unknown = Reflect.get(row, key)
    if (typeof name === 'string') return name
  }
  return null
}
