/**
 * A map of squares: each area one of the same size, roughly where it lies, so that a small area is read like a large one and no border
 * is drawn that anybody disputes. Shades go from light to dark over a round scale; what is not published is hatched. Numbers
 * lead to the names below; north is up and west is left in every language.
 */
import { tickStep } from 'd3-array'
import { type Drawing, escaped, LINE, type Pen, round, WIDTH } from './svg.ts'

export interface Square {
  readonly label: string
  readonly column: number
  readonly row: number
  readonly value: number | null
  /** What is written in it: the number, its sign, or the sign alone. */
  readonly shown: string
}

/** One hue from light to dark, told apart in grey too, each with a colour of type that is read on it. */
const SHADES = [
  { fill: '#eef3f9', type: '#0b0c0c' },
  { fill: '#c3d7eb', type: '#0b0c0c' },
  { fill: '#8fb6dc', type: '#0b0c0c' },
  { fill: '#2b669f', type: '#ffffff' },
  { fill: '#0e3358', type: '#ffffff' },
] as const

const GAP = 2
const LARGEST = 64
const SWATCH = 14

export interface Mapped {
  readonly pen: Pen
  readonly number: (value: number) => string
  /** Unique on the page. */
  readonly id: string
  /** What the squares show, and what hatching means. */
  readonly heading: string
  readonly hatched: string
}

export function squares(areas: readonly Square[], { pen, number, id, heading, hatched }: Mapped): Drawing {
  const scale = scaleOf(areas)
  const columns = Math.max(...areas.map(({ column }) => column)) + 1
  const size = Math.min(LARGEST, Math.floor(WIDTH / columns))
  const left = (WIDTH - columns * size) / 2
  const title = pen.block(0, 0, heading, { bold: true })
  const top = title.below + 6
  const marks = [hatching(id), ...title.marks]
  for (const [at, area] of areas.entries()) {
    const place = { x: left + area.column * size, y: top + area.row * size, size: size - GAP }
    marks.push(...squareMarks(area, { ...place, name: String(at + 1), shade: shadeOf(area.value, scale), id }))
  }
  let y = top + (Math.max(...areas.map(({ row }) => row)) + 1) * size + 8
  for (const [at, { fill }] of shadesFor(scale).entries()) {
    const range = `${number(scale[at] ?? 0)}–${number(scale[at + 1] ?? 0)}`
    marks.push(swatch(pen, y, fill), pen.text(SWATCH + 8, y + 12, range))
    y += LINE
  }
  if (areas.some(({ value }) => value === null)) {
    marks.push(swatch(pen, y, `url(#${id}-hatch)`), pen.text(SWATCH + 8, y + 12, hatched))
    y += LINE
  }
  const names = namesOf(areas, pen, y + 8)
  return { height: names.below + 4, marks: [...marks, ...names.marks] }
}

/** Round steps from 0: two areas that noise alone sets apart have the same shade, but where a step falls between them. */
function scaleOf(areas: readonly Square[]): readonly number[] {
  const most = Math.max(1, ...areas.map(({ value }) => value ?? 0))
  const step = [5, 4, 3, 2, 1].map((many) => tickStep(0, most, many)).find((one) => most / one <= SHADES.length) ?? most
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step)
}

/** From the lightest to the darkest, however few the steps. */
function shadesFor({ length }: readonly number[]) {
  return Array.from(
    { length: length - 1 },
    (_, at) => SHADES[Math.round((at * (SHADES.length - 1)) / Math.max(1, length - 2))] ?? SHADES[0],
  )
}

function shadeOf(value: number | null, scale: readonly number[]) {
  if (value === null) return null
  const at = scale.findIndex((from, index) => value >= from && value < (scale[index + 1] ?? Number.POSITIVE_INFINITY))
  return shadesFor(scale)[Math.min(Math.max(at, 0), scale.length - 2)] ?? SHADES[0]
}

interface Placed {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly name: string
  readonly shade: (typeof SHADES)[number] | null
  readonly id: string
}

function squareMarks({ shown }: Square, { x, y, size, name, shade, id }: Placed): readonly string[] {
  const middle = round(x + size / 2)
  const type = shade?.type ?? '#0b0c0c'
  const fill = shade?.fill ?? `url(#${id}-hatch)`
  const text = (down: number, what: string, bold: boolean) =>
    `<text x="${middle}" y="${round(y + down)}" text-anchor="middle" fill="${type}"${bold ? ' font-weight="bold"' : ''}>${escaped(what)}</text>`
  return [
    `<rect x="${round(x)}" y="${round(y)}" width="${size}" height="${size}" fill="${fill}" stroke="#0b0c0c" stroke-width="0.5"/>`,
    // Type on hatching stands on a ground of its own.
    ...(shade === null
      ? [`<rect x="${round(x + 8)}" y="${round(y + 6)}" width="${size - 16}" height="${size - 12}" fill="#ffffff"/>`]
      : []),
    text(size / 2 - 5, name, false),
    text(size / 2 + 14, shown, true),
  ]
}

/** The key: number, name and figure, in two columns. */
function namesOf(areas: readonly Square[], pen: Pen, from: number) {
  const half = Math.ceil(areas.length / 2)
  const marks: string[] = []
  let y = from
  for (let row = 0; row < half; row++) {
    const pair = [areas[row], areas[row + half]].map((area, column) => {
      const at = row + column * half + 1
      return area === undefined
        ? null
        : pen.block(column * (WIDTH / 2), y, `${at}.\u00a0${area.label}:\u00a0${area.shown}`, { most: 26 })
    })
    marks.push(...pair.flatMap((block) => block?.marks ?? []))
    y = Math.max(...pair.map((block) => block?.below ?? 0))
  }
  return { marks, below: y }
}

function swatch(pen: Pen, y: number, fill: string): string {
  const x = Math.min(pen.at(0), pen.at(SWATCH))
  return `<rect x="${x}" y="${y}" width="${SWATCH}" height="${SWATCH}" fill="${fill}" stroke="#0b0c0c" stroke-width="0.5"/>`
}

function hatching(id: string): string {
  return `<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/><path d="M0 6L6 0M-1 1L1 -1M5 7L7 5" stroke="#505a5f"/></pattern></defs>`
}
