/**
 * Loads a country pack from its folder: reads every file, puts the parts together, checks them against each other. A
 * pack with any problem is refused as a whole, with all its problems at once.
 */
import { z } from 'zod'
import { checkParts } from './check.ts'
import { demonstrationProblems } from './demonstration.ts'
import { demonstrationCaseProblems } from './demonstration-cases.ts'
import { KnownDocument } from './known-document.ts'
import { LawFile } from './law.ts'
import { ObligationFile } from './obligation.ts'
import { OfficeFile } from './office.ts'
import type { CountryPack } from './pack.ts'
import { Institution, PackHeader } from './pack.ts'
import { PlaceFile } from './place.ts'
import type { PackProblem } from './problem.ts'
import { PackInvalid } from './problem.ts'
import { readYaml, readYamlFolder, readYamlIfThere } from './read.ts'
import { RefusedTexts } from './refused-text.ts'
import { CalendarFile, ReportFile } from './reporting.ts'
import { resolve } from './resolve.ts'
import { SafeguardFile } from './safeguard-mode.ts'
import { DimensionFile, StatisticsTable } from './statistics.ts'
import { WorkingCalendar } from './working-days.ts'

/** What is said of a folder: the pack where it is sound, otherwise what is wrong. */
export type PackCheck =
  | { readonly pack: CountryPack; readonly problems: readonly [] }
  | { readonly pack: null; readonly problems: readonly PackProblem[] }

/** Loads and checks a pack. Throws `PackInvalid` with every problem found. */
export async function loadPack(folder: string): Promise<CountryPack> {
  const { pack, problems } = await checkFiles(folder)
  if (pack === null) throw new PackInvalid(folder, problems)
  return pack
}

/** Checks a folder without throwing, its demonstration content too: for the person who writes one. */
export async function checkPack(folder: string): Promise<PackCheck> {
  const checked = await checkFiles(folder)
  if (checked.pack === null) return checked
  const ofContent = await demonstrationProblems(folder, checked.pack)
  const problems = ofContent.length > 0 ? ofContent : await demonstrationCaseProblems(folder, checked.pack)
  return problems.length > 0 ? { pack: null, problems } : checked
}

async function checkFiles(folder: string): Promise<PackCheck> {
  const parts = await readParts(folder)
  const unread = Object.values(parts)
    .flat()
    .flatMap((part) => part.problems)
  const problems = [...unread, ...checkParts(parts)]
  return problems.length > 0 ? { pack: null, problems } : { pack: resolve(parts), problems: [] }
}

async function readParts(folder: string) {
  const [header, institutions, documents, dimensions, tables] = await Promise.all([
    readYaml(folder, 'pack.yaml', PackHeader),
    readYaml(folder, 'institutions.yaml', z.array(Institution).min(1)),
    readYaml(folder, 'documents.yaml', z.array(KnownDocument).min(1)),
    readYaml(folder, 'dimensions.yaml', DimensionFile),
    readYaml(folder, 'tables.yaml', z.array(StatisticsTable)),
  ])
  const [calendar, report, law, workingDays, obligations, safeguards, refusedTexts, places, offices] =
    await Promise.all([
      readYaml(folder, 'calendar.yaml', CalendarFile),
      readYaml(folder, 'report-elements.yaml', ReportFile),
      readYaml(folder, 'law.yaml', LawFile),
      readYaml(folder, 'working-days.yaml', WorkingCalendar),
      readYamlFolder(folder, 'obligations', ObligationFile),
      // A State whose law lets everything be enforced has nothing to say.
      readYamlIfThere(folder, 'safeguards.yaml', SafeguardFile),
      readYamlIfThere(folder, 'refused-texts.yaml', RefusedTexts),
      readYamlIfThere(folder, 'places.yaml', PlaceFile),
      // One that only follows up its recommendations has no registers.
      readYamlIfThere(folder, 'offices.yaml', OfficeFile),
    ])
  return {
    header,
    institutions,
    documents,
    dimensions,
    tables,
    calendar,
    report,
    law,
    workingDays,
    obligations,
    safeguards,
    refusedTexts,
    places,
    offices,
  }
}

/** The files of a pack as read; each may be missing or broken. */
export type PackParts = Awaited<ReturnType<typeof readParts>>
