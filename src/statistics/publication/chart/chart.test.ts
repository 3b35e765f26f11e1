import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { detentionDecision } from '../fixtures/detention-decision.ts'
import { randomRelease } from '../fixtures/random-release.ts'
import { TOTAL } from '../model.ts'
import { wordingIn } from '../wording/index.ts'
import { CHARTS, chartOf, isPossible } from './chart.ts'
import { dashOf, fillOf } from './svg.ts'

/** Texts of the drawing, without its name and description. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text)
}

const view = (kind: (typeof CHARTS)[number], language: string) => ({ kind, language, id: `chart-${kind}` })

test('every kind of chart shows each figure of its cells as the table does, and the sign where there is none', () => {
  const { number } = wordingIn('en')
  const drawn = detentionDecision.cells.filter(({ at }) => at.SEX !== TOTAL && at.DECISION !== TOTAL)
  for (const kind of ['bars', 'multiples', 'pyramid'] as const) {
    const texts = textsOf(chartOf(detentionDecision, view(kind, 'en')))
    for (const { value, sign } of drawn) {
      const shown = [value === null ? '' : number(value), sign ? `[${sign}]` : ''].filter((text) => text).join(' ')
      assert.ok(texts.includes(shown), `${kind} ${shown}`)
    }
  }
})

test('no bar is drawn where no figure is published', () => {
  const svg = chartOf(detentionDecision, view('bars', 'en'))
  const valued = detentionDecision.cells.filter(
    ({ at, value }) => at.SEX !== TOTAL && at.DECISION !== TOTAL && value !== null,
  )
  assert.equal(svg.match(/<rect /g)?.length, valued.length)
})

test('a line is broken where no figure is published, and says why', () => {
  const svg = chartOf(detentionDecision, view('lines', 'en'))
  assert.ok(textsOf(svg).some((text) => text === '[low]'))
  const points = detentionDecision.cells.filter(
    ({ at, value }) => at.SEX !== TOTAL && at.DECISION !== TOTAL && value !== null,
  )
  assert.equal(svg.match(/<circle /g)?.length, points.length)
})

test('who does not see it is told what it is and where its figures are, in the language of the page', () => {
  const svg = chartOf(detentionDecision, view('bars', 'ar'))
  assert.match(
    svg,
    /<svg [^>]*role="img" aria-labelledby="chart-bars-title chart-bars-description" lang="ar" direction="rtl"/,
  )
  assert.match(svg, /<desc id="chart-bars-description">رسم بالأعمدة: .*في الجدول الأرقام نفسها\.<\/desc>/)
})

test('what reads from right to left begins on the right', () => {
  const startOf = (svg: string) => Number(/<text x="([\d.]+)"/.exec(svg)?.[1])
  assert.equal(startOf(chartOf(detentionDecision, view('bars', 'en'))), 0)
  assert.equal(startOf(chartOf(detentionDecision, view('bars', 'ar'))), 400)
})

test('a picture has neither styles nor scripts of its own, and a name like markup stays a name', async () => {
  await fc.assert(
    fc.asyncProperty(randomRelease, fc.constantFrom('en', 'ar'), async (release, language) => {
      for (const kind of CHARTS.filter((one) => isPossible(release, one))) {
        const svg = chartOf(release, view(kind, language))
        assert.doesNotMatch(svg, /<style|<script| style=| on[a-z]+=|NaN|undefined|Infinity/)
        const { children } = parseDocument(svg, { xmlMode: true })
        assert.equal(children.length, 1)
      }
    }),
    { numRuns: 40 },
  )
  const dimensions = detentionDecision.dimensions.map((one) => ({
    ...one,
    codes: one.codes.map((code) => ({ ...code, name: { en: '<script>"&' } })),
  }))
  assert.ok(
    textsOf(chartOf({ ...detentionDecision, dimensions }, view('multiples', 'en'))).some((text) =>
      text.startsWith('&lt;script&gt;&quot;&amp;'),
    ),
  )
})

test('a pyramid has the two sexes on its sides also where some are neither, and no two lines of a chart look alike', () => {
  const sex = detentionDecision.dimensions.find(({ id }) => id === 'SEX') ?? assert.fail()
  const rest = { code: '_U', name: { en: 'Neither' } }
  const women = detentionDecision.cells.filter(({ at }) => at.SEX === 'F')
  const release = {
    ...detentionDecision,
    dimensions: detentionDecision.dimensions.map((one) =>
      one === sex ? { ...one, codes: [...one.codes, rest] } : one,
    ),
    cells: [
      ...detentionDecision.cells,
      ...women.map((cell) => ({ ...cell, at: { ...cell.at, SEX: '_U' }, value: 77 })),
    ],
  }
  assert.ok(isPossible(release, 'pyramid'))
  const texts = textsOf(chartOf(release, view('pyramid', 'en')))
  assert.ok(texts.includes('Women and girls') || texts.includes('Women'), texts.join())
  assert.ok(!texts.includes('77') && !texts.includes('Neither'))
  const looks = Array.from({ length: 30 }, (_, at) => `${fillOf(at)} ${dashOf(at)}`)
  assert.equal(new Set(looks).size, 30)
})

test('a kind that says nothing of a table is not possible', () => {
  const oneYear = { ...detentionDecision, cells: detentionDecision.cells.filter(({ period }) => period === '2025') }
  assert.equal(isPossible(oneYear, 'lines'), false)
  assert.throws(() => chartOf(oneYear, view('lines', 'en')), /no lines of detention-decision/)
})
