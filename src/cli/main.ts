/** Reads the command line and runs one subcommand. Exit codes: 0 done, 1 refused, 2 wrong use. */
import { Command, CommanderError } from 'commander'
import type { FirstAccountOptions } from './account.ts'
import type { ImportOptions } from './import.ts'
import type { ImportComparatorOptions } from './import-comparator.ts'
import { addLedgerCommands } from './ledger-commands.ts'
import type { MigrateOptions } from './migrate.ts'
import type { OnDayOptions } from './procedure.ts'
import { WrongUse } from './refused.ts'
import { addStatisticsCommands } from './statistics-commands.ts'
import type { WatchdogOptions } from './watchdog.ts'

/** Runs the command line; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...argv])
    return 0
  } catch (error) {
    return report(error)
  }
}

/** Errors that carry their own sentence, whichever room they come from. */
const OURS = [
  'Refused',
  'WrongUse',
  'CannotStart',
  'PackInvalid',
  'Unreadable',
  'NotProved',
  'SigningStopped',
  'KeptByAnother',
]

async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  console.error(await sentenceOf(error))
  if (process.env.OBSERVANCE_DEBUG) console.error(error)
  return error instanceof WrongUse ? 2 : 1
}

async function sentenceOf(error: unknown): Promise<string> {
  if (!(error instanceof Error)) return `Something went wrong, and nothing more was done: ${String(error)}`
  if (OURS.includes(error.name)) return error.message
  const { NotFound, StepRefused, Invalid } = await import('../store/index.ts')
  const { textsIn } = await import('../web/texts.ts')
  const { named } = textsIn('en', 'UTC')
  if (error instanceof NotFound) return 'There is no such thing, or it is not public.'
  if (error instanceof StepRefused) return named(`refused.${error.rule}`, error.data)
  if (error instanceof Invalid)
    return error.problems
      .map(({ field, rule, data }) =>
        rule === 'missing'
          ? `The ${field} is missing; name it with an option, or import on the page.`
          : named(`problem.${rule}`, data),
      )
      .join(' ')
  return `Something went wrong, and nothing more was done: ${error.message}`
}

