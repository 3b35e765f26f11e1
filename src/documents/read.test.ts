/** One document in four formats means the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unreadable } from './intake/index.ts'
import { parseDocument } from './read.ts'

const TEXT = `CMW/C/SOT/CO/1
Concluding observations on the initial report of Sotoland
A.\tPrincipal subjects of concern and recommendations
1.\tThe Committee recommends that the State party:
\t(a)\tBake bread;
\t(b)\tEnd the tax on salt.
`

const HTML = `<!doctype html><html><body><p>CMW/C/SOT/CO/1</p><h1>Concluding observations on the initial report of Sotoland</h1>
<h2>A. Principal subjects of concern and recommendations</h2><p>1. The Committee recommends that the State party:</p>
<p>(a) Bake bread;</p><p>(b) End the tax on salt.</p></body></html>`

for (const [name, content] of [
  ['document.txt', TEXT],
  ['document.html', HTML],
] as const) {
  test(`${name} is told by its content and interpreted`, async () => {
    const document = await parseDocument(new TextEncoder().encode(content), name)
    assert.equal(document.symbol, 'CMW/C/SOT/CO/1')
    assert.deepEqual(
      document.recommendations.map(({ id }) => id),
      ['1(a)', '1(b)'],
    )
  })
}

test('what is no document is refused with a reason', async () => {
  await assert.rejects(
    parseDocument(new Uint8Array(), 'nothing.docx'),
    (error) => error instanceof Unreadable && error.reason === 'empty',
  )
})
