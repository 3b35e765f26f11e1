/** Whether a model holds together: each address once, items in their paragraph, recommendations on something. */

import { Address, type UnDocument } from '../../documents/index.ts'
import { Invalid, type Problem } from '../../store/index.ts'
import { liesIn } from './address.ts'

/** Everything that is wrong with the model's addresses; empty for a model that can be saved. */
export function brokenIn(model: UnDocument): readonly Problem[] {
  const places = model.paragraphs.flatMap(({ number, items }) => [number, ...items.map(({ id }) => id)])
  const asking = model.recommendations.map(({ id }) => id)
  const known = new Set(places)
  const taken = repeated(places)
  return [
    ...taken.map((address) => problem('address-taken', address)),
    // Where two pieces have one address, that both ask is no problem of its own.
    ...repeated(asking)
      .filter((address) => !taken.includes(address))
      .map((address) => problem('recommendation-twice', address)),
    ...places
      .filter((address) => !Address.safeParse(address).success)
      .map((address) => problem('not-an-address', address)),
    ...model.paragraphs
      .flatMap(({ number, items }) => items.filter(({ id }) => id === number || !liesIn(id, number)))
      .map(({ id }) => problem('address-in-other-paragraph', id)),
    ...asking.filter((address) => !known.has(address)).map((address) => problem('no-such-address', address)),
  ]
}

/** Refuses a model with problems that `before` did not have: what a reader got wrong may be put right step by step. */
export function refuseBroken(model: UnDocument, before: UnDocument | null = null): void {
  const had = new Set((before === null ? [] : brokenIn(before)).map(({ rule, data }) => `${rule} ${data?.address}`))
  const problems = brokenIn(model).filter(({ rule, data }) => !had.has(`${rule} ${data?.address}`))
  if (problems.length > 0) throw new Invalid(problems)
}

function repeated(addresses: readonly string[]): string[] {
  const seen = new Set<string>()
  return [...new Set(addresses.filter((address) => seen.size === seen.add(address).size))]
}

function problem(rule: string, address: string): Problem {
  return { field: 'address', rule, data: { address } }
}
