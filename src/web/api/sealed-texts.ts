/**
 * What people write to those of whom not even the number of acts may be known is sealed to keys that are not on this machine,
 * before anything of it is kept: in memory and nowhere else. A program that seals it itself sends it sealed.
 */
import { isHiddenInNumber, type Procedure } from '../../procedures/index.ts'
import { type Refusal, Refused } from '../../register/index.ts'
import { type Channel, isSealed, LONGEST_TEXT, sealText } from '../complaint/index.ts'

export type Facts = Readonly<Record<string, unknown>>

/** The facts with each text of the person sealed; null where nothing needs to be. Refuses (Refused) what is too long, or has no keys. */
export async function sealedTexts(channel: Channel, procedure: Procedure, facts: Facts): Promise<Facts | null> {
  const open = isHiddenInNumber(procedure) ? openTexts(procedure, facts) : []
  if (open.length === 0) return null
  const keys = (await channel.recipients())?.keys
  if (keys === undefined) throw new Refused([refusal('channel-closed', open[0]?.[0] ?? null)])
  const long = open.filter(([, text]) => Buffer.byteLength(text) > LONGEST_TEXT)
  if (long.length > 0)
    throw new Refused(long.map(([fact, text]) => refusal('too-long', fact, { most: lettersThatFit(text) })))
  const sealed = open.map(async ([fact, text]) => [fact, await sealText(text, keys)] as const)
  return { ...facts, ...Object.fromEntries(await Promise.all(sealed)) }
}

/** How many characters of this text fit: letters take one byte or several, and whoever writes counts letters. */
function lettersThatFit(text: string): number {
  let bytes = 0
  let letters = 0
  for (const letter of text) {
    bytes += Buffer.byteLength(letter)
    if (bytes > LONGEST_TEXT) break
    letters += 1
  }
  return letters
}

function openTexts(procedure: Procedure, facts: Facts): readonly (readonly [string, string])[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const fact = procedure.facts[name]
    const isText = fact?.is.kind === 'long' && fact.sensitive && typeof value === 'string' && value.trim() !== ''
    return isText && value.isWellFormed() && !value.includes('\0') && !isSealed(value) ? [[name, value] as const] : []
  })
}

function refusal(rule: string, fact: string | null, params: Refusal['params'] = {}): Refusal {
  return { rule, fact, safeguard: null, cite: [], params }
}
