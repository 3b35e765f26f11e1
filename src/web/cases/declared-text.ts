/** Words of a declaration as plain text. What a case fills in is left open where nothing is known. */

export function declaredText(text: string, filled: Readonly<Record<string, string>> = {}): string {
  return text.replaceAll(/\{\$(\w+)[^}]*\}/g, (_, name: string) => filled[name] ?? '…')
}
