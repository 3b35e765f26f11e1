/** Words of a declaration as plain text. */

/** What a case fills in is left open where nothing is known. */
export function declaredText(text: string, filled: Readonly<Record<string, string>> = {}): string {
  return fillIn(text, (name) => filled[name] ?? '…')
}

/** A declared text with something in the place of each name that a case fills in. */
export function fillIn(text: string, of: (name: string) => string): string {
  return text.replaceAll(/\{\$(\w+)[^}]*\}/g, (_, name: string) => of(name))
}
