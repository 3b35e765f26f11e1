/**
 * The states of a procedure and the steps between them, as a drawing: laid out by dagre, written as SVG with real text,
 * and with a description that says the same in words. Steps open from every state stand apart, once.
 */
import dagre from '@dagrejs/dagre'
import type { AnyTexts } from './texts.ts'
import type { Procedure } from './vocabulary/index.ts'

/** Sizes in the units of the drawing. Widths of words are estimated wide, so that nothing runs out of its box. */
const FONT = 13
const LINE = 17
const CHARACTER = 7.4
const STATE_WIDTH = 18
const STEP_WIDTH = 20
const PAD = 10
const MARGIN = 16
const ROUND = 9
/** A line ends upright, so that its head points into the box. */
const STUB = 12

interface Box {
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}

interface DrawnNode extends Box {
  readonly x: number
  readonly y: number
  readonly name: string
  readonly kind: 'initial' | 'open' | 'final' | 'any' | 'earlier'
}

interface Point {
  readonly x: number
  readonly y: number
}

interface DrawnEdge extends Box {
  readonly points: readonly Point[]
  readonly x: number
  readonly y: number
  readonly system: boolean
}

/** One arrow: all steps from one state to another. */
interface Arrow {
  readonly from: string
  readonly to: string
  readonly steps: readonly string[]
  readonly system: boolean
}

const ANY = '(any)'
const EARLIER = '(earlier)'

