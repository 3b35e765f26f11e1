/** Values of facts as people write them in a form and read them on a page. */
import { html } from 'hono/html'
import { officeId } from '../../countries/index.ts'
import { AGE_BAND, type Fact, type Procedure } from '../../procedures/index.ts'
import type { Facts } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { nameIn } from '../parts/names.ts'
import type { Texts } from '../texts.ts'
import { codeName } from './choices.ts'
import { isFile, type ShownFiles, shownFile } from './file-fact.ts'

type Value = Facts[string]

/** A value in words; lines as a small list. */
export function shownFact(
  exchange: Exchange,
  procedure: Procedure,
  name: string,
  value: Value,
  files?: ShownFiles,
): Html | string {
  const fact = procedure.facts[name]
  if (isFile(fact)) return shownFile(exchange, String(value), files)
  return fact === undefined ? String(value) : shown(exchange, procedure, fact, value)
}

function shown(exchange: Exchange, procedure: Procedure, { is }: Fact, value: Value): Html | string {
  const { texts } = exchange
  switch (is.kind) {
    case 'instant':
      return typeof value === 'string' ? shownInstant(texts, value) : ''
    case 'date':
      return typeof value === 'string' ? texts.day(value) : ''
    case 'yes-no':
      return texts.t(value === true ? 'cases.yes' : 'cases.no')
    case 'code':
      return codeName(exchange, procedure, is.list, String(value))
    case 'codes':
      return [value]
        .flat()
        .map((code) => codeName(exchange, procedure, is.list, String(code)))
        .join(', ')
    case 'ref':
      return shownReference(exchange, String(value))
    case 'lines':
      return shownLines(exchange, procedure, is.of, value)
    case 'derived':
      if (typeof value === 'boolean') return texts.t(value ? 'cases.yes' : 'cases.no')
      if (is.rule === 'age-band') return codeName(exchange, procedure, AGE_BAND, String(value))
      return is.rule === 'end-of-clock' ? shownInstant(texts, String(value)) : String(value)
    default:
      return html`<span dir="auto">${String(value)}</span>`
  }
}

function shownInstant(texts: Texts, text: string): string {
  return texts.moment(Temporal.Instant.from(text))
}

/** An office by name, oneself as oneself; anybody and anything else is not told here. */
function shownReference({ register, viewer, texts }: Exchange, id: string): string {
  const office = register.offices.find(({ code }) => officeId(code) === id)
  if (office !== undefined) return nameIn({ en: office.name, ...office.names }, texts.language.code) ?? office.name
  return id === viewer.account ? viewer.name : texts.t('cases.another')
}

function shownLines(exchange: Exchange, procedure: Procedure, of: Readonly<Record<string, Fact>>, value: Value): Html {
  const lines = (Array.isArray(value) ? value : []) as readonly Readonly<Record<string, Value>>[] // lines, as declared
  return html`<ul class="govuk-list govuk-list--bullet">${lines.map(
    (line) =>
      html`<li>${Object.entries(of).flatMap(([column, fact], index) => {
        const cell = line[column]
        return cell === undefined ? [] : [index === 0 ? '' : ' – ', shown(exchange, procedure, fact, cell)]
      })}</li>`,
  )}</ul>`
}

/** "2026-11-29T08:41", a time of the clock at home, as an instant; what is no such time stays as typed, to be refused by name. */
export function instantFrom(typed: string, timeZone: string): string {
  try {
    return Temporal.PlainDateTime.from(typed).toZonedDateTime(timeZone).toInstant().toString()
  } catch {
    return typed
  }
}

/** An instant as a form has it, to the minute. */
export function localTime(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}
