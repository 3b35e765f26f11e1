/** Reads the command line and runs one subcommand. Exit codes: 0 done, 1 refused, 2 wrong use. */
import { Command, CommanderError } from 'commander'
import { CannotStart, Invalid, NotFound, StepRefused } from '../store/index.ts'

/** A command refuses its input in one sentence. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Runs the command line; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...argv])
    return 0
  } catch (error) {
    return report(error)
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (isOurs(error)) {
    console.error(error.message)
    return 1
  }
  console.error(
    `Something went wrong, and nothing more was done: ${error instanceof Error ? error.message : String(error)}`,
  )
  if (process.env.OBSERVANCE_DEBUG) console.error(error)
  return 1
}

/** Errors that carry their own sentence, whichever room they come from. */
function isOurs(error: unknown): error is Error {
  return (
    error instanceof Refused ||
    error instanceof CannotStart ||
    error instanceof Invalid ||
    error instanceof NotFound ||
    error instanceof StepRefused ||
    (error instanceof Error && ['Unreadable', 'PackInvalid'].includes(error.name))
  )
}

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
      '\nPORT (8080), OBSERVANCE_DATA (data), DATABASE_URL, OBSERVANCE_ORIGIN, OBSERVANCE_COUNTRY (AZE), OIDC_*, SMTP_URL: docs/operate.md',
    )
    .action(async () => (await import('./serve.ts')).serveCommand())
  return root
}
