/** Records that came into a log together: each against its own commitment, and each commitment against a record. */
import type pg from 'pg'
import { commitmentOf } from '../core/commitment.ts'
import { hashToText } from '../core/hash.ts'
import { gatheredIn } from '../log/gather.ts'
import type { LogName } from '../log/logs.ts'
import type { LiveRecords } from './live-record.ts'
import type { Finding } from './self-check.ts'

/** The leaf over the commitments themselves is checked with the ledger's own records. */
export async function checkGathered(
  client: pg.ClientBase,
  log: LogName,
  { readGathered }: LiveRecords,
): Promise<readonly Finding[]> {
  const commitments = new Map(await gatheredIn(client, log))
  const findings: Finding[] = []
  for await (const { entry, payload } of readGathered?.(client, log) ?? []) {
    const commitment = commitments.get(entry)
    if (commitment === undefined) findings.push({ kind: 'record-without-leaf', where: entry })
    else if (hashToText(commitmentOf('payload', payload.salt, payload.record)) !== commitment)
      findings.push({ kind: 'record-changed', where: entry })
    commitments.delete(entry)
  }
  for (const where of commitments.keys()) findings.push({ kind: 'leaf-without-record', where })
  return findings
}
