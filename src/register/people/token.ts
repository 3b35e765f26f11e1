/**
 * What a person is looked for by: codes of a name with a birth, and of a paper, under a key of the compartment's own. They
 * are exact: nobody is found by a part of a name, and two compartments have no code in common.
 */
import { createHmac } from 'node:crypto'
import type { KeyOf } from '../../firewall/index.ts'
import type { Compartment } from '../../procedures/index.ts'
import type { IdentityDocument, NameRecord } from './name-record.ts'

/** Those of one compartment; what takes them asks for the compartment by name. */
export type Token = Buffer

interface Under {
  readonly keyOf: KeyOf
  readonly compartment: Compartment
}

/** All by which the record is found. A whole birth date is found by its year too. */
export function tokensOf(under: Under, { names, born, documents = [] }: NameRecord): readonly Token[] {
  const births = born === undefined ? [] : [...new Set([born, born.slice(0, 4)])]
  const tokens = [
    ...names.flatMap(({ name }) => births.map((birth) => nameToken(under, name, birth))),
    ...documents.map((document) => documentToken(under, document)),
  ]
  return [...new Map(tokens.map((token) => [token.toString('hex'), token])).values()]
}

/** `born`: a day or a year. Spaces, order of words, letter case and signs between words do not matter; accents do. */
export function nameToken(under: Under, name: string, born: string): Token {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
  // A name of signs alone is a name too.
  return token(under, ['name', ...(words.length === 0 ? [name] : words), born])
}

export function documentToken(under: Under, { type, number, country = '' }: IdentityDocument): Token {
  const signs = number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return token(under, ['document', type, country, signs])
}

function token({ keyOf, compartment }: Under, parts: readonly string[]): Token {
  return createHmac('sha256', keyOf(`identity-tokens-${compartment}`))
    .update(JSON.stringify(parts))
    .digest()
}

/** The lookup as its access record names it: the same again is one look. */
export function lookupId(under: Under, tokens: readonly Token[]): string {
  const hex = token(under, ['lookup', ...tokens.map((one) => one.toString('hex')).sort()]).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
