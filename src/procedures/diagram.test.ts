import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newPage } from '../../tests/browser.ts'
import { diagram, PROCEDURES, type Procedure, wordsOf } from './index.ts'

/** Measured in the browser: what a reader would stumble over. */
const MEASURE = `(() => {
  const groups = [...document.querySelectorAll('svg > g')].map((group) => ({
    name: group.textContent.trim(),
    box: group.getBoundingClientRect(),
    text: group.querySelector('text').getBoundingClientRect(),
    frame: group.querySelector('rect').getBoundingClientRect(),
  }))
  const whole = document.querySelector('svg').getBoundingClientRect()
  const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1
  const inside = (box) => box.left >= 0 && box.right <= whole.right && box.bottom <= whole.bottom
  return groups.flatMap(({ name, box, text, frame }, index) => [
    ...(text.width <= frame.width ? [] : [name + ' runs out of its box']),
    ...(inside(box) ? [] : [name + ' lies outside']),
    ...groups.slice(index + 1).filter((other) => !apart(box, other.box)).map((other) => name + ' lies over ' + other.name),
  ])
})()`

async function blemishes(svg: string): Promise<readonly string[]> {
  const page = await newPage({ javaScript: true })
  await page.setContent(`<body style="margin:0">${svg}</body>`)
  const found = await page.evaluate<readonly string[]>(MEASURE)
  await page.close()
  return found
}

describe('the drawing of a procedure', () => {
  for (const procedure of PROCEDURES)
    test(`${procedure.name}: no word lies over another, runs out of its box, or is left out`, async () => {
      const words = wordsOf(procedure.name)
      const svg = diagram(procedure, words)
      assert.deepEqual(await blemishes(svg), [])
      const drawn = svg.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
      for (const step of Object.keys(procedure.transitions))
        assert.ok(drawn.includes(words.steps[step]?.button ?? step), `${step} is drawn`)
      for (const state of Object.keys(procedure.states))
        assert.ok(drawn.includes(words.states[state] ?? state), `${state} is drawn`)
    })

  test('says in words, to who cannot see it, which step leads where', () => {
    const [detention] = PROCEDURES.filter(({ name }) => name === 'detention')
    assert.ok(detention)
    const svg = diagram(detention, wordsOf('detention'))
    assert.match(svg, /role="img" aria-labelledby="detention-title detention-desc"/)
    assert.match(svg, /<title id="detention-title">Detention: states and steps<\/title>/)
    assert.match(svg, /<desc id="detention-desc">[^<]*From any open state: Record a death → Died\./)
  })

  test('a word from a declaration is text, never mark-up', () => {
    const [first] = PROCEDURES
    assert.ok(first)
    const { name, states } = first
    const words = {
      ...wordsOf(name),
      title: '<script>&',
      states: { ...wordsOf(name).states, [Object.keys(states)[0] ?? '']: '<b>' },
    }
    const svg = diagram(first as Procedure, words)
    assert.ok(!svg.includes('<script>') && !svg.includes('<b>'))
    assert.ok(svg.includes('&lt;script&gt;&amp;') && svg.includes('&lt;b&gt;'))
  })
})
