/** The one place that lists the country packs that come with the product. A new one is a folder and a line here. */
import { fileURLToPath } from 'node:url'

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Folders of the installed packs, by ISO 3166-1 alpha-3 code. */
export const installedPacks: Readonly<Record<string, string>> = {
  AZE: folder('./aze/'),
}

/** The country that is served when nobody names one. */
export const defaultCountry = 'AZE'

/** Folder of an installed pack. Refuses a code that none is installed for. */
export function packFolder(code: string): string {
  const found = installedPacks[code]
  if (found === undefined) {
    throw new Error(`no country pack for ${code}; installed: ${Object.keys(installedPacks).join(', ')}`)
  }
  return found
}
