/** The little of SVG that charts need: marks as text, mirrored where one reads from right to left. */

/** Width in units of the drawing; a telephone shows it at 320, so that 14 units of type stay readable. */
export const WIDTH = 400
export const TYPE = 14
export const LINE = 18

/** Which hatching and which dashes tell series apart where colours do not. */
export const FILLS = ['#1d70b8', '#b58840', '#4c2c92', '#28a197', '#801650', '#6f777b'] as const
export const DASHES = ['', '8 4', '2 3', '10 3 2 3', '4 2', '1 5'] as const

export type Direction = 'ltr' | 'rtl'

export interface Drawing {
  readonly height: number
  readonly marks: readonly string[]
}

/** Text as it is, in an element or an attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

interface Type {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly bold?: boolean
}

/** A pen that draws from the side where reading begins. */
export function penFor(direction: Direction) {
  const at = (x: number) => round(direction === 'rtl' ? WIDTH - x : x)
  /** Text from `x` on; where one reads from right to left, `start` is the right. */
  const text = (x: number, y: number, text: string, more: Type = {}) =>
    `<text x="${at(x)}" y="${round(y)}" text-anchor="${more.anchor ?? 'start'}"${more.bold ? ' font-weight="bold"' : ''}>${escaped(text)}</text>`
  return {
    at,
    text,
    /** A text in as many lines as it needs, from `y` down; `below` is where the next thing begins. */
    block: (x: number, y: number, long: string, more: Type & { most?: number } = {}) => {
      const lines = wrapped(long, more.most)
      return {
        marks: lines.map((one, index) => text(x, y + (index + 1) * LINE - 3, one, more)),
        below: y + lines.length * LINE,
      }
    },
    bar: (x: number, y: number, width: number, series: number) =>
      `<rect x="${direction === 'rtl' ? round(WIDTH - x - width) : round(x)}" y="${round(y)}" width="${round(width)}" height="${LINE - 4}" fill="${fillOf(series)}" stroke="#0b0c0c" stroke-width="0.5"/>`,
    rule: (x1: number, y1: number, x2: number, y2: number) =>
      `<line x1="${at(x1)}" y1="${round(y1)}" x2="${at(x2)}" y2="${round(y2)}" stroke="#b1b4b6"/>`,
  }
}

export type Pen = ReturnType<typeof penFor>

export function fillOf(series: number): string {
  return FILLS[series % FILLS.length] ?? FILLS[0]
}

/** Moved by one each time that the colours begin anew: no two of thirty lines look alike. */
export function dashOf(series: number): string {
  return DASHES[(series + Math.floor(series / FILLS.length)) % DASHES.length] ?? ''
}

/** A text in lines of about `most` letters. */
export function wrapped(text: string, most = 48): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The whole picture: named and described for whom it cannot be seen. */
export function picture(
  { height, marks }: Drawing,
  {
    id,
    title,
    description,
    language,
    direction,
  }: Readonly<Record<'id' | 'title' | 'description' | 'language', string>> & { direction: Direction },
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" role="img" aria-labelledby="${id}-title ${id}-description" lang="${language}" direction="${direction}" font-family="inherit" font-size="${TYPE}" class="app-chart">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-description">${escaped(description)}</desc>`,
    ...marks,
    '</svg>',
  ].join('')
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
