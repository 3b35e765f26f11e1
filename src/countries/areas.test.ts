/** The one set of areas of a country: what a pack may say of it, and what it is refused for. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkPack, loadPack, packFolder, shownIn } from './index.ts'

const sotoland = fileURLToPath(new URL('./fixtures/sotoland/', import.meta.url))
const folders: string[] = []
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** What is wrong with the areas of Sotoland after some changes of the file. */
async function problemsAfter(...changes: readonly (readonly [from: string, to: string])[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'observance-areas-'))
  folders.push(folder)
  await cp(sotoland, folder, { recursive: true })
  const file = join(folder, 'areas.yaml')
  let text = await readFile(file, 'utf8')
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from)
    text = text.replace(from, to)
  }
  await writeFile(file, text)
  const { problems } = await checkPack(folder)
  return problems.map(({ row, sentence }) => `${row}: ${sentence}`)
}

const NORTH = 'units: [XS-N], into: XS_MAIN'

test('a unit lies in one area: a second set beside the first is refused', async () => {
  assert.deepEqual(await problemsAfter([NORTH, 'units: [XS-N, XS-E], into: XS_MAIN']), [
    'XS-E: It stands in two areas: one set of areas only.',
  ])
})

test('merges lead to one area, never back, never nowhere', async () => {
  assert.deepEqual(await problemsAfter(['into: null', 'into: XS-N']), [
    'XS_MAIN: Its merge leads back to itself.',
    'XS-N: Its merge leads back to itself.',
    'null: Merges end in one area: exactly one goes into no other.',
  ])
  assert.deepEqual(await problemsAfter([NORTH, 'units: [XS-N], into: XS_SOUTH']), ['XS-N: There is no area XS_SOUTH.'])
  assert.deepEqual(await problemsAfter([NORTH, 'units: [XS-N], into: null']), [
    'null: Merges end in one area: exactly one goes into no other.',
  ])
  assert.deepEqual(await problemsAfter(['into: null', 'into: null, merged: true']), [
    'XS_MAIN: It goes into no other area, so it cannot have gone there.',
  ])
})

test('an area that is finer than the first level of the standard, or bears a code that the standard might give, is refused', async () => {
  assert.match((await problemsAfter([NORTH, 'units: [XS-N-1], into: XS_MAIN']))[0] ?? '', /units/)
  assert.deepEqual(await problemsAfter(['code: XS_MAIN', 'code: XS-M'], ['into: XS_MAIN', 'into: XS-M']), [
    'XS-M: A code of ISO 3166-2 names a unit of the area.',
  ])
})

test('each area has a square of its own, and a name in every language of the country', async () => {
  assert.deepEqual(await problemsAfter(['square: [0, 1]', 'square: [0, 0]']), ['null: Two areas have the square 0, 0.'])
  assert.deepEqual(await problemsAfter([', ar: الجزيرة الشمالية', '']), ['XS-N: It has no name in ar.'])
})

test('an area that has gone into another is shown where that one is', async () => {
  const { areas } = await loadPack(packFolder('AZE'))
  assert.ok(areas)
  for (const { code, merged, into } of areas.areas)
    assert.equal(shownIn(areas, code), merged && into !== null ? shownIn(areas, into) : code)
  const [one, two, three] = areas.areas.map((area) => ({ ...area, merged: true }))
  assert.ok(one && two && three)
  const chain = [
    { ...one, into: two.code },
    { ...two, into: three.code },
    { ...three, into: null, merged: false },
  ]
  assert.equal(shownIn({ areas: chain }, one.code), three.code)
})

test('every region in which a case may lie is in an area, every unit of an area can be told, and none bears the name of another', async () => {
  const { areas, regions, languages } = await loadPack(packFolder('AZE'))
  const units = new Set(areas?.areas.flatMap((area) => area.units))
  assert.deepEqual([...units].toSorted(), Object.keys(regions).toSorted())
  assert.equal(units.size, 78, 'ISO 3166-2: eleven cities, sixty-six districts, one autonomous republic')
  for (const language of languages) {
    const names = Object.values(regions).map((named) => named[language as 'en'])
    assert.ok(
      names.every((name) => name !== undefined),
      language,
    )
    assert.equal(new Set(names).size, names.length, language)
  }
})
