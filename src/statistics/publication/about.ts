/** The first sheet: what the table is, of whom, from when, how people are protected, and what the signs mean. */
import type { ReleasedTable } from './model.ts'
import { protectionText, signText } from './protection-text.ts'
import { citation, periodText } from './sims.ts'
import { SIGNS } from './status.ts'
import type { Wording } from './wording/index.ts'

/** Label and text, one row each. */
export function aboutRows(table: ReleasedTable, wording: Wording): readonly (readonly [string, string])[] {
  const { say, of, day, language } = wording
  const { withdrawn, replaces, next, contact } = table
  const protection = protectionText(table, language)
  return [
    [say('concept.TITLE'), of(table.title)],
    ...(withdrawn
      ? ([
          [say('about.release'), say('about.withdrawn', { on: day(withdrawn.on), reason: of(withdrawn.reason) })],
        ] as const)
      : []),
    [say('about.counted'), `${say(`unit.${table.unit}`)}: ${table.measures.map(({ name }) => of(name)).join(', ')}`],
    [say('about.population'), of(table.population)],
    [say('about.coverage'), of(table.coverage)],
    [say('about.period'), periodText(table, wording)],
    [say('about.area'), table.areaSet ? `${of(table.area.name)}. ${of(table.areaSet.name)}` : of(table.area.name)],
    [say('about.source'), of(table.source)],
    [say('about.release'), table.release],
    ...(replaces ? ([[say('about.replaces'), replaces]] as const) : []),
    [say('about.released'), day(table.issued)],
    ...(next ? ([[say('about.next'), day(next)]] as const) : []),
    [say('about.contact'), `${of(contact.unit)}, ${of(contact.postal)}, ${contact.email}`],
    [say('about.licence'), `${table.licence.name}, ${table.licence.url}`],
    [say('about.citation'), citation(table, language)],
    ...(protection ? ([[say('about.protection'), protection]] as const) : []),
    ...sheets(wording),
    ...signs(table, wording),
  ]
}

function sheets({ say }: Wording): readonly (readonly [string, string])[] {
  return [
    [say('about.sheets'), `${say('sheet.table', { number: 1 })}: ${say('about.table')}`],
    [say('sheet.data'), say('about.data')],
    [say('sheet.notes'), say('about.notes')],
    [say('sheet.metadata'), say('about.metadata')],
  ]
}

/** All signs, whether or not this table has them: who knows one sheet reads the next. */
function signs(table: ReleasedTable, { say, language }: Wording): readonly (readonly [string, string])[] {
  return [
    ...SIGNS.map((sign) => [`[${sign}]`, signText(table, sign, language)] as const),
    ['[note 1]', say('sign.note', { number: 1 })],
  ]
}
