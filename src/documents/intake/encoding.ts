/** Decodes text files: what a byte order mark or a page says of itself, UTF-8 otherwise, Windows-1252 where that fails. */

/** True for bytes that can be text: no zero bytes (except in UTF-16) and hardly a control character. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (markedEncoding(bytes) !== null) return true
  const sample = bytes.subarray(0, 65_536)
  const strange = sample.reduce((count, byte) => count + (byte < 32 && ![9, 10, 12, 13].includes(byte) ? 1 : 0), 0)
  return !bytes.includes(0) && strange <= sample.length / 1000
}

/** The text, whatever it was encoded in; bytes that fit nothing become U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  const marked = markedEncoding(bytes)
  if (marked !== null) return new TextDecoder(marked).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return (decoderNamedIn(bytes) ?? new TextDecoder('windows-1252')).decode(bytes)
  }
}

function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

// <meta charset="windows-1251">, or the same in an http-equiv.
function decoderNamedIn(bytes: Uint8Array): TextDecoder | null {
  const head = String.fromCharCode(...bytes.subarray(0, 2048))
  const name = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
  if (name === undefined) return null
  try {
    return new TextDecoder(name)
  } catch {
    return null
  }
}
