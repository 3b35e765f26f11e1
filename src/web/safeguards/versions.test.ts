/** Pages and descriptions of a procedure whose law changes: an invented later law, whose day has not come. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import {
  amended,
  entering,
  factOf,
  limit,
  of,
  PROCEDURES,
  type Procedure,
  within,
  yesNo,
} from '../../procedures/index.ts'
import { documentOf } from '../api/openapi/index.ts'

const found = PROCEDURES.find(({ name }) => name === 'detention') ?? assert.fail('no procedure to amend')
const [step, transition] =
  Object.entries(found.transitions).find(([, { by }]) => !by.includes('system')) ?? assert.fail('no step')
const [fact] = Object.entries(found.facts).find(([, { is }]) => is.kind === 'instant') ?? assert.fail('no moment')
const finals = Object.entries(found.states).flatMap(([state, kind]) => (kind === 'final' ? [state] : []))
const later = amended(found, {
  from: '2027-01-01',
  law: 'Act 9 of an invented State, s. 1',
  facts: { songs: yesNo('Whether there are songs.') },
  transitions: { [step]: { ...transition, needs: [...(transition.needs ?? []), 'songs'] } },
  safeguards: {
    Z1: {
      cite: of('CRC'),
      breach: 'R',
      rules: {
        sung: within(limit({ hours: 5 }, of('CRC')), {
          from: factOf(fact),
          until: entering(...finals),
          clock: 'protective',
        }),
      },
    },
  },
} as never) as Procedure

const site = await testSite({ now: () => Temporal.Instant.from('2026-11-24T09:00:00Z') })
Object.assign(site.register, {
  procedures: site.register.procedures.map((one) => (one.name === found.name ? later : one)),
})
const anybody = visitor(site.address)
const plain = async (path: string) => {
  const { status, body } = await anybody.get(path)
  assert.equal(status, 200, path)
  return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

test('anybody reads the law in force today, and how it changes: the day, the act, each thing that differs', async () => {
  const page = await plain(`/safeguards/${found.name}`)
  assert.match(page, /As the law has it on 24 November 2026/)
  assert.match(page, /From 1 January 2027: Act 9 of an invented State, s\. 1/)
  assert.match(page, /new fact songs: Whether there are songs\./)
  assert.match(page, /as it was on 31 December 2026 · as it is from 1 January 2027/)
  assert.doesNotMatch(page, /Z1 Z1/)
})

test('and the law of any other day, where one asks for it', async () => {
  const page = await plain(`/safeguards/${found.name}?on=2027-01-01`)
  assert.match(page, /As the law has it on 1 January 2027/)
  assert.match(page, /Z1\.sung/)
  assert.doesNotMatch(await plain(`/safeguards/${found.name}?on=2026-12-31`), /Z1\.sung/)
  assert.match(await plain(`/safeguards/${found.name}?on=never`), /As the law has it on 24 November 2026/)
  assert.doesNotMatch(
    await plain('/safeguards/expulsion'),
    /As the law has it on/,
    'of one that no law changes, nothing is said',
  )
})

test('the description of the API tells what each version asks for, and takes what any of them takes', () => {
  const document = JSON.parse(
    JSON.stringify(
      documentOf({
        procedures: [later],
        country: { offices: [], regions: [] },
        software: 'test',
        origin: 'http://localhost',
        demonstration: false,
      }),
    ),
  )
  const { post } = document.paths[`/api/procedures/${found.name}/cases/{case}/steps/${step}`]
  assert.match(
    post.description,
    /judged by the law in force at `assertedAt`\. At first .* From 2027-01-01 .* needs .*songs\./,
  )
  assert.match(JSON.stringify(post.requestBody), /songs/)
})
