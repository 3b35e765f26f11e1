/**
 * The one way in which a file, a proof or a signature is refused. The message is a whole sentence that says what was
 * expected and what came; whoever reads it is a clerk or a court, not a developer.
 */
export class NotProved extends Error {
  override readonly name = 'NotProved'
}

/** As much of what came as a sentence can carry, without line ends or control characters. */
export function shown(text: string): string {
  const printable = text.replace(/[^\x20-\x7e\u00a1-\ud7ff\ue000-\uffff]/g, '?')
  return printable.length > 60 ? `"${printable.slice(0, 60)}…"` : `"${printable}"`
}
