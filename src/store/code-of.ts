/** The code of an error of PostgreSQL (SQLSTATE) or of the operating system; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
