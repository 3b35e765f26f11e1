/**
 * Loads a country pack from its folder: reads every file, puts the parts together, checks them against each other. A
 * pack with any problem is refused as a whole, with all its problems at once.
 */
import { z } from 'zod'
import { AreaFile } from './areas.ts'
import { checkParts } from './check.ts'
import { demonstrationProblems } from './demonstration.ts'
import { demonstrationCaseProblems } from './demonstration-cases.ts'
import { openKeptReading } from './kept-reading.ts'
import { KnownDocument } from './known-document.ts'
import { LawFile } from './law.ts'
import { ObligationFile } from './obligation.ts'
import { OfficeFile } from './office.ts'
import type { CountryPack } from './pack.ts'
import { Institution, PackHeader } from './pack.ts'
import { PlaceFile } from './place.ts'
import type { PackProblem } from './problem.ts'
import { PackInvalid } from './problem.ts'
import { type ReadFrom, readYaml, readYamlFolder, readYamlIfThere } from './read.ts'
import { RefusedTexts } from './refused-text.ts'
import { CalendarFile, ReportFile } from './reporting.ts'
import { resolve } from './resolve.ts'
import { SafeguardFile } from './safeguard-mode.ts'
import { DimensionFile, PublishingFile, StatisticsTable } from './statistics.ts'
import { WorkingCalendar } from './working-days.ts'

/** What is said of a folder: the pack where it is sound, otherwise what is wrong. */
export type PackCheck =
  | { readonly pack: CountryPack; readonly problems: readonly [] }
  | { readonly pack: null; readonly problems: readonly PackProblem[] }

/**
 * Loads and checks a pack. Throws `PackInvalid` with every problem found. `keptIn`: a folder of this user's where the content
 * of its files is kept for the next time.
 */
export async function loadPack(folder: string, keptIn?: string): Promise<CountryPack> {
  const kept = keptIn === undefined ? undefined : await openKeptReading(keptIn)
  const { pack, problems } = await checkFiles(kept === undefined ? { folder } : { folder, kept })
  await kept?.close()
  if (pack === null) throw new PackInvalid(folder, problems)
  return pack
}

/** Checks a folder without throwing, its demonstration content too: for the person who writes one. */
export async function checkPack(folder: string): Promise<PackCheck> {
  const checked = await checkFiles({ folder })
  if (checked.pack === null) return checked
  const ofContent = await demonstrationProblems(folder, checked.pack)
  const problems = ofContent.length > 0 ? ofContent : await demonstrationCaseProblems(folder, checked.pack)
  return problems.length > 0 ? { pack: null, problems } : checked
}

async function checkFiles(from: ReadFrom): Promise<PackCheck> {
  const parts = await readParts(from)
  const unread = Object.values(parts)
    .flat()
    .flatMap((part) => part.problems)
  const problems = [...unread, ...checkParts(parts)]
  return problems.length > 0 ? { pack: null, problems } : { pack: resolve(parts), problems: [] }
}

async function readParts(from: ReadFrom) {
  const [header, institutions, documents, dimensions, tables] = await Promise.all([
    readYaml(from, 'pack.yaml', PackHeader),
    readYaml(from, 'institutions.yaml', z.array(Institution).min(1)),
    readYaml(from, 'documents.yaml', z.array(KnownDocument).min(1)),
    readYaml(from, 'dimensions.yaml', DimensionFile),
    readYaml(from, 'tables.yaml', z.array(StatisticsTable)),
  ])
  const [
    calendar,
    report,
    law,
    workingDays,
    obligations,
    safeguards,
    refusedTexts,
    places,
    offices,
    publishing,
    areas,
  ] = await Promise.all([
    readYaml(from, 'calendar.yaml', CalendarFile),
    readYaml(from, 'report-elements.yaml', ReportFile),
    readYaml(from, 'law.yaml', LawFile),
    readYaml(from, 'working-days.yaml', WorkingCalendar),
    readYamlFolder(from, 'obligations', ObligationFile),
    // A State whose law lets everything be enforced has nothing to say.
    readYamlIfThere(from, 'safeguards.yaml', SafeguardFile),
    readYamlIfThere(from, 'refused-texts.yaml', RefusedTexts),
    readYamlIfThere(from, 'places.yaml', PlaceFile),
    // One that only follows up its recommendations has no registers.
    readYamlIfThere(from, 'offices.yaml', OfficeFile),
    // One that releases no tables publishes under nobody's name.
    readYamlIfThere(from, 'statistics.yaml', PublishingFile),
    // Without a set of areas no table is broken down by place.
    readYamlIfThere(from, 'areas.yaml', AreaFile),
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
    publishing,
    areas,
  }
}

/** The files of a pack as read; each may be missing or broken. */
export type PackParts = Awaited<ReturnType<typeof readParts>>
