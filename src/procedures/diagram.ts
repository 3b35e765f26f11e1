/**
 * The states of a procedure and the steps between them as SVG, with real text and a description that says the same in
 * words. Where things lie is worked out in diagram-layout.ts.
 */
import {
  arrowsOf,
  type DrawnEdge,
  type DrawnNode,
  FONT,
  LINE,
  layOut,
  nameOf,
  type Point,
  stepWord,
} from './diagram-layout.ts'
import type { AnyTexts } from './texts.ts'
import type { Procedure } from './vocabulary/index.ts'

/** How round corners are. */
const ROUND = 9

/** The drawing as an SVG document, in the words given. */
export function diagram(procedure: Procedure, words: AnyTexts, title = `${words.title}: states and steps`): string {
  const arrows = arrowsOf(procedure)
  const { nodes, edges, width, height } = layOut(procedure, words, arrows)
  const id = procedure.name
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="arial, sans-serif" font-size="${FONT}">
<title id="${id}-title">${escaped(title)}</title>
<desc id="${id}-desc">${escaped(diagramInWords(procedure, words, arrows).join(' '))}</desc>
<defs><marker id="${id}-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="#505a5f"/></marker></defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${edges.map((edge) => lineSvg(edge, id)).join('\n')}
${nodes.map(nodeSvg).join('\n')}
${edges.map(labelSvg).join('\n')}
</svg>
`
}

/** The same as the drawing, for who cannot see it: from each state, which step leads where, one line an arrow. */
export function diagramInWords(procedure: Procedure, words: AnyTexts, arrows = arrowsOf(procedure)): readonly string[] {
  const name = (state: string) => nameOf(words, state)
  return arrows.map(
    ({ from, to, steps }) => `${name(from)}: ${steps.map((step) => stepWord(words, step)).join('; ')} → ${name(to)}.`,
  )
}

const FILL = { initial: '#1d70b8', open: '#ffffff', final: '#0b0c0c', any: '#f3f2f1', earlier: '#f3f2f1' } as const

function nodeSvg({ lines, x, y, width, height, kind }: DrawnNode): string {
  const dark = kind === 'initial' || kind === 'final'
  const dash = kind === 'any' || kind === 'earlier' ? ' stroke-dasharray="4 3"' : ''
  const corner = kind === 'final' ? 14 : 4
  const box = `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${width}" height="${height}" rx="${corner}" fill="${FILL[kind]}" stroke="#0b0c0c" stroke-width="1.5"${dash}/>`
  return `<g>${box}${textSvg(lines, { x, y, fill: dark ? '#ffffff' : '#0b0c0c', weight: ' font-weight="bold"' })}</g>`
}

function lineSvg({ points, system }: DrawnEdge, id: string): string {
  const dash = system ? ' stroke-dasharray="6 4"' : ''
  return `<path d="${pathOf(points)}" fill="none" stroke="#505a5f" stroke-width="1.5"${dash} marker-end="url(#${id}-head)"/>`
}

/** Over its own line, on white, so that both stay readable. */
function labelSvg({ lines, x, y, width, height }: DrawnEdge): string {
  const back = `<rect x="${at(x - width / 2)}" y="${at(y - height / 2)}" width="${width}" height="${height}" fill="#ffffff"/>`
  return `<g>${back}${textSvg(lines, { x, y, fill: '#0b0c0c', weight: '' })}</g>`
}

interface Placed {
  readonly x: number
  readonly y: number
  readonly fill: string
  readonly weight: string
}

function textSvg(lines: readonly string[], { x, y, fill, weight }: Placed): string {
  const first = y - ((lines.length - 1) * LINE) / 2 + FONT * 0.35
  const spans = lines.map(
    (line, index) => `<tspan x="${at(x)}" y="${at(first + index * LINE)}">${escaped(line)}</tspan>`,
  )
  return `<text text-anchor="middle" fill="${fill}"${weight}>${spans.join(' ')}</text>`
}

/** Along the ways that the layout keeps free, with round corners. */
function pathOf(points: DrawnEdge['points']): string {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return ''
  const corners = points.slice(1, -1).map((corner, index) => {
    const before = towards(corner, points[index] ?? corner)
    const after = towards(corner, points[index + 2] ?? corner)
    return `L${at(before.x)} ${at(before.y)}Q${at(corner.x)} ${at(corner.y)} ${at(after.x)} ${at(after.y)}`
  })
  return `M${at(first.x)} ${at(first.y)}${corners.join('')}L${at(last.x)} ${at(last.y)}`
}

/** Where a round corner begins: at most half the way to its neighbour. */
function towards(corner: Point, neighbour: Point): Point {
  const length = Math.hypot(neighbour.x - corner.x, neighbour.y - corner.y)
  if (length === 0) return corner
  const share = Math.min(ROUND, length / 2) / length
  return { x: corner.x + (neighbour.x - corner.x) * share, y: corner.y + (neighbour.y - corner.y) * share }
}

function at(number: number): string {
  return String(Math.round(number * 10) / 10)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
