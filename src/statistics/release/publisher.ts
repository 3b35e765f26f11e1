/** Under whose name tables are published, as the country has it. */
import type { CountryPack, Publishing } from '../../countries/index.ts'
import type { Texts } from '../publication/index.ts'

/** Of a country that publishes. Throws where its pack says nothing of publishing. */
export function publishingOf({ publishing }: Pick<CountryPack, 'publishing'>): Publishing {
  if (publishing === null) throw new Error('the country pack has no statistics.yaml: nobody publishes')
  return publishing
}

export function contactOf(pack: Pick<CountryPack, 'publishing'>) {
  const { unit, postal, email } = publishingOf(pack).contact
  return { unit: known(unit), postal: known(postal), email }
}

export function agencyName({ institutions, parts }: Pick<CountryPack, 'institutions' | 'parts'>): Texts {
  const agency = institutions.find(({ code }) => code === parts.statistics)
  return known({ en: agency?.name ?? parts.statistics, ...agency?.names })
}

/** The country: ISO 3166-1 alpha-2, as regions begin with it; the pack's own code has three letters. */
export function areaOf({ code, names, regions }: Pick<CountryPack, 'code' | 'names' | 'regions'>) {
  return { code: Object.keys(regions)[0]?.slice(0, 2) ?? code.slice(0, 2), name: known(names) }
}

/** The languages that there are. */
export function known(names: Readonly<Record<string, string | undefined>>): Texts {
  return Object.fromEntries(
    Object.entries(names).flatMap(([language, text]) => (text === undefined ? [] : [[language, text]])),
  )
}
