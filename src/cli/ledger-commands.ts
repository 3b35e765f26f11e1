/** The subcommands of the ledger, its witnesses and its verifiers. */
import type { Command } from 'commander'
import type { ServeOptions, WitnessOptions } from './witness.ts'

export function addLedgerCommands(root: Command): void {
  root
    .command('verify')
    .description('say what a proof file proves and what it does not; needs no network and no database')
    .argument('<file>')
    .option('--policy <file>', 'the logs and witnesses that you trust, from somebody else than the log')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: { policy?: string; json?: boolean }) =>
      (await import('./verify.ts')).verifyCommand(file, options),
    )
  root
    .command('verifier')
    .description('write the verifier as one HTML file that works without a network')
    .argument('<file>', 'must not exist yet')
    .action(async (file: string) => (await import('./ledger.ts')).verifierCommand(file))
  root
    .command('audit')
    .description('read and hash a whole log again, against a checkpoint that somebody kept')
    .argument('<checkpoint>', 'file with the signed text')
    .action(async (file: string) => (await import('./ledger.ts')).auditCommand(file))
  addLedger(root.command('ledger').description('keep the three logs: register, access, complaints'))
  addWitness(root.command('witness').description('watch over a log of somebody else'))
}

function addLedger(ledger: Command): void {
  ledger
    .command('run')
    .description('take in entries, sign and publish each second, and ask the witnesses')
    .option('--policy <file>', 'names the witnesses, with their addresses')
    .action(async (options: { policy?: string }) => (await import('./ledger.ts')).runLedgerCommand(options))
  ledger
    .command('check')
    .description(
      'hash every event, name and access record again and compare it with the logs; stops the signing where one differs',
    )
    .action(async () => (await import('./records.ts')).checkRecordsCommand())
  ledger
    .command('checkpoint')
    .description('print the signed head of a log')
    .argument('<log>')
    .action(async (log: string) => (await import('./ledger.ts')).checkpointCommand(log))
  ledger
    .command('key')
    .description('print the public key of a log')
    .argument('<log>')
    .action(async (log: string) => (await import('./ledger.ts')).logKeyCommand(log))
  ledger
    .command('paper')
    .description('write the signed head as a page to print')
    .argument('<log>')
    .argument('<file>', 'must not exist yet')
    .action(async (log: string, file: string) => (await import('./ledger.ts')).paperCommand(log, file))
  ledger
    .command('request')
    .description('write what a witness without a network is brought')
    .argument('<log>')
    .argument('<file>', 'must not exist yet')
    .option('--old <size>', 'entries of the last checkpoint that it cosigned', '0')
    .action(async (log: string, file: string, options: { old: string }) =>
      (await import('./ledger.ts')).requestCommand(log, file, options),
    )
  ledger
    .command('cosigned')
    .description('keep the line that a witness brought back')
    .argument('<log>')
    .argument('<file>')
    .requiredOption('--policy <file>', 'names the witness')
    .action(async (log: string, file: string, options: { policy: string }) =>
      (await import('./ledger.ts')).cosignedCommand(log, file, options),
    )
  ledger
    .command('declare-gap')
    .description('declare that an old backup was put back; until then nothing is signed')
    .argument('<log>')
    .requiredOption('--by <name>', 'who declares')
    .requiredOption('--reason <text>')
    .action(async (log: string, options: { by: string; reason: string }) =>
      (await import('./ledger.ts')).declareGapCommand(log, options),
    )
}

function addWitness(witness: Command): void {
  const asWitness = (command: Command) =>
    command
      .requiredOption('--name <name>', 'of the witness in its signatures, such as ombudsperson.gov.example')
      .requiredOption('--folder <folder>', 'for its key and what it has seen')
      .option('--log <key...>', 'public key of a log, as "observance ledger key" prints it')
  asWitness(
    witness.command('serve').description('answer POST /add-checkpoint, and raise an alarm when a log is silent'),
  )
    .option('--host <address>', 'to listen on', '127.0.0.1')
    .option('--port <number>', 'to listen on', '8090')
    .action(async (options: ServeOptions) => (await import('./witness.ts')).witnessServeCommand(options))
  asWitness(witness.command('status').description('end with 1 if a log has been silent for ten minutes')).action(
    async (options: WitnessOptions) => (await import('./witness.ts')).witnessStatusCommand(options),
  )
  asWitness(witness.command('cosign').description('cosign a request that was brought in a file'))
    .argument('<file>')
    .action(async (file: string, options: WitnessOptions) =>
      (await import('./witness.ts')).witnessCosignCommand(file, options),
    )
  asWitness(witness.command('key').description('print the public key of the witness')).action(
    async (options: WitnessOptions) => (await import('./witness.ts')).witnessKeyCommand(options),
  )
}
