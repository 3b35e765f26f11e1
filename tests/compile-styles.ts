/** `npm run styles`: compiles the style sheet and leaves out what no page uses, so that a page stays light. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Features, transform } from 'lightningcss'
import { PurgeCSS } from 'purgecss'
import { compile, Logger, NodePackageImporter } from 'sass'

const WEB = join(import.meta.dirname, '../src/web')
const TARGET = join(WEB, 'assets/observance.css')

/** The style sheet as it must stand in `src/web/assets`. */
export async function compileStyles(): Promise<string> {
  const { css } = compile(join(WEB, 'styles/observance.scss'), {
    style: 'compressed',
    loadPaths: [join(import.meta.dirname, '..')],
    importers: [new NodePackageImporter()],
    logger: Logger.silent,
  })
  const content = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .toSorted()
    .map((file) => ({ raw: readFileSync(join(WEB, file), 'utf8'), extension: 'ts' }))
  const [purged] = await new PurgeCSS().purge({
    content,
    css: [{ raw: css }],
    // Of the preview, whose HTML is made outside the pages.
    safelist: [/^\[dir/, /^report-/],
    // With and without "!": govuk-frontend's utilities carry one in their names, and code puts one before a name.
    defaultExtractor: (text) => [
      ...(text.match(/[A-Za-z0-9_-]+/g) ?? []),
      ...(text.match(/govuk-![A-Za-z0-9_-]+/g) ?? []),
    ],
    variables: true,
  })
  return `${minified(smoothedOnce(withoutPrintSizes(purged?.css ?? css)))}\n`
}

/** Rules that say the same stand once. Older telephones know no ranges in media queries, so none are written. */
function minified(css: string): string {
  const { code } = transform({
    filename: TARGET,
    code: Buffer.from(css),
    minify: true,
    include: Features.MediaRangeSyntax,
  })
  return code.toString()
}

/** Smoothing is inherited: the body says it, and not each class again. */
function smoothedOnce(css: string): string {
  const smoothing = '-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale'
  return `${css.replaceAll(new RegExp(`;?${smoothing}`, 'g'), '')}body{${smoothing}}`
}

/** Paper takes the sizes of the screen: govuk-frontend says each of them again in points, a twelfth of the whole sheet. */
function withoutPrintSizes(css: string): string {
  return css.replaceAll(/@media print\{[^{}]*\{(?:font-size|line-height|font-family)[^{}]*\}\}/g, '')
}

if (import.meta.main) writeFileSync(TARGET, await compileStyles())
