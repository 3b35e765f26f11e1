/** The subcommands of statistics: the noise that parameters give, an attack on a file, and what is taken in from outside. */
import type { Command } from 'commander'
import type { NoiseOptions } from './statistics.ts'
import type { AttackOptions } from './statistics-attack.ts'
import type { ImportCasesOptions } from './statistics-import-cases.ts'
import type { ImportTableOptions } from './statistics-import-table.ts'

export function addStatisticsCommands(root: Command): void {
  const statistics = root.command('statistics').description('how figures protect people, before any is published')
  noise(
    statistics
      .command('ptable')
      .description('print the noise that each true count gets, or say why there is no such table')
      .option('--json', 'print as JSON'),
  ).action(async (options: NoiseOptions & { json?: boolean }) =>
    (await import('./statistics.ts')).ptableCommand(options),
  )
  noise(
    statistics
      .command('attack')
      .description('play an attacker against tables of microdata, without noise, with it, and with the gates')
      .argument(
        '<file>',
        'CSV: columns person, record_key (optional), and what to count by; invented people, or in a safe place',
      )
      .option('--tables <tables>', 'such as "sex,region;sex [age=15-17|18-64]"; otherwise all of up to three columns')
      .option('--area <column>', 'whose codes are small areas; otherwise the column with most codes')
      .option('--seed <number>', 'the same noise each time, to compare')
      .option('--json', 'print as JSON'),
  ).action(async (file: string, options: AttackOptions) =>
    (await import('./statistics-attack.ts')).attackCommand(file, options),
  )
  statistics
    .command('import-table')
    .description('publish a table that another body made, as its figures: CSV, SDMX-CSV or SDMX-JSON')
    .argument('<file>')
    .requiredOption('--mapping <file>', 'YAML: what the table is, whose, under which licence, how its columns are read')
    .option('--as <email>', 'the statistician in whose name it is done')
    .option('--dry-run', 'look at it, and take nothing')
    .action(async (file: string, options: ImportTableOptions) =>
      (await import('./statistics-import-table.ts')).importTableCommand(file, options),
    )
  statistics
    .command('import-cases')
    .description("take an extract (CSV) of another register's cases into statistics, under pseudonyms from the door on")
    .argument('<file>')
    .requiredOption('--mapping <file>', 'YAML: which column says what of the record; what it does not name is not read')
    .option('--as <email>', 'the statistician in whose name it is done')
    .option('--refused <file>', 'where rows that cannot be taken go (default: beside the file)')
    .option('--dry-run', 'look at it, and take nothing')
    .action(async (file: string, options: ImportCasesOptions) =>
      (await import('./statistics-import-cases.ts')).importCasesCommand(file, options),
    )
}

function noise(command: Command): Command {
  return command
    .option('--max <number>', 'D: largest change of a count (default 5)')
    .option('--variance <number>', 'V: variance of the noise (default 3)')
    .option('--smallest <number>', 'js: no count from 1 to this is published (default 2)')
    .option('--pstay <probability>', 'pstay: least probability that a count stays as it is')
    .option('--no-mono', 'let a larger loss be likelier than a smaller one')
}
