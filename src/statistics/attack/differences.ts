/** Subtraction: cells inside one another that few persons are between, and two releases that one person is between. */
import { excludeEachOther, type Where } from '../gates/definition.ts'
import { publishAgain } from '../gates/frozen.ts'
import { differenceIsPublished } from '../gates/same-table.ts'
import { KEYS, type PTable } from '../perturbation/p-table.ts'
import { cellKeyOf, perturb } from '../perturbation/perturb.ts'
import { inWords, type World, type WorldCell } from './world.ts'

export interface Differences {
  /** Pairs of cells, one inside the other, with one to nine persons between that no table shows. */
  readonly pairs: number
  /** Of these, pairs whose published values differ: somebody is in between, for certain. */
  readonly shown: number
  readonly example: string | null
}

const FEW = 10

/** Every pair of cells of all tables. */
export function differencesIn({ cells, tables }: World): Differences {
  const bySize = cells.toSorted((a, b) => a.members.length - b.members.length)
  const found = { pairs: 0, shown: 0, example: null as string | null }
  for (const [at, small] of bySize.entries())
    for (const large of bySize.slice(at + 1)) {
      const between = large.members.length - small.members.length
      if (between >= FEW) break
      if (between === 0 || !isInside(small.cell.where, large.cell.where) || isShown(small, large, tables)) continue
      found.pairs++
      if (small.published !== large.published) found.shown++
      found.example ??= `${inWords(large.cell)} without ${inWords(small.cell)}`
    }
  return found
}

function isInside(small: Where, large: Where): boolean {
  return (
    !excludeEachOther(small, large) &&
    Object.entries(large).every(([id, codes]) => small[id]?.every((code) => codes.includes(code)) ?? false)
  )
}

function isShown(small: WorldCell, large: WorldCell, tables: World['tables']): boolean {
  return tables.some((table) => {
    const [one, other] = [placeIn(table, small.cell.where), placeIn(table, large.cell.where)]
    return one !== null && other !== null && differenceIsPublished(table, one, other)
  })
}

/** Where a table shows these conditions; null where it does not. */
function placeIn(
  { dimensions, population }: World['tables'][number],
  where: Where,
): Readonly<Record<string, string>> | null {
  const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((code) => other.includes(code))
  const place: Record<string, string> = {}
  for (const { id, categories, finest } of dimensions) {
    const within = population[id] ?? finest
    const codes = where[id] ?? finest
    if (same(codes, within)) continue
    const code = categories.find(({ holds }) =>
      same(
        codes,
        holds.filter((one) => within.includes(one)),
      ),
    )?.code
    if (code === undefined) return null
    place[id] = code
  }
  const others = new Set([...Object.keys(where), ...Object.keys(population)])
  for (const { id } of dimensions) others.delete(id)
  return [...others].every((id) => same(where[id] ?? [], population[id] ?? [])) ? place : null
}

export interface OnePersonMore {
  readonly persons: number
  /** Persons whose coming shows in some figure. */
  readonly seen: number
  /** Persons and dimensions whose code the moved figures give away. */
  readonly facts: number
  readonly factsAsked: number
}

const MOST_PERSONS = 500

/** What is published of a cell again, one person later, from its old and its new figure. */
export type Again = (before: number, after: number) => number

/** Each release by itself. */
export const anew: Again = (_, after) => after

/** As the method has it: the old figure stays until ten persons have changed. */
export const frozen: Again = (before, after) => {
  const again = publishAgain({ value: before, pTable: '' }, 1, '')
  return again.kind === 'keep' ? again.value : after
}

/** Two releases, the second with one person more, each person in turn: in which of their cells has a figure moved? */
export function onePersonMore({ cells, keys }: World, pTable: PTable | null, again: Again): OnePersonMore {
  const result = { persons: Math.min(keys.length, MOST_PERSONS), seen: 0, facts: 0, factsAsked: 0 }
  const moved = Array.from({ length: result.persons }, () => false)
  for (const { cell, members, published } of cells) {
    const isFact = Object.keys(cell.where).length === 1
    const key = cellKeyOf(members.map((member) => keys[member] ?? 0)) ?? 0
    const now = pTable === null ? members.length : published
    for (const person of members) {
      if (person >= result.persons) continue
      if (isFact) result.factsAsked++
      const before = pTable === null ? members.length - 1 : withoutOne(members.length, key, keys[person] ?? 0, pTable)
      if (again(before, now) === before) continue
      moved[person] = true
      if (isFact) result.facts++
    }
  }
  result.seen = moved.filter((one) => one).length
  return result
}

function withoutOne(count: number, cellKey: number, key: number, pTable: PTable): number {
  return perturb(count - 1, count === 1 ? null : (cellKey - key + KEYS) % KEYS, pTable)
}
