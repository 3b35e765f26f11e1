/**
 * Histories that an outsider plays with the description alone, besides those of cases: files, two people under one number, what
 * those see who watch over the agencies.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testSite } from '../../../tests/site.ts'
import { jpegFile, MARKER } from '../../register/attachments/fixtures/files.ts'
import { round } from '../../register/index.ts'
import { stage } from './fixtures/play.ts'

const site = await testSite()
const { officer, officers, apprehend, personOf, beforeDeparture } = await stage(site.address)
const { police, enforcement, judge, ombuds, place, head } = officers
const auditor = await officer('data-protection-auditor')

test('a file is sent as it is, given in a step by its id, listed with the case, read by whoever reads its fact, and by nobody else', async () => {
  const one = await apprehend()
  const [here] = (await ombuds.done('placesWatched')).places
  const { offices } = await ombuds.done('offices')
  const office = offices.find(({ code }: { code: string }) => code === here.code).id
  const to = { in: { case: one.id, fact: 'propertyReceipt', purpose: 'decide' } }
  const kept = await place.done('detention.attach', { ...to, bytes: jpegFile() })
  assert.deepEqual([kept.fact, kept.kind], ['propertyReceipt', 'jpeg'])
  assert.equal((await place.done('detention.attach', { ...to, bytes: jpegFile() })).file, kept.file, 'twice is once')
  await one.take(place, 'admit', { place: office, propertyReceipt: kept.file })
  const read = await one.read(judge, 'hear')
  assert.deepEqual(
    read.files.map(({ file, fact, kind }: Record<string, string>) => [file, fact, kind]),
    [[kept.file, 'propertyReceipt', 'jpeg']],
  )
  const which = { in: { case: one.id, file: kept.file, purpose: 'review' } }
  const given = await judge('detention.file', which)
  assert.equal(given.status, 200)
  assert.match(given.headers.get('content-disposition') ?? '', /^attachment; filename="file\.jpg"$/)
  assert.ok(!given.body.includes(MARKER), 'without what a camera wrote beside it')
  for (const somebody of [officers.registrar, officers.victims]) {
    assert.equal((await somebody('detention.file', which)).status, 404)
    assert.equal((await somebody('detention.attach', { ...to, bytes: jpegFile() })).status, 404)
  }
  const program = await place('detention.attach', { ...to, bytes: Buffer.from('#!/bin/sh\nrm -rf /\n') })
  assert.deepEqual([program.status, program.body.refusals[0].rule], [422, 'file-kind-refused'])
  const none = await place('detention.attach', { ...to, bytes: Buffer.alloc(0) })
  assert.equal(none.body.refusals[0].rule, 'file-empty')
})

test('the person sends a file with the code of their case, and a step that names a file of another case is refused', async () => {
  const { one, person } = await beforeDeparture()
  const kept = await person('ownCase.attach', { in: { fact: 'observationsFile' }, bytes: jpegFile() })
  const { status } = kept
  assert.equal(status, 201, JSON.stringify(kept.body))
  const other = await apprehend()
  const theirs = await personOf(other, police)
  assert.equal((await theirs('ownCase.file', { in: { file: kept.body.file } })).status, 404)
  const stolen = await place('detention.takeProperty', {
    ...{ in: { case: other.id }, event: other.event, facts: { propertyReceipt: kept.body.file } },
  })
  assert.ok(stolen.body.refusals.some(({ rule }: { rule: string }) => rule === 'no-such-file'))
  assert.equal((await person('ownCase.file', { in: { file: kept.body.file } })).status, 200)
  assert.ok((await one.read(head)).event > 0)
})

test('why something was corrected is read with the correction', async () => {
  const one = await apprehend()
  const corrected = await police.done('detention.correct', {
    ...{ in: { case: one.id }, event: one.event, facts: { nationality: 'TJ' } },
    more: { reasonsLong: 'The passport was shown.' },
  })
  assert.equal(corrected.event, 2)
  const { timeline } = await one.read(police)
  assert.deepEqual(
    timeline.map(({ kind, reasons }: Record<string, string>) => [kind, reasons]),
    [
      ['open', null],
      ['correct', 'The passport was shown.'],
    ],
  )
})

test('two people under one number: reported by an officer, signed by another, and each case is theirs from then on', async () => {
  const first = await apprehend()
  await first.take(police, 'letGo', { releaseReason: 'ended-by-agency' })
  const known = { person: { of: { procedure: 'detention', case: first.id } } }
  const second = await apprehend({ newFacts: 'What is new since the release.' }, known)
  const key = randomUUID()
  const said = { ...{ in: { case: second.id }, key }, more: { kind: 'split', reasons: 'Two faces, one number.' } }
  const { report } = await police.done('detention.report', said)
  assert.equal((await police.done('detention.report', said)).report, report, 'sent again, reported once')
  assert.equal((await police('reports')).status, 404, 'whoever does not sign is told of none')
  const { reports } = await auditor.done('reports')
  assert.deepEqual(
    reports.map((one: { report: string; kind: string }) => [one.report, one.kind]),
    [[report, 'split']],
  )
  const seen = await auditor.done('report', { in: { report } })
  assert.equal(seen.reasons, 'Two faces, one number.')
  assert.deepEqual(
    seen.persons[0].map((one: { case: string }) => one.case).toSorted(),
    [first.id, second.id].toSorted(),
  )
  assert.doesNotMatch(JSON.stringify(seen), /nationality|UZ/, 'no content of a case')
  const half = await auditor('signReport', {
    in: { report },
    more: { sides: { [first.id]: 'first' }, reasons: 'Looked at.' },
  })
  assert.equal(half.body.refusals[0].rule, 'assign-every-case')
  const sides = { [first.id]: 'first', [second.id]: 'second' }
  const signed = await auditor.done('signReport', { in: { report }, more: { sides, reasons: 'Looked at both.' } })
  assert.equal(signed.outcome, 'signed')
  assert.equal((await auditor('report', { in: { report } })).status, 404)
  const owner = await site.store.ownerClient()
  const { rows } = await owner.query(
    'select distinct pseudonym from immigration_enforcement.detention where case_id = any ($1)',
    [[first.id, second.id]],
  )
  await owner.end()
  assert.equal(rows.length, 2)
})

test('one person under two numbers is reported by the number of another case, declined with reasons, and nothing changes', async () => {
  const [one, other] = [await apprehend(), await apprehend()]
  const { caseNumber } = await other.read(police)
  const missing = await police('detention.report', {
    in: { case: one.id },
    more: { kind: 'merge', reasons: 'One face.' },
  })
  assert.equal(missing.body.refusals[0].rule, 'number-needed')
  const { report } = await police.done('detention.report', {
    ...{ in: { case: one.id }, more: { kind: 'merge', otherNumber: caseNumber, reasons: 'One face.' } },
  })
  const { persons } = await auditor.done('report', { in: { report } })
  assert.deepEqual(
    persons.map((cases: readonly { case: string }[]) => cases.map((of) => of.case)),
    [[one.id], [other.id]],
  )
  const declined = await auditor.done('declineReport', { in: { report }, more: { reasons: 'Two faces.' } })
  assert.equal(declined.outcome, 'declined')
  assert.equal((await one.read(police)).timeline.length, 1)
})

test('those who watch see each breach as it happens, acknowledge an alarm, and open the register of a place; nobody else does', async () => {
  const one = await apprehend({
    libertyLostAt: Temporal.Now.instant().subtract({ hours: 30 }).round('second').toString(),
  })
  while ((await round(site.register)) > 0); // what the running server does each second
  const { breaches } = await ombuds.done('breachesWatched', { in: { level: 'L', limit: 200 } })
  const found = breaches.find((breach: { case: string }) => breach.case === one.id)
  assert.ok(found?.rule.startsWith('D'))
  const { alarms } = await ombuds.done('alarmsWatched')
  const alarm = alarms.find((each: { case: string }) => each.case === one.id) ?? assert.fail('no alarm')
  const seen = await ombuds.done('detention.acknowledgeAlarm', { in: { notice: alarm.notice } })
  assert.deepEqual([seen.acknowledged, seen.first], [true, true])
  const again = (await ombuds.done('alarmsWatched')).alarms
  assert.ok(again.every(({ notice }: { notice: string }) => notice !== alarm.notice))
  const visitors = await officer('ombuds-npm')
  const { places } = await visitors.done('placesWatched')
  const { offices } = await visitors.done('offices')
  const { code } = places[0]
  const { id } = offices.find((office: { code: string }) => office.code === code)
  await one.take(place, 'admit', { place: id })
  const { held } = await visitors.done('held', { in: { place: code, limit: 200 } })
  assert.ok(held.some((somebody: { case: string }) => somebody.case === one.id))
  await auditor.done('wallAlarms')
  for (const operation of ['breachesWatched', 'alarmsWatched', 'wallAlarms', 'placesWatched'])
    assert.equal((await enforcement(operation)).status, 404, operation)
  assert.equal((await enforcement('held', { in: { place: code } })).status, 404)
  assert.equal((await enforcement('detention.acknowledgeAlarm', { in: { notice: alarm.notice } })).status, 404)
})
