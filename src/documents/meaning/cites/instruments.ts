/** Finds other treaties and named instruments, as the document names them. The body's own treaty is not one of them. */
import { bodyByCode } from '../names/bodies.ts'

/** Instruments known by a short name; the first word of each line is what is given, where several names mean one. */
const KNOWN: readonly (readonly [string, RegExp])[] = [
  ['2030 Agenda for Sustainable Development', /\b2030 Agenda(?: for Sustainable Development)?/],
  [
    'Global Compact for Safe, Orderly and Regular Migration',
    /\bGlobal Compact for (?:Safe, Orderly and Regular )?Migration/,
  ],
  ['Global Compact on Refugees', /\bGlobal Compact on Refugees/],
  ['Paris Principles', /\bParis Principles|\bprinciples relating to the status of national institutions/i],
  ['Istanbul Protocol', /\bIstanbul Protocol|Manual on the Effective Investigation and Documentation of Torture/],
  ['Minnesota Protocol', /\bMinnesota Protocol/],
  ['Nelson Mandela Rules', /\bNelson Mandela Rules|Standard Minimum Rules for the Treatment of Prisoners/],
  ['Bangkok Rules', /\bBangkok Rules|Rules for the Treatment of Women Prisoners/],
  ['Tokyo Rules', /\bTokyo Rules/],
  ['Beijing Rules', /\bBeijing Rules/],
  ['Havana Rules', /\bHavana Rules/],
  ['Rome Statute', /\bRome Statute(?: of the International Criminal Court)?/],
  ['Geneva Conventions', /\bGeneva Conventions?/],
  ['Istanbul Convention', /\bIstanbul Convention/],
  ['Beijing Declaration and Platform for Action', /\bBeijing (?:Declaration and )?Platform for Action/],
  ['Durban Declaration and Programme of Action', /\bDurban (?:Declaration and )?Programme of Action/],
  ['Universal Declaration of Human Rights', /\bUniversal Declaration of Human Rights/],
  ['Paris Agreement', /\bParis Agreement/],
  ['Sendai Framework for Disaster Risk Reduction', /\bSendai Framework/],
  ['Addis Ababa Action Agenda', /\bAddis Ababa Action Agenda/],
  ['Marrakesh Treaty', /\bMarrakesh Treaty/],
  ['Yogyakarta Principles', /\bYogyakarta Principles/],
  ['Bangalore Principles of Judicial Conduct', /\bBangalore Principles/],
  ['Palermo Protocol', /\bPalermo Protocol/],
  ['Maputo Protocol', /\bMaputo Protocol/],
  ['Santiago Declaration', /\bSantiago Declaration/],
  ['Kampala amendments', /\bKampala [Aa]mendments/],
  [
    'Joint guidance note on the impacts of the COVID-19 pandemic on the human rights of migrants',
    /\bjoint guidance note(?: on the impacts of the COVID-19 pandemic on the human rights of migrants)?/i,
  ],
]

// Names are bounded, since a text made to keep us busy could go on for ever.
// "ILO Domestic Workers Convention, 2011 (No. 189)", "Migration for Employment Convention (Revised), 1949 (No. 97)".
const LABOUR_CONVENTION =
  /(?:ILO\s+)?(?!Convention|Covenant|State|Committee)\p{Lu}[\p{L}’'-]*(?:\s+(?!and\s+the\s+ILO)(?:(?:of|and|for|the|to|in|on|at)\s+){0,3}(?!ILO)(?:\p{Lu}[\p{L}’'-]*|\([^)]{1,40}\))){0,14}\s+(?:Convention|Recommendation|Protocol)(?:\s+\(Revised\))?,\s+\d{4}\s+\(No\.\s*\d+\)/gu
const LABOUR_CONVENTION_BY_NUMBER = /\bILO\s+Conventions?\s+Nos?\.\s*\d+(?:(?:\s*,\s*|\s+and\s+)(?:No\.\s*)?\d+)*/g

const BEFORE_HEAD =
  '(?:(?:United\\s+Nations|Council\\s+of\\s+Europe|OHCHR|International|European|American|Inter-American|African|Arab|ASEAN|Optional|Second|First|Third|Additional|Supplementary|Hague|Vienna|Universal|Recommended|Basic|Guiding|Framework|Revised|Global|\\d{4})\\s+){0,5}'
const HEAD =
  '(?:Convention|Covenant|Protocol|Declaration|Charter|Treaty|Principles(?:\\s+and\\s+Guidelines)?|Guidelines)'
const LINK = '(?:of|the|and|on|for|in|to|against|from|or|by|with|relating|concerning|at|a|its|their|all|between)'
// Another instrument begins here, or the words of the sentence go on.
const NOT_PART = `(?!\\s+of\\s+the\\s+Office)(?!\\s+(?:(?:and|or)\\s+)(?:(?:the|its|with|of)\\s+)*(?:${HEAD}|International|Optional|European|Second|Committee|State|ILO|United|Government|Universal|General|Additional|\\d))`
// "Economic, Social and Cultural Rights": a comma belongs to the name where capitals go on to an "and".
const LISTED = '(?:,(?=\\s+\\p{Lu}[\\p{L}’-]*\\s+(?:and|or)\\s+\\p{Lu}|\\s+Especially\\b))?'
const NAMED = new RegExp(
  `\\b${BEFORE_HEAD}${HEAD}\\s+(?:on|for|against|relating\\s+to|concerning|regarding|of|to)(?!\\s+(?:the\\s+)?(?:States?|Government|Parliament|Committee|its|all\\s+States))(?:${NOT_PART}(?:\\s+${LINK}){0,4}\\s+\\p{Lu}[\\p{L}’'-]*${LISTED}){1,25}(?:,\\s+\\d{4}\\b)?(?:\\s+on\\s+(?:a\\s+communications\\s+procedure|the\\s+involvement\\s+of\\s+children\\s+in\\s+armed\\s+conflict|the\\s+sale\\s+of\\s+children,\\s+child\\s+prostitution\\s+and\\s+child\\s+pornography))?`,
  'gu',
)

/** The instruments that a text names, each once, in order. `code` is the body whose own treaty is left out. */
export function instrumentsIn(text: string, code: string | null): string[] {
  const found: { name: string; from: number; to: number }[] = []
  const add = (name: string, from: number, length: number) => {
    if (!found.some((other) => from < other.to && from + length > other.from))
      found.push({ name, from, to: from + length })
  }
  for (const pattern of [LABOUR_CONVENTION, LABOUR_CONVENTION_BY_NUMBER]) {
    for (const match of text.matchAll(pattern)) add(match[0], match.index, match[0].length)
  }
  for (const [name, pattern] of KNOWN) {
    for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}gu`)))
      add(name, match.index, match[0].length)
  }
  for (const match of text.matchAll(NAMED))
    if (!isOwnTreaty(match[0], code)) add(match[0], match.index, match[0].length)
  return [
    ...new Set(found.toSorted((one, other) => one.from - other.from).map(({ name }) => name.replaceAll(/\s+/g, ' '))),
  ]
}

function isOwnTreaty(name: string, code: string | null): boolean {
  const treaty = bodyByCode(code)?.treaty
  return treaty !== undefined && /^(?:International\s+)?(?:Convention|Covenant)/.test(name) && treaty.title.test(name)
}
