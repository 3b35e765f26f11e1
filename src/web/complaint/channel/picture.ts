/** The code as a picture that a telephone reads: the same letters and nothing else, no address. */
import { renderSVG } from 'uqr'
import { type Code, codeToText } from './code.ts'

/** An SVG element. */
export function pictureOf(code: Code): string {
  return renderSVG(codeToText(code)).replace('<svg ', '<svg width="180" height="180" ')
}
