/** What a court gets: one file that proves a record, and that nobody can change a bit of. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bundleOf, LOG, leafOf, POLICY, recordOf, WITNESSES } from '../fixtures/small-log.ts'
import { bundleFromText, bundleToText, verifyBundle } from './bundle.ts'
import { fromUtf8, toUtf8 } from './bytes.ts'
import { canonicalJson, readableJson } from './canonical.ts'
import { commitmentOf } from './commitment.ts'
import { leafFromText, leafToText } from './leaf.ts'
import { NotProved } from './not-proved.ts'
import { keyToText } from './note.ts'
import { proofFromText, proofToText } from './proof-file.ts'

test('a bundle says in one sentence what is proved and in one what is not', () => {
  const { proved, notProved } = verifyBundle(bundleOf(5, 9))
  assert.equal(
    proved,
    'This record, in these words, was entry 5 of the log register.lanternia.example/1 no later than 2026-03-01 08:00:01 UTC, attested by ombudsperson and court-registry.',
  )
  assert.match(notProved, /^It is not proved that what the record says is true, .+ never happened, .+\.$/)
})

test('the policy of the reader counts, not the one that came with the proof', () => {
  const bundle = bundleOf(5, 9)
  assert.throws(() => verifyBundle(bundle, POLICY.replace('outsiders 2', 'outsiders 3')), /Too few witnesses/)
  const [witness] = WITNESSES
  const own = `log ${keyToText(LOG.key)}\nwitness w ${keyToText(witness?.key ?? assert.fail())}\nquorum w\n`
  assert.match(verifyBundle(bundle, own).proved, /attested by w\.$/)
  assert.match(verifyBundle(bundle, `log ${keyToText(LOG.key)}\nquorum none\n`).proved, /by the word of the log alone/)
})

const flipped = (text: string, bit: number): Uint8Array => {
  const bytes = toUtf8(text)
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return bytes
}

const aSentence = (error: unknown): boolean => error instanceof NotProved && /^[A-Z].*\.$/s.test(error.message)

test('of 1,000 bundles with one bit flipped none is taken, and each refusal is a sentence', () => {
  const bundles = [bundleOf(0, 1), bundleOf(5, 9), bundleOf(6, 7)]
  fc.assert(
    fc.property(fc.constantFrom(...bundles), fc.nat(), fc.boolean(), (bundle, at, bringsPolicy) => {
      const bits = toUtf8(bundle).length * 8
      // What came along as policy is not what a reader with a policy of their own trusts.
      const [from, to] = ['  "policy"', '\n  "proof"'].map(
        (key) => toUtf8(bundle.slice(0, bundle.indexOf(key))).length * 8,
      )
      const bit = at % bits
      if (from === undefined || to === undefined || (bit >= from && bit < to)) return
      assert.throws(() => verifyBundle(flipped(bundle, bit), bringsPolicy ? POLICY : undefined), aSentence)
    }),
    { numRuns: 2000 },
  )
})

test('a policy that came along and has one bit flipped is refused, or shows in its fingerprint', () => {
  const bundle = bundleOf(5, 9)
  const { fingerprint } = verifyBundle(bundle)
  const from = toUtf8(bundle.slice(0, bundle.indexOf('  "policy"'))).length * 8
  const to = toUtf8(bundle.slice(0, bundle.indexOf('  "proof"'))).length * 8
  let taken = 0
  for (let bit = from; bit < to; bit++)
    try {
      assert.notEqual(verifyBundle(flipped(bundle, bit)).fingerprint, fingerprint)
      taken++
    } catch (error) {
      assert.ok(aSentence(error), String(error))
    }
  assert.ok(taken < 20, `${taken} taken`)
})

test('another word, another salt, another leaf: each is refused for what it is', () => {
  const bundle = bundleFromText(bundleOf(5, 9))
  const changed = (change: object) => bundleToText({ ...bundle, ...change })
  assert.throws(() => verifyBundle(changed({ record: recordOf(6) })), /not the one in the log/)
  assert.throws(() => verifyBundle(changed({ salt: bundle.salt.slice(1) })), /Salt: expected 32 bytes, came 31/)
  assert.throws(
    () => verifyBundle(changed({ leaf: bundle.leaf.replace('outcome done', 'outcome refused') })),
    /not in this tree/,
  )
  assert.throws(() => verifyBundle(changed({ leaf: leafOf(4) })), /not the one in the log/)
  assert.throws(() => verifyBundle(changed({ proof: bundle.proof.replace('index 5', 'index 4') })), /not in this tree/)
})

test('a bundle has one spelling', () => {
  const text = bundleOf(1, 3)
  for (const other of [
    ` ${text}`,
    text.trimEnd(),
    text.replace('": "', '":  "'),
    JSON.stringify(JSON.parse(text)),
    text.replace('release', '\\u0072elease'),
    '[]',
    'null',
    '{',
    text.replace('{', '{"salt":"x",'),
  ])
    if (other !== text) assert.throws(() => bundleFromText(other), NotProved, other.slice(0, 40))
})

test('a proof file has one spelling', () => {
  const { proof } = bundleFromText(bundleOf(5, 9))
  assert.equal(proofToText(proofFromText(proof)), proof)
  assert.match(
    proof,
    /^c2sp\.org\/tlog-proof@v1\nindex 5\n(?:[A-Za-z0-9+/]{43}=\n){4}\nregister\.lanternia\.example\/1\n9\n/,
  )
  const withExtra = proofToText({ ...proofFromText(proof), extra: Uint8Array.of(1, 2, 3) })
  assert.match(withExtra, /^c2sp\.org\/tlog-proof@v1\nextra AQID\nindex 5\n/)
  assert.deepEqual(proofFromText(withExtra).extra, Uint8Array.of(1, 2, 3))
  for (const [from, to] of [
    ['@v1', '@v2'],
    ['index 5', 'index 05'],
    ['index 5', 'index -5'],
    ['index 5\n', ''],
    ['\n\n', '\n'],
    ['=\n', '\n'],
  ] as const)
    assert.throws(() => proofFromText(proof.replace(from, to)), NotProved, to)
})

test('a leaf has one spelling, and carries no free text', () => {
  const text = leafOf(3)
  const leaf = leafFromText(text)
  assert.equal(leafToText(leaf), text)
  for (const [from, to] of [
    ['v1', 'v2'],
    ['time ', 'time 0'],
    ['done', 'Done'],
    ['done', 'done '],
    ['action ', 'act '],
    ['\n', '\r\n'],
    ['actor ', 'actor x'],
  ] as const)
    assert.throws(() => leafFromText(text.replace(from, to)), NotProved, to)
  assert.throws(() => leafFromText(`${text}name Somebody\n`), /expected 9 lines, came 10/)
  assert.throws(() => leafToText({ ...leaf, action: 'Removed Mr N. by air' }), NotProved)
  assert.throws(() => leafToText({ ...leaf, recordedAt: 1.5 }), NotProved)
})

test('canonical JSON is that of RFC 8785', () => {
  // The example of RFC 8785, section 3.2.3, and its order of keys.
  assert.equal(
    canonicalJson({
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    }),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
  const keys = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 }
  assert.deepEqual(
    Object.values(JSON.parse(`[${canonicalJson(keys).replaceAll(/[{}]|"(?:[^"\\]|\\.)*":/g, '')}]`)),
    [2, 4, 6, 7, 1, 5, 3],
  )
  assert.throws(() => canonicalJson(Number.NaN), TypeError)
  assert.throws(() => canonicalJson('\ud800'), TypeError)
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = value as Parameters<typeof canonicalJson>[0] // fast-check's type says unknown members
      if (!JSON.stringify(value).isWellFormed() || /\\ud[89a-f]/.test(JSON.stringify(value))) return
      const again = JSON.parse(canonicalJson(json))
      assert.equal(canonicalJson(again), canonicalJson(json))
      assert.equal(readableJson(JSON.parse(readableJson(json))), readableJson(json))
    }),
  )
})

test('a commitment depends on each of kind, salt and content', () => {
  const salt = new Uint8Array(32)
  const made = [
    commitmentOf('payload', salt, { a: 1 }),
    commitmentOf('object', salt, { a: 1 }),
    commitmentOf('payload', salt, { a: 2 }),
    commitmentOf('payload', new Uint8Array(32).fill(1), { a: 1 }),
  ].map((hash) => Buffer.from(hash).toString('hex'))
  assert.equal(new Set(made).size, 4)
  assert.throws(() => fromUtf8(Uint8Array.of(0xc3), 'x'), NotProved)
})
