/** How large a file may be, and what reading it may take. */

export const INTAKE_LIMITS = {
  /** 50 MB. A document of 300 pages has 1 to 5, with pictures up to 30. */
  fileBytes: 50 * 1024 * 1024,
  /** A document of 300 pages takes 2 to 5 seconds as PDF, less than one as .docx. */
  seconds: 60,
  /** Memory of the process that reads, with what the runtime needs for itself. */
  memoryBytes: 420 * 1024 * 1024,
} as const

export interface ReadingLimits {
  readonly seconds: number
  readonly memoryBytes: number
}
