/**
 * Where the states and steps of a procedure lie in its drawing: rows by dagre, and ways that run behind no box and no word.
 * Steps that are open from every state lie apart, below.
 */
import dagre from '@dagrejs/dagre'
import type { AnyTexts } from './texts.ts'
import type { Procedure } from './vocabulary/index.ts'

/** Sizes in the units of the drawing. Widths of words are estimated wide, so that nothing runs out of its box. */
export const FONT = 13
export const LINE = 17
const CHARACTER = 7.4
const STATE_WIDTH = 18
const STEP_WIDTH = 20
const PAD = 10
const MARGIN = 16
/** A line ends upright, so that its head points into the box. */
const STUB = 12

export interface Box {
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}

export interface DrawnNode extends Box {
  readonly x: number
  readonly y: number
  readonly name: string
  readonly kind: 'initial' | 'open' | 'final' | 'any' | 'earlier'
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface DrawnEdge extends Box {
  readonly points: readonly Point[]
  readonly x: number
  readonly y: number
  readonly system: boolean
}

/** One arrow: all steps from one state to another. */
export interface Arrow {
  readonly from: string
  readonly to: string
  readonly steps: readonly string[]
  readonly system: boolean
}

const ANY = '(any)'
const EARLIER = '(earlier)'

/** All steps of a procedure, those between the same two states together. */
export function arrowsOf(procedure: Procedure): readonly Arrow[] {
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
export function layOut(procedure: Procedure, words: AnyTexts, arrows: readonly Arrow[]): Drawing {
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

export interface Drawing {
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

const IN_ENGLISH: Readonly<Record<string, string>> = {
  [ANY]: 'From any open state',
  [EARLIER]: 'Back to where it was',
}

/** The words of a procedure with those for the boxes that are no state, in another language than English. */
export function inDiagram(words: AnyTexts, { any, earlier }: { readonly any: string; readonly earlier: string }) {
  return { ...words, states: { ...words.states, [ANY]: any, [EARLIER]: earlier } }
}

/** What stands in a box. */
export function nameOf(words: AnyTexts, node: string): string {
  return words.states[node] ?? IN_ENGLISH[node] ?? node
}

/** What stands at a line. */
export function stepWord(words: AnyTexts, step: string): string {
  return words.steps[step]?.button ?? step
}

function boxOf(text: string, most: number): Box {
  return boxOfLines(wrapped(text, most), PAD)
}

function boxOfLines(lines: readonly string[], pad: number): Box {
  const longest = Math.max(...lines.map(lettersIn))
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

/** Letters of a line; m and w are as wide as one and a half, as are the wide ones of Cyrillic. */
function lettersIn(line: string): number {
  return line.length + (line.match(/[mwжмфшщыю]/gi)?.length ?? 0) / 2
}
