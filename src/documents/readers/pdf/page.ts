/** Takes from a PDF page what stands where: stretches of text with place, size and face, and the thin horizontal lines between them. */
import { getResolvedPDFJS } from 'unpdf'
import type { Face } from '../line.ts'

/** A stretch of text set in one font. Lengths are in points, from the lower left corner of the page. */
export interface Stretch {
  readonly text: string
  readonly x: number
  /** Where it ends. */
  readonly right: number
  /** The base line. */
  readonly y: number
  readonly size: number
  readonly face: Face
}

/** A horizontal line drawn on the page. */
export interface Rule {
  readonly x: number
  readonly right: number
  readonly y: number
}

export interface Page {
  readonly number: number
  readonly height: number
  readonly stretches: readonly Stretch[]
  readonly rules: readonly Rule[]
}

type PdfJs = Awaited<ReturnType<typeof getResolvedPDFJS>>
export type PdfFile = Awaited<ReturnType<PdfJs['getDocument']>['promise']>
type PdfPage = Awaited<ReturnType<PdfFile['getPage']>>

/** Opens a PDF for reading text; pictures are never decoded, and nothing in the file is run. */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const { getDocument, VerbosityLevel } = await getResolvedPDFJS()
  // pdf.js takes the buffer over, so that the caller's would be empty afterwards.
  const loading = getDocument({
    data: bytes.slice(),
    maxImageSize: 1,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    return await loading.promise
  } catch (error) {
    // What pdf.js still has under way for a file it gave up would fail later, with nobody waiting for it.
    await loading.destroy()
    throw error
  }
}

/** Reads one page and lets go of what was loaded for it. */
export async function readPage(file: PdfFile, number: number): Promise<Page> {
  const page = await file.getPage(number)
  try {
    const { items, styles } = await page.getTextContent()
    const knowsFonts = Object.keys(styles).every((font) => page.commonObjs.has(font))
    // Reading the operators takes as long as reading the text: only for the names of new fonts, and for the line above notes.
    const rules = knowsFonts && !mayHoldNotes(items) ? [] : await rulesOf(page)
    const [, bottom = 0, , top = 0] = page.view
    const stretches = items.flatMap((item) => ('str' in item ? stretchOf(item, page) : []))
    return { number, height: top - bottom, stretches, rules }
  } finally {
    page.cleanup()
  }
}

// Small numbers or signs of their own are marks, in the text or before notes.
function mayHoldNotes(items: readonly object[]): boolean {
  return items.some((item) => 'str' in item && /^[\d*†‡]{1,4}$/.test(String(item.str).trim()))
}

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
}

function stretchOf({ str, transform, width, fontName }: TextItem, page: PdfPage): Stretch[] {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform
  // Text that runs upwards is a stamp or a barcode, not a line to read.
  if (Math.abs(b) > Math.abs(a) || str.trim() === '') return []
  return [{ text: plainLetters(str), x, right: x + width, y, size: Math.hypot(c, d), face: faceOfFont(page, fontName) }]
}

// pdf.js knows the real name of a font ("ABCDEF+TimesNewRomanPS-ItalicMT") once the page's operators are read.
function faceOfFont(page: PdfPage, fontName: string): Face {
  const font: unknown = page.commonObjs.has(fontName) ? page.commonObjs.get(fontName) : null
  const name = typeof font === 'object' && font !== null && 'name' in font ? String(font.name) : ''
  return { bold: /bold|black|heavy|semibold/i.test(name), italic: /italic|oblique|kursiv/i.test(name) }
}

const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
}

function plainLetters(text: string): string {
  return text.replaceAll(/[\ufb00-\ufb06]/g, (ligature) => LIGATURES[ligature] ?? ligature)
}

type Matrix = readonly [number, number, number, number, number, number]

async function rulesOf(page: PdfPage): Promise<Rule[]> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await page.getOperatorList()
  const saved: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  const rules: Rule[] = []
  for (const [index, operator] of fnArray.entries()) {
    const operands: unknown = argsArray[index]
    if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) saved.push(matrix)
    if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? matrix
    if (operator === OPS.transform || operator === OPS.paintFormXObjectBegin)
      matrix = multiplied(matrix, matrixIn(operands))
    if (operator === OPS.constructPath) rules.push(...ruleOf(matrix, operands))
  }
  return rules
}

// A form brings its matrix as the first of two operands, a transformation is six numbers.
function matrixIn(operands: unknown): readonly number[] | null {
  if (!Array.isArray(operands)) return null
  const numbers: unknown = operands.length === 6 ? operands : operands[0]
  return Array.isArray(numbers) && numbers.length === 6 ? numbers.map(Number) : null
}

function multiplied(by: Matrix, matrix: readonly number[] | null): Matrix {
  if (matrix === null) return by
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix
  const [A, B, C, D, E, F] = by
  return [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F]
}

// The third operand of a path is its box; a rule is a box that is wide and hardly high.
function ruleOf([a, b, c, d, e, f]: Matrix, operands: unknown): Rule[] {
  const box: unknown = Array.isArray(operands) ? operands[2] : null
  if (typeof box !== 'object' || box === null) return []
  const [left = 0, low = 0, right = 0, high = 0] = Object.values(box).map(Number)
  const [x1, y1, x2, y2] = [
    a * left + c * low + e,
    b * left + d * low + f,
    a * right + c * high + e,
    b * right + d * high + f,
  ]
  if (!(Math.abs(x2 - x1) > 30 && Math.abs(y2 - y1) < 2)) return []
  return [{ x: Math.min(x1, x2), right: Math.max(x1, x2), y: Math.max(y1, y2) }]
}
