/**
 * Where somebody may be held, and to where nobody is removed, the database knows by itself: commands sent by hand, past whatever
 * the application would have said.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { officeId } from '../../countries/index.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { StepRefused } from '../../store/index.ts'
import { actor, commandOf, installBare, openingOf, send, somebody } from '../fixtures/bare-register.ts'
import { berth, voyage } from '../fixtures/neighbours.ts'
import { installPlaces } from '../place-list.ts'

const store = await testStore('declared')
const wall = await installBare(store, [], PROCEDURES)
const owner = await store.ownerClient()
after(() => owner.end())
const detention = PROCEDURES.find(({ name }) => name === 'detention') ?? assert.fail()
const guard = actor('place-officer', 'tower')

const FIT = ['public-list', 'apart-from-criminal'] as const
const place = (office: string, district: string, ...more: ('for-women' | 'for-men' | 'voluntary-shelter')[]) => ({
  ...{ office, district, qualities: [...FIT, ...more], verify: false },
})
await installPlaces(owner, {
  places: [
    place('tower', 'north', 'for-women', 'for-men'),
    place('keep', 'north', 'for-women', 'for-men'),
    place('fort', 'south', 'for-women', 'for-men'),
    place('yard', 'north', 'for-men'),
    place('house', 'north', 'for-women', 'for-men', 'voluntary-shelter'),
    { office: 'cellar', district: 'north', qualities: ['apart-from-criminal', 'for-women', 'for-men'], verify: false },
    { office: 'prison', district: 'north', qualities: ['public-list', 'for-women', 'for-men'], verify: false },
  ],
  moratoria: [],
})

const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()

/** A woman who is held in the tower, at event 2. */
async function held(): Promise<string> {
  const { caseId } = await send(wall, guard, detention, {
    ...openingOf(somebody(), {
      ...{ language: 'uz', liberty_lost_at: ago(20), age_basis: 'documented' },
      ...{ accompanied_by_child: false, sex: 'female', nationality: 'UZ', apprehended_by: guard.officer },
      liberty_lost_place: 'unknown',
    }),
  })
  await moved(caseId, 1, 'admit', 'tower')
  return caseId
}

const moved = (caseId: string, expected: number, step: string, office: string) =>
  send(
    wall,
    guard,
    detention,
    commandOf({
      step,
      caseId,
      expected,
      plain: { place: officeId(office) },
      statistics: { case: somebody(), person: somebody() },
    }),
  )

for (const [where, office, rule] of [
  ['to a place that is on no public list', 'cellar', 'D12.onTheList'],
  ['among people who are accused of crimes', 'prison', 'D12.apartFromAccused'],
  ['among men, of a woman', 'yard', 'D12.womenApart'],
  ['to a shelter that people come to by their own will', 'house', 'D12.notInAShelter'],
  ['to where the lawyer is far', 'fort', 'D12.nearTheLawyer'],
  ['to nowhere that is known', 'nowhere', 'D12.onTheList'],
] as const)
  test(`the database itself refuses moving a detained person ${where}`, async () => {
    const caseId = await held()
    await assert.rejects(
      moved(caseId, 2, 'move', office),
      (error) => error instanceof StepRefused && error.rule === 'stopped-by-safeguard' && error.data.detail === rule,
    )
    await moved(caseId, 2, 'move', 'keep')
  })

test('nobody is taken to a country under a moratorium, on its days alone, whatever the application says', async () => {
  const sea = await testStore()
  const quay = await installBare(sea, [], [berth, voyage])
  const harbour = await sea.ownerClient()
  const sailor = actor('border-officer', 'quay')
  const opened = () => send(quay, sailor, voyage, openingOf(somebody(), { began_at: ago(1), to_: 'GE' }))
  const sail = async () => {
    const { caseId } = await opened()
    return send(quay, sailor, voyage, commandOf({ step: 'sail', caseId, expected: 1, plain: {} }))
  }
  const today = Temporal.Now.zonedDateTimeISO('Asia/Baku').toPlainDate()
  const declared = (from: number, until: number | null, country = 'GE') =>
    installPlaces(harbour, {
      places: [],
      moratoria: [
        {
          ...{ countries: [country], from: today.add({ days: from }).toString(), note: 'A storm.' },
          until: until === null ? null : today.add({ days: until }).toString(),
        },
      ],
    })
  const halted = (error: unknown) => error instanceof StepRefused && error.data.detail === 'V1.weather'
  try {
    for (const [from, until] of [
      [0, null],
      [-1, 0],
      [-3, 2],
    ] as const) {
      await declared(from, until)
      await assert.rejects(sail(), halted)
    }
    for (const [from, until, country] of [
      [1, null, 'GE'],
      [-3, -1, 'GE'],
      [-1, null, 'TR'],
    ] as const) {
      await declared(from, until, country)
      await sail()
    }
  } finally {
    await harbour.end()
  }
})
