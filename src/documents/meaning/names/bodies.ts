/**
 * The bodies whose documents are read: how they are abbreviated, how their symbols begin, what they and their treaty are
 * called, and how many articles the treaty has. Names are official titles in the languages of the United Nations.
 */

export interface Body {
  readonly code: string
  /** What a symbol of this body begins with. */
  readonly symbol: RegExp
  /** The symbol's beginning when one has to be worked out; null where a symbol does not follow from State and cycle. */
  readonly symbolPrefix: string | null
  /** Distinctive parts of its name, as patterns, in any of the languages. */
  readonly names: readonly RegExp[]
  /** Its treaty: "Convention", "Covenant"; the second pattern recognizes the full title. */
  readonly treaty: { readonly word: RegExp; readonly title: RegExp; readonly articles: number }
}

const CONVENTION = /(?:Convention|Convención|Конвенци|الاتفاقية)/
const COVENANT = /(?:Covenant|Pacte|Pacto|Пакт|العهد)/

export const BODIES: readonly Body[] = [
  {
    code: 'CMW',
    symbol: /^CMW\//,
    symbolPrefix: 'CMW/C',
    names: [
      /Rights of All Migrant Workers and Members of Their Families/i,
      /droits de tous les travailleurs migrants/i,
      /Derechos de Todos los Trabajadores Migratorios/i,
      /прав всех трудящихся-мигрантов/i,
      /العمال المهاجرين/,
    ],
    treaty: { word: CONVENTION, title: /Migrant Workers and Members/i, articles: 93 },
  },
  {
    code: 'CEDAW',
    symbol: /^CEDAW\//,
    symbolPrefix: 'CEDAW/C',
    names: [
      /Elimination of (?:All Forms of )?Discrimination against Women/i,
      /élimination de la discrimination à l.égard des femmes/i,
      /Eliminación de la Discriminación contra la Mujer/i,
      /ликвидации дискриминации в отношении женщин/i,
      /التمييز ضد المرأة/,
    ],
    treaty: { word: CONVENTION, title: /Discrimination against Women/i, articles: 30 },
  },
  {
    code: 'CERD',
    symbol: /^CERD\//,
    symbolPrefix: 'CERD/C',
    names: [
      /Elimination of (?:All Forms of )?Racial Discrimination/i,
      /élimination de la discrimination raciale/i,
      /Eliminación de la Discriminación Racial/i,
      /ликвидации расовой дискриминации/i,
      /التمييز العنصري/,
    ],
    treaty: { word: CONVENTION, title: /Racial Discrimination/i, articles: 25 },
  },
  {
    code: 'SPT',
    symbol: /^CAT\/OP\//,
    symbolPrefix: null,
    names: [
      /Subcommittee on Prevention of Torture/i,
      /Sous-Comité pour la prévention/i,
      /Subcomité para la Prevención/i,
    ],
    treaty: {
      word: /Optional Protocol|Protocole facultatif|Protocolo Facultativo/,
      title: /Optional Protocol/i,
      articles: 37,
    },
  },
  {
    code: 'CAT',
    symbol: /^CAT\/C\//,
    symbolPrefix: 'CAT/C',
    names: [
      /Committee against Torture/i,
      /Comité contre la torture/i,
      /Comité contra la Tortura/i,
      /Комитет против пыток/i,
      /مناهضة التعذيب/,
    ],
    treaty: { word: CONVENTION, title: /against Torture/i, articles: 33 },
  },
  {
    code: 'CRC',
    symbol: /^CRC\//,
    symbolPrefix: 'CRC/C',
    names: [/Rights of the Child/i, /droits de l.enfant/i, /Derechos del Niño/i, /правам ребенка/i, /حقوق الطفل/],
    treaty: { word: CONVENTION, title: /Rights of the Child/i, articles: 54 },
  },
  {
    code: 'CRPD',
    symbol: /^CRPD\//,
    symbolPrefix: 'CRPD/C',
    names: [
      /Rights of Persons with Disabilities/i,
      /droits des personnes handicapées/i,
      /Derechos de las Personas con Discapacidad/i,
      /правам инвалидов/i,
      /الأشخاص ذوي الإعاقة/,
    ],
    treaty: { word: CONVENTION, title: /Persons with Disabilities/i, articles: 50 },
  },
  {
    code: 'CED',
    symbol: /^CED\//,
    symbolPrefix: 'CED/C',
    names: [
      /Committee on Enforced Disappearances/i,
      /Comité des disparitions forcées/i,
      /Comité contra la Desaparición Forzada/i,
      /насильственным исчезновениям/i,
      /الاختفاء القسري/,
    ],
    treaty: { word: CONVENTION, title: /Enforced Disappearance/i, articles: 45 },
  },
  {
    code: 'CESCR',
    symbol: /^E\/C\.12\//,
    symbolPrefix: 'E/C.12',
    names: [
      /Committee on Economic, Social and Cultural Rights/i,
      /Comité des droits économiques, sociaux et culturels/i,
      /Comité de Derechos Económicos, Sociales y Culturales/i,
      /экономическим, социальным и культурным правам/i,
      /الاقتصادية والاجتماعية والثقافية/,
    ],
    treaty: { word: COVENANT, title: /Economic, Social and Cultural Rights/i, articles: 31 },
  },
  {
    code: 'UPR',
    symbol: /^A\/HRC\/(?:\d|WG\.6\/)/,
    symbolPrefix: null,
    names: [
      /Working Group on the Universal Periodic Review/i,
      /Groupe de travail sur l.Examen périodique universel/i,
      /Grupo de Trabajo sobre el Examen Periódico Universal/i,
      /универсальному периодическому обзору/i,
      /الاستعراض الدوري الشامل/,
    ],
    treaty: { word: /(?!)/, title: /(?!)/, articles: 0 },
  },
  {
    code: 'CCPR',
    symbol: /^CCPR\//,
    symbolPrefix: 'CCPR/C',
    names: [
      /Human Rights Committee/i,
      /Comité des droits de l.homme/i,
      /Comité de Derechos Humanos/i,
      /Комитет по правам человека/i,
      /اللجنة المعنية بحقوق الإنسان/,
    ],
    treaty: { word: COVENANT, title: /Civil and Political Rights/i, articles: 53 },
  },
]

export function bodyByCode(code: string | null): Body | undefined {
  return BODIES.find((body) => body.code === code)
}

/** The body whose symbols begin like this one: "E/C.12/…" is CESCR's. */
export function bodyOfSymbol(symbol: string): Body | undefined {
  return BODIES.find((body) => body.symbol.test(symbol))
}

/** The body that a text names first, null where it names none. */
export function bodyNamedIn(text: string): Body | null {
  let first: { body: Body; at: number } | null = null
  for (const body of BODIES) {
    for (const name of body.names) {
      const at = text.search(name)
      if (at !== -1 && (first === null || at < first.at)) first = { body, at }
    }
  }
  return first?.body ?? null
}
