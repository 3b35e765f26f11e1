/** Whom a row is about and from whom: States by name or code, bodies under all their names. */
import { BODIES, bodyNamedIn, bodyOfSymbol } from '../meaning/names/bodies.ts'
import { STATES } from '../meaning/names/states.ts'
import { isStateCode, stateNamedIn } from '../meaning/state-name.ts'

const ALPHA3 = new Map(STATES.map((state) => [state.alpha2, state.alpha3]))

/** A State by its name, in any form the Index prints, or by a code of two or three letters. Null where there is none. */
export function stateOf(label: string): string | null {
  if (/^[A-Z]{2}$/.test(label)) return ALPHA3.get(label) ?? null
  if (/^[A-Z]{3}$/.test(label)) return isStateCode(label) ? label : null
  return stateNamedIn(label)
}

/** The State whose code stands in a symbol: "CMW/C/AZE/CO/3", "A/HRC/WG.6/30/AZE/3". */
export function stateInSymbol(symbol: string): string | null {
  const codes = symbol.split(/[/-]/).filter((part) => /^[A-Z]{3}$/.test(part) && isStateCode(part))
  return codes.length === 1 ? (codes[0] ?? null) : null
}

/** Names under which the Index lists bodies beside the official ones. */
const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\bUPR\b|Universal Periodic Review/i, 'UPR'],
  [/Subcommittee on Prevention of Torture|\bSPT\b/i, 'SPT'],
  [/Committee on (?:the )?(?:Rights of )?Migrant Workers/i, 'CMW'],
  [/\bHR Committee\b|\bHRCttee\b/i, 'CCPR'],
  [/Committee on Disabilities/i, 'CRPD'],
  [/Committee on Racial Discrimination/i, 'CERD'],
]

/** Abbreviation of a body by any of its names; the name itself where it has none (a special procedure, say). */
export function bodyOf(label: string): string | null {
  if (label === '') return null
  const code = BODIES.find((body) => new RegExp(`(?:^|[^A-Z])${body.code}(?:[^A-Z]|$)`).test(label))?.code
  const other = OTHER_NAMES.find(([name]) => name.test(label))?.[1]
  return code ?? other ?? bodyNamedIn(label)?.code ?? label
}

/** Abbreviation of the treaty body that a symbol belongs to. Null elsewhere: under A/HRC/ many mandates report. */
export function bodyInSymbol(symbol: string): string | null {
  if (/^A\/HRC\/WG\.6\//.test(symbol)) return 'UPR'
  return symbol.startsWith('A/') ? null : (bodyOfSymbol(symbol)?.code ?? null)
}
