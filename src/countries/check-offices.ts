/** Offices: each once, each institution known, each office from which cases come known. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'

/** Reports offices that stand twice or lead nowhere. Whether their agencies exist, the register knows. */
export function checkOffices(parts: PackParts, report: Report): void {
  const { file, content } = parts.offices
  if (content === null) return
  const institutions = parts.institutions.content?.map(({ code }) => code)
  const codes = new Set<string>()
  for (const { code, institution } of content.offices) {
    if (codes.has(code)) report(file, code, 'It stands twice.')
    codes.add(code)
    if (institution !== null && institutions?.includes(institution) === false)
      report(file, code, `There is no institution ${institution}.`)
  }
  for (const { code, takes } of content.offices) {
    const named = takes === 'all' ? [] : takes.flatMap(({ from }) => (from === 'all' ? [] : from))
    for (const from of named) if (!codes.has(from)) report(file, code, `There is no office ${from}.`)
  }
}
