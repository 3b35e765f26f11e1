/** The writers of Word and Excel files, loaded when the first file is asked for: no page needs them, and a start waits for nobody. */
import type { MatrixRow } from './matrix.ts'
import type { ReportModel } from './model.ts'

/** The bytes of the report's .docx file. */
export async function toDocx(model: ReportModel): Promise<Uint8Array> {
  return (await import('./docx.ts')).toDocx(model)
}

/** The bytes of the matrix's .xlsx file. */
export async function toMatrix(rows: readonly MatrixRow[]): Promise<Uint8Array> {
  return (await import('./matrix-file.ts')).toMatrix(rows)
}