/** The drawing as an SVG document, in the words given. */
export function diagram(procedure: Procedure, words: AnyTexts): string {
  const arrows = arrowsOf(procedure)
  const { nodes, edges, width, height } = layOut(procedure, words, arrows)
  const id = procedure.name
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="arial, sans-serif" font-size="${FONT}">
<title id="${id}-title">${escaped(`${words.title}: states and steps`)}</title>
<desc id="${id}-desc">${escaped(inWords(procedure, words, arrows))}</desc>
<defs><marker id="${id}-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="#505a5f"/></marker></defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${edges.map((edge) => lineSvg(edge, id)).join('\n')}
${nodes.map(nodeSvg).join('\n')}
${edges.map(labelSvg).join('\n')}
</svg>
`
}

/** The same as the drawing, for who cannot see it: from each state, which step leads where. */
export function inWords(procedure: Procedure, words: AnyTexts, arrows = arrowsOf(procedure)): string {
  const name = (state: string) => nameOf(words, state)
  return arrows
    .map(
      ({ from, to, steps }) => `${name(from)}: ${steps.map((step) => stepWord(words, step)).join('; ')} → ${name(to)}.`,
    )
    .join(' ')
}

function arrowsOf(procedure: Procedure): readonly Arrow[] {
  const arrows = new Map<string, Arrow>()
  for (const [step, { from, to, by }] of Object.entries(procedure.transitions)) {
    const system = by.every((one) => one === 'system')
    for (const one of from === 'any-open' ? [ANY] : from) {
      const target = to === 'earlier' ? EARLIER : to
      const key = `${one} ${target} ${system}`
      const steps = [...(arrows.get(key)?.steps ?? []), step]
      arrows.set(key, { from: one, to: target, steps, system })
    }
  }
  return [...arrows.values()]
}

/** The ways between states, and below them, apart, the steps that are open from every state. */
function layOut(procedure: Procedure, words: AnyTexts, arrows: readonly Arrow[]): Drawing {
  const ways = drawn(
    procedure,
    words,
    arrows.filter(({ from }) => from !== ANY),
  )
  const always = drawn(
    procedure,
    words,
    arrows.filter(({ from }) => from === ANY),
  )
  const down = ways.height
  return {
    nodes: [...ways.nodes, ...always.nodes.map((node) => ({ ...node, y: node.y + down }))],
    edges: [
      ...ways.edges,
      ...always.edges.map((edge) => ({
        ...edge,
        y: edge.y + down,
        points: edge.points.map(({ x, y }) => ({ x, y: y + down })),
      })),
    ],
    width: Math.max(ways.width, always.width),
    height: ways.height + always.height,
  }
}

interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
  readonly width: number
  readonly height: number
}

function drawn(procedure: Procedure, words: AnyTexts, arrows: readonly Arrow[]): Drawing {
  if (arrows.length === 0) return { nodes: [], edges: [], width: 0, height: 0 }
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 30, edgesep: 22, ranksep: 60, marginx: MARGIN, marginy: MARGIN })
  for (const node of nodesOf(procedure, arrows)) graph.setNode(node, boxOf(nameOf(words, node), STATE_WIDTH))
  const labels = arrows.map(({ steps }) =>
    boxOfLines(
      steps.flatMap((step) => wrapped(stepWord(words, step), STEP_WIDTH)),
      4,
    ),
  )
  arrows.forEach(({ from, to }, index) => {
    graph.setEdge(from, to, { ...labels[index], labelpos: 'c' }, String(index))
  })
  dagre.layout(graph)
  const nodes = nodesOf(procedure, arrows).map((name): DrawnNode => {
    const { x, y } = graph.node(name)
    return { ...boxOf(nameOf(words, name), STATE_WIDTH), x, y, name, kind: kindOf(procedure, name) }
  })
  const laid = arrows.map(({ from, to, system }, index) => {
    const { points, x, y } = graph.edge(from, to, String(index))
    return { ...(labels[index] ?? boxOfLines([], 4)), points: points ?? [], x: x ?? 0, y: y ?? 0, system, from, to }
  })
  const edges = laid.map((edge) => ({ ...edge, points: wayOf(edge, nodes, [...nodes, ...laid]) }))
  const { width = 0, height = 0 } = graph.graph()
  return { nodes, edges, width: Math.ceil(width), height: Math.ceil(height) }
}

interface Ends {
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
}

/**
 * Down through each row upright, aslant in the gaps between rows alone: so a line runs behind no box and no word. The
 * layout gives the place in each row.
 */
function wayOf(
  { from, to, points }: Ends,
  nodes: readonly DrawnNode[],
  row: readonly (Box & Point)[],
): readonly Point[] {
  const [source, target] = [from, to].map((name) => nodes.find((node) => node.name === name))
  const inner = points.slice(1, -1)
  const [first] = inner
  const last = inner.at(-1)
  if (source === undefined || target === undefined || first === undefined || last === undefined) return points
  const down = source.y < target.y ? 1 : -1
  const halfOf = (y: number) =>
    Math.max(...row.filter((box) => Math.abs(box.y - y) < 1).map(({ height }) => height / 2), 0)
  return [
    { x: within(first.x, source), y: source.y + (down * source.height) / 2 },
    { x: within(first.x, source), y: source.y + down * (halfOf(source.y) + STUB / 2) },
    ...inner.flatMap(({ x, y }) => [
      { x, y: y - down * halfOf(y) },
      { x, y: y + down * halfOf(y) },
    ]),
    { x: within(last.x, target), y: target.y - down * (halfOf(target.y) + STUB) },
    { x: within(last.x, target), y: target.y - (down * target.height) / 2 },
  ]
}

/** The nearest place on the box's edge, away from its corners. */
function within(x: number, { x: middle, width }: DrawnNode): number {
  const reach = width / 2 - 10
  return Math.min(Math.max(x, middle - reach), middle + reach)
}

/** In the order of the declaration. */
function nodesOf(procedure: Procedure, arrows: readonly Arrow[]): readonly string[] {
  const used = new Set(arrows.flatMap(({ from, to }) => [from, to]))
  return [ANY, ...Object.keys(procedure.states), EARLIER].filter((node) => used.has(node))
}

function kindOf(procedure: Procedure, node: string): DrawnNode['kind'] {
  if (node === ANY) return 'any'
  return node === EARLIER ? 'earlier' : (procedure.states[node] ?? 'open')
}

function nameOf(words: AnyTexts, node: string): string {
  if (node === ANY) return 'From any open state'
  return node === EARLIER ? 'Back to where it was' : (words.states[node] ?? node)
}

function stepWord(words: AnyTexts, step: string): string {
  return words.steps[step]?.button ?? step
}

function boxOf(text: string, most: number): Box {
  return boxOfLines(wrapped(text, most), PAD)
}

function boxOfLines(lines: readonly string[], pad: number): Box {
  const longest = Math.max(...lines.map((line) => [...line].length))
  return { lines, width: Math.ceil(longest * CHARACTER) + 2 * pad, height: lines.length * LINE + 2 * pad }
}

/** Broken between words; a word longer than the line has a line of its own. */
function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
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