/** Each subcommand loads what it needs and nothing else: `parse` opens no database. */
function program(): Command {
  const root = new Command('observance')
    .description('Keeps the Convention on migrant workers and their families, and shows that it is kept.')
    .exitOverride()
    .showHelpAfterError('(--help tells how the command is used)')
  root
    .command('serve')
    .description('start the pages, with the embedded database unless DATABASE_URL names your own')
    .addHelpText(
      'after',
      '\nPORT (8080), OBSERVANCE_DATA (data), DATABASE_URL, OBSERVANCE_ORIGIN, OBSERVANCE_COUNTRY, OIDC_*, SMTP_URL: docs/operate.md',
    )
    .action(async () => (await import('./serve.ts')).serveCommand())
  root
    .command('parse')
    .description('read a UN document (.docx, .pdf, .html, .txt) and print what it asks for')
    .argument('<file>')
    .option('--json', 'print the whole model as JSON')
    .action(async (file: string, options: { json?: boolean }) =>
      (await import('./parse.ts')).parseCommand(file, options),
    )
  root
    .command('import-comparator')
    .description(
      'take in populations and rates of nationals that indicators are held against: a CSV file, whole or not at all',
    )
    .argument(
      '<file>',
      'columns comparator, period, breakdown ("sex=female" or empty), value, base (of a rate), source, dated, licence',
    )
    .option('--as <email>', 'the statistician in whose name it is done')
    .action(async (file: string, options: ImportComparatorOptions) =>
      (await import('./import-comparator.ts')).importComparatorCommand(file, options),
    )
  root
    .command('import')
    .description(
      'import a UN document, or an export of the Human Rights Index (.xlsx, .json); doubtful documents are imported on the page instead',
    )
    .argument('<file>')
    .option(
      '--as <email>',
      'the secretariat account in whose name it is done; may be left out while there are invented people alone',
    )
    .option('--symbol <symbol>', 'where the file does not print it')
    .option('--accept-changes', 'take over every line of a corrected document')
    .option('--despite-doubts', 'save although something is doubtful')
    .action(async (file: string, options: ImportOptions) => (await import('./import.ts')).importCommand(file, options))
  root
    .command('report')
    .description('write a public report as .docx; without an id, list the public reports')
    .argument('[id]')
    .option('--out <file>', 'a file that does not exist yet')
    .action(async (id: string | undefined, options: { out?: string }) =>
      (await import('./report.ts')).reportCommand(id, options),
    )
  root
    .command('matrix')
    .description('write the implementation matrix as .xlsx')
    .option('--out <file>', 'a file that does not exist yet')
    .action(async (options: { out?: string }) => (await import('./report.ts')).matrixCommand(options))
  root
    .command('search')
    .description('search the public content; AND, OR, "quotes", -without')
    .argument('<words...>')
    .option('--json', 'print as JSON')
    .action(async (words: string[], options: { json?: boolean }) =>
      (await import('./search.ts')).searchCommand(words, options),
    )
  root
    .command('backup')
    .description('write everything, as of one instant, into one file')
    .argument('<file>', 'must not exist yet')
    .action(async (file: string) => (await import('./backup.ts')).backupCommand(file))
  root
    .command('restore')
    .description('put a backup into an empty database; a damaged one restores nothing')
    .argument('<file>')
    .action(async (file: string) => (await import('./backup.ts')).restoreCommand(file))
  root
    .command('first-account')
    .description('open the first account of the secretariat, which then opens all others on the page')
    .argument('<email>', 'as the identity provider gives it')
    .argument('<name>')
    .option('--institution <code>', 'unless the country pack’s secretariat')
    .option('--language <code>', 'of letters', 'en')
    .action(async (email: string, name: string, options: FirstAccountOptions) =>
      (await import('./account.ts')).firstAccountCommand(email, name, options),
    )
  root
    .command('forget-passkeys')
    .description(
      'of an officer who has lost them: all are taken away and all sessions end; the first is then added anew',
    )
    .argument('<email>', 'of the account')
    .action(async (email: string) => (await import('./account.ts')).forgetPasskeysCommand(email))
  root
    .command('pack')
    .description('country packs')
    .command('check')
    .description('say everything that is wrong with a country pack')
    .argument('<folder>')
    .action(async (folder: string) => (await import('./pack.ts')).packCheckCommand(folder))
  root
    .command('rebuild')
    .description(
      'make every case of the registers anew from its events and compare; names each difference by case number and column',
    )
    .option('--check', 'compare and change nothing')
    .option('--write', 'write what the events say, once the logs have proved them; enters each case in the log')
    .action(async (options: { check?: boolean; write?: boolean }) =>
      (await import('./rebuild.ts')).rebuildCommand(options),
    )
  root
    .command('watchdog')
    .description(
      'compare the clocks of all cases that go on with their events, every twenty seconds; the server starts one',
    )
    .option('--once', 'one look; ends with 1 where a clock is not as its events say')
    .action(async (options: WatchdogOptions) => (await import('./watchdog.ts')).watchdogCommand(options))
  addLedgerCommands(root)
  addStatisticsCommands(root)
  const procedure = root.command('procedure').description('procedures of the registers, as they are declared')
  procedure
    .command('check')
    .description('say everything that is wrong with the declarations, or with one')
    .argument('[name]')
    .action(async (name: string | undefined) => (await import('./procedure.ts')).procedureCheckCommand(name))
  procedure
    .command('show')
    .description('print a declaration as a text for a lawyer, as the law has it on a day, and how the law changes it')
    .argument('<name>')
    .option('--on <day>', 'as 2027-01-31; today where nothing is said')
    .action(async (name: string, options: OnDayOptions) =>
      (await import('./procedure.ts')).procedureShowCommand(name, options),
    )
  procedure
    .command('diagram')
    .description('print the states and steps of a declaration as a drawing (SVG)')
    .argument('<name>')
    .option('--on <day>', 'as the law has it on that day; today where nothing is said')
    .action(async (name: string, options: OnDayOptions) =>
      (await import('./procedure.ts')).procedureDiagramCommand(name, options),
    )
  procedure
    .command('migrate')
    .description(
      'show what differs between a declaration and the one that the database runs, in words and as SQL, and write it into a file to be read',
    )
    .argument('<name>')
    .option('--apply <hash>', 'do just what the file of this hash says, in one transaction, with an entry in the log')
    .action(async (name: string, options: MigrateOptions) =>
      (await import('./migrate.ts')).procedureMigrateCommand(name, options),
    )
  return root
}
