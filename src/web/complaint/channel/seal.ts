/**
 * Text that only the holders of keys read: an age file (age-encryption.org/v1) in its armor, so that any age program opens
 * it. How long the text was does not show: it is filled up with spaces to steps of 4 KiB. Runs in Node and in a browser.
 */
import { armor, Decrypter, Encrypter } from 'age-encryption'

const STEP = 4096
/** Eight steps: what a fact of the register holds once it is armored. */
export const LONGEST_TEXT = 8 * STEP

/** The text is longer than `LONGEST_TEXT` in UTF-8. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
}

/** Encrypts to all of them; each alone can open it. Refuses (TooLong) what does not fit. */
export async function sealText(text: string, recipients: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(text.trimEnd())
  if (bytes.length > LONGEST_TEXT) throw new TooLong(`${bytes.length} bytes, at most ${LONGEST_TEXT}`)
  const filled = new Uint8Array(Math.max(1, Math.ceil(bytes.length / STEP)) * STEP).fill(0x20)
  filled.set(bytes)
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return armor.encode(await encrypter.encrypt(filled))
}

/** Opens it with one of the keys; null where this key does not, or where it is damaged. */
export async function openText(sealed: string, identity: string): Promise<string | null> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    return (await decrypter.decrypt(armor.decode(sealed), 'text')).trimEnd()
  } catch {
    return null
  }
}

/** Whether this is such a file, by its armor. */
export function isSealed(text: string): boolean {
  return /^-----BEGIN AGE ENCRYPTED FILE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END AGE ENCRYPTED FILE-----\s*$/.test(text)
}
