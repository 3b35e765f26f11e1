/** Days in a pack: time zone, holidays, versions of law, and dates stated in two places that must agree. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'
import { reportRepeated } from './reporter.ts'
import { keyResolver, writtenObligations } from './resolve.ts'

/** Reports days that cannot be. */
export function checkDates(parts: PackParts, report: Report): void {
  checkTimeZone(parts, report)
  checkHolidays(parts, report)
  checkLaw(parts, report)
  checkDueDates(parts, report)
  checkChapters(parts, report)
}

function checkTimeZone({ header }: PackParts, report: Report): void {
  if (header.content === null) return
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(header.content.timeZone)
  } catch {
    report(header.file, 'timeZone', `There is no time zone ${header.content.timeZone}.`)
  }
  const { languages, officialLanguage } = header.content
  if (!languages.includes(officialLanguage))
    report(header.file, 'languages', 'The official language is not among the languages.')
}

function checkHolidays({ workingDays: { file, content } }: PackParts, report: Report): void {
  if (content === null) return
  const { fixed, announced, exceptions, completeThrough } = content
  reportRepeated(report, file, [...fixed.map((one) => one.id), ...announced.map((one) => one.id)])
  reportRepeated(
    report,
    file,
    exceptions.map((one) => one.on),
  )
  for (const { id, month, day, firstYear, lastYear } of fixed) {
    if (!isDayOfYear(month, day)) report(file, id, `Month ${month} has no day ${day}.`)
    if ((lastYear ?? Infinity) < (firstYear ?? -Infinity)) report(file, id, 'The last year is before the first.')
  }
  for (const { id, dates } of announced) {
    if (!isRising(dates)) report(file, id, 'The dates are not in order, or one stands twice.')
    for (const year of missingYears(dates, completeThrough)) {
      report(file, id, `No date for ${year}, though completeThrough is ${completeThrough}.`)
    }
  }
}

/** 2000 was a leap year: 29 February is a day. */
function isDayOfYear(month: number, day: number): boolean {
  return day <= Temporal.PlainYearMonth.from({ year: 2000, month }).daysInMonth
}

function isRising(dates: readonly string[]): boolean {
  return dates.every((date, index) => index === 0 || (dates[index - 1] ?? '') < date)
}

function missingYears(dates: readonly string[], through: number): number[] {
  const years = new Set(dates.map((date) => Number(date.slice(0, 4))))
  const first = Math.min(...years)
  return Array.from({ length: Math.max(0, through - first + 1) }, (_, index) => first + index).filter(
    (year) => !years.has(year),
  )
}

function checkLaw({ law: { file, content } }: PackParts, report: Report): void {
  for (const { id, versions } of content ?? []) {
    versions.forEach((version, index) => {
      const before = versions[index - 1]
      if (before === undefined) return
      if (version.from === null || (before.from !== null && version.from <= before.from))
        report(file, id, 'The versions are not in the order of their days.')
    })
  }
}

/** A date that stands with an obligation and in the calendar is one date. */
function checkDueDates(parts: PackParts, report: Report): void {
  const keyOf = keyResolver(parts)
  const dueOn = new Map(writtenObligations(parts).map(({ key, row }) => [key, row.dueOn]))
  for (const deadline of parts.calendar.content?.deadlines ?? []) {
    const stated = dueOn.get(keyOf(deadline.obligation) ?? '') ?? null
    if (deadline.dueOn !== null && stated !== null && stated !== deadline.dueOn) {
      report(
        parts.calendar.file,
        deadline.id,
        `Due on ${deadline.dueOn}, but obligation ${deadline.obligation} says ${stated}.`,
      )
    }
  }
}

function checkChapters({ documents: { file, content } }: PackParts, report: Report): void {
  for (const { symbol, chapters } of content ?? []) {
    chapters.forEach((chapter, index) => {
      const before = chapters[index - 1]
      const first = (before?.lastParagraph ?? 0) + 1
      if (chapter.firstParagraph < first || chapter.lastParagraph < chapter.firstParagraph) {
        report(file, symbol, `Chapter ${chapter.id} overlaps the one before it, or ends before it begins.`)
      }
    })
  }
}
