/** The map of squares: each area where it lies, its figure in it and in the key, shades that are told apart in grey, hatching where nothing is published. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDocument } from 'htmlparser2'
import { detentionDecision } from '../fixtures/detention-decision.ts'
import { type Cell, type ReleasedTable, readReleasedTable } from '../model.ts'
import { chartOf, isPossible } from './chart.ts'

const named = (en: string) => ({ en, ar: `منطقة ${en}`, az: en, ru: en, tr: en })
const AREAS = [
  { code: 'XS-N', name: named('North'), square: [1, 0] as [number, number] },
  { code: 'XS-W', name: named('West & coast'), square: [0, 1] as [number, number] },
  { code: 'XS-E', name: named('East'), square: [2, 1] as [number, number] },
  { code: 'XS-S', name: named('South'), square: [1, 2] as [number, number] },
  { code: '_U', name: named('Elsewhere') },
]
const VALUES: Readonly<Record<string, number | null>> = {
  XS: 1207,
  'XS-N': 1000,
  'XS-W': 12,
  'XS-E': null,
  'XS-S': 190,
  _U: 5,
}

const cell = (area: string, value: number | null, period: string): Cell => ({
  ...{ area, at: {}, period, measure: 'PERSONS', value },
  ...(value === null
    ? { status: 'K' as const, confidentiality: 'F' as const, sign: 'k' as const }
    : { status: 'A' as const, confidentiality: 'F' as const, sign: null }),
})
const byArea: ReleasedTable = readReleasedTable({
  ...detentionDecision,
  ...{ area: { code: 'XS', name: named('The country') }, regions: AREAS, by: [] },
  measures: detentionDecision.measures.filter(({ id }) => id === 'PERSONS'),
  cells: [
    ...Object.entries(VALUES).map(([area, value]) => cell(area, value, '2025')),
    ...Object.keys(VALUES).map((area) => cell(area, 7, '2024')),
  ],
})
const draw = (language = 'en') => chartOf(byArea, { kind: 'map', language, id: 'chart' })

interface Mark {
  readonly name: string
  readonly attribs: Readonly<Record<string, string>>
  readonly text: string
}
function marksOf(svg: string): readonly Mark[] {
  const found: Mark[] = []
  const walk = (nodes: readonly { type: string }[]) => {
    for (const node of nodes as readonly { name?: string; attribs?: Record<string, string>; children?: never[] }[]) {
      const text = (node.children ?? []).map((child: { data?: string }) => child.data ?? '').join('')
      if (node.name !== undefined && node.name !== 'pattern')
        found.push({ name: node.name, attribs: node.attribs ?? {}, text })
      if (node.name !== 'defs') walk(node.children ?? [])
    }
  }
  walk(parseDocument(svg, { xmlMode: true }).children)
  return found
}
const squaresIn = (svg: string) =>
  marksOf(svg).filter(({ name, attribs }) => name === 'rect' && Number(attribs.width) > 40 && attribs.stroke)

test('there is a map of a table by area alone', () => {
  assert.ok(isPossible(byArea, 'map'))
  assert.equal(isPossible(detentionDecision, 'map'), false)
})

test('each area is one square where its country says it lies, of one size, north up and west left in every language', () => {
  for (const language of ['en', 'ar']) {
    const places = squaresIn(draw(language)).map(({ attribs }) => [Number(attribs.x), Number(attribs.y), attribs.width])
    assert.equal(places.length, 4)
    const [north, west, east, south] = places
    assert.ok(north && west && east && south)
    assert.ok(Number(west[0]) < Number(north[0]) && Number(north[0]) < Number(east[0]), language)
    assert.ok(Number(north[1]) < Number(west[1]) && Number(west[1]) < Number(south[1]), language)
    assert.equal(new Set(places.map(([, , size]) => size)).size, 1)
  }
})

test('the newest figure of each area stands in its square and beside its name, as it was published, and no other', () => {
  const texts = marksOf(draw()).flatMap(({ name, text }) => (name === 'text' ? [text] : []))
  for (const shown of ['1,000', '12', '[k]', '190']) assert.ok(texts.includes(shown), shown)
  const key = texts.join(' ').replaceAll('\u00a0', ' ')
  for (const one of ['1. North: 1,000', '2. West & coast: 12', '3. East: [k]', '4. South: 190'])
    assert.ok(key.includes(one), one)
  assert.doesNotMatch(key, /Elsewhere|1,207|: 7\b/)
})

test('an area without a figure is hatched, and the key says what hatching means', () => {
  const svg = draw()
  const fills = squaresIn(svg).map(({ attribs }) => attribs.fill)
  assert.equal(fills[2], 'url(#chart-hatch)')
  assert.equal(fills.filter((fill) => fill === 'url(#chart-hatch)').length, 1)
  assert.match(svg, /no figure of its own/)
  assert.match(svg, /<pattern id="chart-hatch"/)
})

test('shades go from light to dark with the figure, are told apart in grey, and type is read on each', () => {
  const [north, west, , south] = squaresIn(draw()).map(({ attribs }) => luminance(attribs.fill ?? ''))
  assert.ok(north !== undefined && west !== undefined && south !== undefined)
  assert.ok(north < west, 'the larger is darker')
  assert.equal(west, south, 'one step of the scale holds both')
  const swatches = marksOf(draw()).filter(({ name, attribs }) => name === 'rect' && attribs.width === '14')
  const greys = swatches
    .map(({ attribs }) => attribs.fill ?? '')
    .filter((fill) => fill.startsWith('#'))
    .map(luminance)
  for (const [at, grey] of greys.entries()) if (at > 0) assert.ok((greys[at - 1] ?? 0) - grey > 0.03, `${greys}`)
  for (const fill of ['#eef3f9', '#c3d7eb', '#8fb6dc']) assert.ok(contrast(fill, '#0b0c0c') >= 4.5, fill)
  for (const fill of ['#2b669f', '#0e3358']) assert.ok(contrast(fill, '#ffffff') >= 4.5, fill)
})

test('the map has neither style nor script, and is named and described for whom it cannot be seen', () => {
  const svg = draw('ar')
  assert.doesNotMatch(svg, /<style|<script|style=|on[a-z]+=/)
  assert.match(svg, /role="img" aria-labelledby="chart-title chart-description" lang="ar" direction="rtl"/)
  assert.match(svg, /<desc id="chart-description">خريطة من مربعات/)
  assert.ok(!svg.includes('West & coast'), 'a name is text')
})

/** WCAG 2: relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
