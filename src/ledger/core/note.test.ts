/** Signed notes, keys, checkpoints and cosignatures, on the published example and on everything that is not one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ROOTS } from '../fixtures/reference-tree.ts'
import { LOG, leafOf, ORIGIN, POLICY, SEEN_AT, signed, WITNESSES } from '../fixtures/small-log.ts'
import { logSigner, signText } from '../keys/signer.ts'
import { toUtf8 } from './bytes.ts'
import { asOrigin, checkpointFromText, checkpointToText, openCheckpoint } from './checkpoint.ts'
import { cosignedAt } from './cosignature.ts'
import { NotProved } from './not-proved.ts'
import { isSignedByLog, keyFromText, keyToText, noteToText, parseNote } from './note.ts'
import { attestedCheckpoint, policyFromText } from './policy.ts'

// The example of golang.org/x/mod/sumdb/note, where the format comes from.
const KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`

test('the published note is verified with the published key, and signed again to the byte', () => {
  const key = keyFromText(KEY)
  assert.equal(keyToText(key), KEY)
  assert.equal(isSignedByLog(parseNote(NOTE), key), true)
  const signer = logSigner('PeterNeumann', SEED)
  assert.equal(keyToText(signer.key), KEY)
  assert.equal(noteToText({ text: TEXT, signatures: [signText(TEXT, signer)] }), NOTE)
})

test('a key with any one bit changed, or a part of it, is no key', () => {
  for (let bit = 0; bit < KEY.length * 8; bit++) {
    const bytes = toUtf8(KEY)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.throws(() => keyFromText(Buffer.from(bytes).toString('latin1')), NotProved, `bit ${bit}`)
  }
  for (let end = 0; end < KEY.length; end++) assert.throws(() => keyFromText(KEY.slice(0, end)), NotProved)
})

test('a changed text under a signature refuses the note, an unknown signature is passed over', () => {
  const key = keyFromText(KEY)
  assert.throws(() => isSignedByLog(parseNote(NOTE.replace('answer', 'Answer')), key), /not on this text/)
  assert.equal(isSignedByLog(parseNote(NOTE.replace('PeterNeumann', 'PeterOldmann')), key), false)
})

test('what is not a note is refused in a sentence that says what was expected', () => {
  for (const [note, said] of [
    ['', /blank line/],
    ['text\n', /blank line/],
    ['text\n\n', /signature lines/],
    ['text\n\n— name', /signature lines/],
    ['text\n\n- name AAAAAAA=\n', /"— name signature"/],
    ['text\n\n— na+me AAAAAAA=\n', /without "\+"/],
    ['text\n\n— name AAAAAAA\n', /base64/],
    ['text\n\n— name AAAAAAB=\n', /base64/],
    ['text\n\n— name AAAA\n', /key id/],
    ['te\txt\n\n— name AAAAAAA=\n', /control characters, came U\+0009/],
    [Uint8Array.of(0xff, 0x0a, 0x0a), /UTF-8/],
    [`text\n\n${'— name AAAAAAA=\n'.repeat(65)}`, /at most 64/],
  ] as const)
    assert.throws(
      () => parseNote(note),
      (error) => error instanceof NotProved && said.test(error.message),
      String(note),
    )
  assert.equal(parseNote(`text\n\n${'— name AAAAAAA=\n'.repeat(16)}`).signatures.length, 16)
  assert.equal(parseNote('a\n\nb\n\n— name AAAAAAA=\n').text, 'a\n\nb\n')
})

test('no rubbish makes a parser do anything but refuse', () => {
  const rubbish = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom('\n', '— ', 'a', '1', '=', '\n\n', '+')).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(rubbish, (text) => {
      for (const read of [parseNote, checkpointFromText, keyFromText, policyFromText])
        try {
          read(text)
        } catch (error) {
          assert.ok(error instanceof NotProved, String(error))
        }
    }),
    { numRuns: 2000 },
  )
})

test('a checkpoint has one spelling', () => {
  const checkpoint = { origin: ORIGIN, size: 8, root: ROOTS[8] ?? assert.fail(), extensions: [] }
  const text = checkpointToText(checkpoint)
  assert.equal(text, 'register.lanternia.example/1\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n')
  assert.deepEqual(checkpointFromText(text), checkpoint)
  for (const [from, to] of [
    ['\n8\n', '\n08\n'],
    ['\n8\n', '\n+8\n'],
    ['Qyg=', 'Qyh='],
    ['Qyg=\n', 'Qyg='],
    ['=\n', '=\n\n'],
    ['8\n', '\n'],
    ['\n8\n', '\n9007199254740993\n'],
  ] as const)
    assert.throws(() => checkpointFromText(text.replace(from, to)), NotProved, to)
  assert.throws(() => asOrigin('two words'), NotProved)
})

test('a checkpoint is taken from the log that it names, and from no other key', () => {
  const checkpoint = signed([leafOf(0), leafOf(1)], [])
  assert.equal(openCheckpoint(checkpoint, [LOG.key]).checkpoint.size, 2)
  const impostor = logSigner(ORIGIN, new Uint8Array(32).fill(99))
  assert.throws(() => openCheckpoint(signed([leafOf(0)], [], impostor), [LOG.key]), /does not bear the signature/)
  const other = logSigner('other.example', new Uint8Array(32).fill(1))
  assert.throws(() => openCheckpoint(checkpoint, [other.key]), /not among those/)
})

test('a witness signs what it saw and when; neither can be changed', () => {
  const note = parseNote(signed([leafOf(0)], WITNESSES.slice(0, 1)))
  const witness = WITNESSES[0]?.key ?? assert.fail()
  assert.equal(cosignedAt(note, witness), SEEN_AT)
  assert.equal(cosignedAt(note, WITNESSES[1]?.key ?? assert.fail()), null)
  const line = note.signatures[1] ?? assert.fail()
  for (const at of [7, 8, 71]) {
    const signature = line.signature.slice()
    signature[at] = (signature[at] ?? 0) ^ 1
    assert.throws(() => cosignedAt({ ...note, signatures: [{ ...line, signature }] }, witness), /changed/)
  }
})

test('a policy takes a checkpoint with enough of its witnesses, whichever they are', () => {
  const policy = policyFromText(POLICY)
  const leaves = [leafOf(0), leafOf(1), leafOf(2)]
  const [a, b, c] = WITNESSES
  if (a === undefined || b === undefined || c === undefined) assert.fail()
  for (const enough of [
    [a, b],
    [a, c],
    [c, b],
    [a, b, c],
  ])
    assert.equal(attestedCheckpoint(policy, signed(leaves, enough)).attestations.length, enough.length)
  for (const few of [[], [a], [b], [a, a]])
    assert.throws(() => attestedCheckpoint(policy, signed(leaves, few)), /Too few witnesses/)
})

test('a policy is refused by line, with what was expected', () => {
  const key = keyToText(LOG.key)
  const witness = keyToText(WITNESSES[0]?.key ?? assert.fail())
  for (const [text, said] of [
    ['', /a line "quorum"/],
    ['quorum none\nquorum none', /line 2: expected one quorum/],
    ['quorum a', /line 1: expected a name from a line above/],
    [`log ${witness}`, /type 1/],
    [`witness a ${key}`, /type 4/],
    [`log ${key}\nlog ${key}`, /line 2: expected each log once/],
    [`witness a ${witness}\nwitness b ${witness}`, /each witness once/],
    [`witness none ${witness}`, /name of its own/],
    [`witness a ${witness}\ngroup g 2 a`, /from 1 to 1/],
    [`witness a ${witness}\ngroup g 0 a`, /from 1 to 1/],
    [`witness a ${witness}\ngroup g any a\ngroup h any a`, /each name in one group/],
    [`witness a ${witness}\ngroup g any a g`, /line above/],
    ['group g all', /fewer words/],
    ['toString x', /expected log, witness, group or quorum/],
    ['quorum none\r', /control characters/],
  ] as const)
    assert.throws(
      () => policyFromText(text),
      (error) => error instanceof NotProved && said.test(error.message),
      text,
    )
  const nested = policyFromText(
    `# two levels\n\twitness a ${witness} https://a.example\n group g any a\ngroup h all g\nquorum h\n`,
  )
  assert.equal(nested.witnesses[0]?.url, 'https://a.example')
})
