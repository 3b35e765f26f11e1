/**
 * The vocabulary in which a country pack is written: what a State tells the system about itself. A pack is data only;
 * `load.ts` reads it from a folder of YAML files and checks it.
 */
import { z } from 'zod'
import { Areas } from './areas.ts'
import { KnownDocument, Names } from './known-document.ts'
import { Provision } from './law.ts'
import { Indicator, Obligation } from './obligation.ts'
import { Office } from './office.ts'
import { PlaceFile } from './place.ts'
import { RefusedTexts } from './refused-text.ts'
import { BackwardPlan, Deadline, InformationGap, ReportElements, WordLimit } from './reporting.ts'
import { SafeguardFile } from './safeguard-mode.ts'
import { Dimension, Publishing, StatisticsTable } from './statistics.ts'
import { WorkingCalendar } from './working-days.ts'

/** `pack.yaml`: who the State is. */
export const PackHeader = z.strictObject({
  /** ISO 3166-1 alpha-3. */
  code: z.string().regex(/^[A-Z]{3}$/),
  names: Names,
  /** ISO 639-1: the language in which the State acts. */
  officialLanguage: z.string().regex(/^[a-z]{2}$/),
  /** Languages offered to people, first choice first. */
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  /** IANA name. A day owed ends at midnight here. */
  timeZone: z.string(),
  /** Names of its regions by ISO 3166-2, in which things happen. */
  regions: z.record(z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/), Names).default({}),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Which institution plays which part in following up, by code. */
  parts: z.strictObject({
    /** Keeps the system: imports, assigns, chases, drafts. */
    secretariat: z.string(),
    /** Decides on targets and assignments. May be yet to be created: the secretariat acts until then. */
    coordinatingBody: z.string(),
    /** The national human rights institution: assesses on its own, subordinate to none of the others. */
    humanRightsInstitution: z.string().nullable(),
    /** Publishes tables. */
    statistics: z.string(),
  }),
})
export type PackHeader = z.infer<typeof PackHeader>

/** A row of `institutions.yaml`. */
export const Institution = z.strictObject({
  /** Short, stable, in addresses of pages: "SMS". */
  code: z.string().regex(/^[A-Z][A-Z0-9]*$/),
  name: z.string().min(1),
  /** Official names in other languages, only where we are sure of them. */
  names: Names.omit({ en: true }).default({}),
  /** Code of the institution it is part of. */
  parent: z.string().nullable().default(null),
  note: z.string().nullable().default(null),
  verify: z.boolean().default(false),
})
export type Institution = z.infer<typeof Institution>

/** A loaded and checked pack. */
export const CountryPack = z.strictObject({
  ...PackHeader.shape,
  institutions: z.array(Institution),
  documents: z.array(KnownDocument),
  /** In the order of the documents. */
  obligations: z.array(Obligation),
  /** Every indicator by name, each defined once. */
  indicators: z.record(z.string(), Indicator),
  dimensions: z.record(z.string(), Dimension),
  tables: z.array(StatisticsTable),
  /** Null where no tables are released. */
  publishing: Publishing.nullable().default(null),
  /** The one set of areas of tables; null where none is broken down by place. */
  areas: Areas.nullable().default(null),
  deadlines: z.array(Deadline),
  wordLimits: z.array(WordLimit),
  backwardPlans: z.array(BackwardPlan),
  reportElements: z.array(ReportElements),
  informationGaps: z.array(InformationGap),
  law: z.array(Provision),
  workingCalendar: WorkingCalendar,
  /** Safeguards that its law does not yet let it keep, and limits that it betters. */
  safeguards: SafeguardFile,
  /** What free text must not hold where a procedure keeps no papers and no status. */
  refusedTexts: RefusedTexts,
  /** Where somebody may be held, and removals that are halted. */
  places: PlaceFile,
  /** Where officers of the registers work. */
  offices: z.array(Office),
})
export type CountryPack = z.infer<typeof CountryPack>
