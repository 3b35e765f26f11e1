/** How large a file may be, and what reading it may take. */

export const INTAKE_LIMITS = {
  /** 50 MB. A document of 300 pages has 1 to 5, with pictures up to 30. */
  fileBytes: 50 * 1024 * 1024,
  /** A PDF of 300 crowded pages takes some 10 seconds on one slow core, the same as .docx less than one. */
  seconds: 60,
  /** Characters of text: some 900 pages. The longest report to a treaty body has a third of it. */
  characters: 3_000_000,
  /**
   * Memory of the process that reads, with what the runtime needs for itself (130 MB): beside the server's own it stays
   * under 500 MB. 300 crowded pages of PDF take 160 MB, a file of 50 MB takes 235.
   */
  memoryBytes: 240 * 1024 * 1024,
} as const

export interface ReadingLimits {
  readonly seconds: number
  readonly memoryBytes: number
}
