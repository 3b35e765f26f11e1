/** Two people under one number, and one under two: whoever is found to be somebody else loses nothing by it, and nobody learns why. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { testStore } from '../../../../tests/store.ts'
import { settingsOf } from '../../../ledger/fixtures/stored-log.ts'
import { NotFound, StepRefused } from '../../../store/index.ts'
import { carryOut } from '../../command.ts'
import { orderWith, refuge } from '../../fixtures/ordered-away.ts'
import { type Case, officer, peopleOf } from '../../fixtures/people.ts'
import { assertAsBefore, rowsOf, takeRows } from '../../fixtures/rows-taken.ts'
import { asking, wholeRegister } from '../../fixtures/whole-register.ts'
import { round } from '../../keep.ts'
import { projectionDifferences } from '../../rebuild/differences.ts'
import { RowsGone, rewriteCases } from '../../rebuild/rewrite.ts'
import { Refused } from '../../refused.ts'
import type { Who } from '../../register.ts'
import { viewCase } from '../../view.ts'
import { discrepancies } from '../../watchdog.ts'
import { whoLooked } from '../looks.ts'
import { carryReports } from './carry.ts'
import { declineReport, reportPerson, reportShown, reportsWaiting, signReport } from './report.ts'

const store = await testStore()
const order = orderWith(1)
const register = await wholeRegister(store, { procedures: [order, refuge] })
const owner = await store.ownerClient()
after(() => owner.end())
const people = peopleOf(register, owner)
const { border, worker, judge } = people
const auditor = officer('data-protection-auditor')

/** Reported from the case, by an officer who reads it; gives the name of the report. */
async function report(
  of: Case,
  who: Who = of.procedure === 'order' ? border : worker,
  otherNumber: string | null = null,
) {
  const key = randomUUID()
  await reportPerson(register, who, {
    ...{ ...of, purpose: 'decide', key, kind: otherNumber === null ? 'split' : 'merge', otherNumber },
    reasons: 'The photographs show two people.',
  })
  return key
}
const sign = (id: string, first: readonly Case[], second: readonly Case[], who: Who = auditor) =>
  signReport(register, who, {
    id,
    sides: Object.fromEntries([
      ...first.map(({ caseId }) => [caseId, 'first']),
      ...second.map(({ caseId }) => [caseId, 'second']),
    ]),
    reasons: 'Compared with the papers of each office.',
  })
const split = async (first: readonly Case[], second: readonly Case[]) =>
  sign(await report(first[0] as Case), first, second)
const agree = async () => {
  assert.deepEqual(await discrepancies(register, order), [])
  assert.deepEqual(await discrepancies(register, refuge), [])
  assert.deepEqual(await projectionDifferences(register), [])
}
const refused = (rule: string) => (error: unknown) => error instanceof StepRefused && error.rule === rule
const adverse = async (of: Case) => (await people.clocks(of)).filter(({ kind }) => kind === 'adverse')
const protective = async (of: Case) => (await people.clocks(of)).filter(({ kind }) => kind === 'protective')

test('each case is moved to the person it belongs to, under a number derived from nothing, and nothing is deleted', async () => {
  const [one, other] = [await people.order(), null]
  assert.equal(other, null)
  const [another, safe] = [await people.order(one), await people.refuge(one)]
  const before = [await people.row(one), await people.row(another), await people.row(safe)]
  const count = async () =>
    (await owner.query('select count(*)::int as n from immigration_enforcement.event')).rows[0].n
  const events = await count()
  await split([one], [another, safe])
  const [first, second, third] = [await people.row(one), await people.row(another), await people.row(safe)]
  assert.ok(first.pseudonym.equals(before[0]?.pseudonym as Buffer), 'the first keeps the number')
  assert.ok(!second.pseudonym.equals(before[1]?.pseudonym as Buffer))
  assert.ok(!third.pseudonym.equals(before[2]?.pseudonym as Buffer))
  const like = await people.order(another)
  assert.ok((await people.row(like)).pseudonym.equals(second.pseudonym), 'the pointer leads to the new number')
  const inRefuge = await people.refuge(another)
  assert.ok((await people.row(inRefuge)).pseudonym.equals(third.pseudonym), 'and is one person behind the wall too')
  assert.ok((await count()) >= events)
  await assert.rejects(owner.query('delete from identity.person_report'), /never changed or deleted/)
  await agree()
})

test('a moved case whose row is gone goes to nobody: no event says whose it is since, so it is named and nothing is written', async () => {
  const one = await people.order()
  const safe = await people.refuge(one)
  await split([one], [safe])
  const kept = await rowsOf(owner, refuge)
  await owner.query('create table public.kept as table victim_protection.refuge')
  await takeRows(owner, refuge, 'rows')
  try {
    await assert.rejects(rewriteCases(register, { owner, settingsOf }), (error) => {
      assert.ok(error instanceof RowsGone)
      return error.cases.some(({ caseId }) => caseId === safe.caseId)
    })
    assert.deepEqual(await rowsOf(owner, refuge), [])
  } finally {
    await owner.query('insert into victim_protection.refuge table public.kept; drop table public.kept')
  }
  await assertAsBefore(register, owner, refuge, kept)
  await agree()
})

test('whoever reported does not sign: four eyes, held by the database too', async () => {
  const one = await people.order()
  const another = await people.order(one)
  const id = await report(one)
  const sameAccount: Who = { ...auditor, id: (border as { id: string }).id }
  await assert.rejects(sign(id, [one], [another], sameAccount), refused('second-is-the-first'))
  await assert.rejects(declineReport(register, sameAccount, { id, reasons: 'x' }), refused('second-is-the-first'))
  await assert.rejects(
    owner.query("update identity.person_report set outcome = 'signed', closed_by = officer where report_id = $1", [id]),
    /two_people/,
  )
  await sign(id, [one], [another])
})

test('nobody signs but those who may, and to all others there is no report', async () => {
  const one = await people.order()
  const another = await people.order(one)
  const id = await report(one)
  for (const who of [border, worker, judge, officer('ombuds-officer')]) {
    await assert.rejects(reportsWaiting(register, who), NotFound)
    await assert.rejects(reportShown(register, who, id), NotFound)
    await assert.rejects(sign(id, [one], [another], who), NotFound)
  }
  for (const statement of [
    `select identity.close_report('${id}', '{"outcome": "declined"}')`,
    'select identity.reports_waiting()',
  ])
    for (const login of ['border-officer', 'victim-worker', 'judge'])
      await assert.rejects(
        register.firewall.asOfficer(officer(login), (tx) => sql.raw(statement).execute(tx)),
        /permission denied/,
      )
  await declineReport(register, auditor, { id, reasons: 'They are one.' })
  await assert.rejects(sign(id, [one], [another]), NotFound)
  assert.ok(
    (await people.row(one)).pseudonym.equals((await people.row(another)).pseudonym),
    'declined, nothing changes',
  )
})

test('a report comes from a case that its officer reads, with reasons, and is done once', async () => {
  const one = await people.order()
  await assert.rejects(report(one, worker), NotFound)
  const key = randomUUID()
  const asked = { ...one, purpose: 'decide', key, kind: 'split', otherNumber: null, reasons: 'Two faces.' } as const
  await assert.rejects(reportPerson(register, border, { ...asked, reasons: '  ' }), refused('reasons-needed'))
  await reportPerson(register, border, asked)
  await reportPerson(register, border, asked)
  assert.equal((await reportsWaiting(register, auditor)).filter(({ id }) => id === key).length, 1)
  await declineReport(register, auditor, { id: key, reasons: 'One face.' })
})

test('each case is assigned before anybody signs', async () => {
  const one = await people.order()
  const [another, third] = [await people.order(one), await people.order(one)]
  const id = await report(one)
  await assert.rejects(sign(id, [one], [another]), refused('assign-every-case'))
  await assert.rejects(sign(id, [one, another, third], []), refused('assign-every-case'))
  await sign(id, [one], [another, third])
})

test('whoever signs sees numbers, kinds and times of events, and no content; each look is on record', async () => {
  const one = await people.order()
  const safe = await people.refuge(one)
  await people.serve(one)
  const id = await report(one)
  const shown = await reportShown(register, auditor, id)
  assert.equal(shown.reasons, 'The photographs show two people.')
  const cases = shown.persons.flat()
  assert.deepEqual(
    cases.map(({ caseId, isReported }) => [caseId, isReported]),
    [
      [one.caseId, true],
      [safe.caseId, false],
    ],
  )
  for (const each of cases) {
    assert.deepEqual(Object.keys(each).toSorted(), ['caseId', 'caseNumber', 'events', 'isReported'])
    for (const event of each.events) assert.deepEqual(Object.keys(event).toSorted(), ['at', 'kind'])
  }
  const looks = await whoLooked(
    register,
    { as: 'person', caseId: safe.caseId },
    { procedure: 'refuge', caseId: safe.caseId },
  )
  assert.ok(looks.some(({ role, kind }) => role === 'data-protection-auditor' && kind === 'person'))
  await sign(id, [one], [safe])
  const after = await whoLooked(
    register,
    { as: 'person', caseId: safe.caseId },
    { procedure: 'refuge', caseId: safe.caseId },
  )
  assert.ok(
    after.some(({ role }) => role === 'data-protection-auditor'),
    'looks before the move are shown after it',
  )
})

test('what ran against either of the two starts anew at the time recorded, and is never over sooner', async () => {
  const one = await people.order()
  const another = await people.order(one)
  await people.serve(one)
  await people.serve(another)
  const before = [await adverse(one), await adverse(another)]
  await split([one], [another])
  for (const [index, of] of [one, another].entries()) {
    const clocks = await adverse(of)
    const [old, anew] = clocks
    assert.ok(old?.stoppedAt !== null && anew !== undefined && anew.stoppedAt === null, 'a new run')
    assert.ok(anew.startedAt > (before[index]?.[0]?.startedAt ?? ''), 'it starts now')
    assert.ok(anew.dueAt >= (before[index]?.[0]?.dueAt ?? ''))
    assert.ok((await people.steps(of)).includes('startAnew'))
  }
  await agree()
})

test('an order that had become final on the wrong person is open to appeal again, and its execution stops', async () => {
  const one = await people.order()
  const another = await people.order(one)
  await people.serve(another)
  await sleep(1100)
  await round(register)
  assert.equal((await people.row(another)).state, 'final')
  await people.take(border, another, 'execute')
  await split([one], [another])
  assert.equal((await people.row(another)).state, 'appealable')
  await assert.rejects(people.take(border, another, 'remove'))
  await people.take({ as: 'person', caseId: another.caseId }, another, 'appeal')
  await agree()
})

test('an appeal that was lodged stands: whoever acted for themselves is not sent back', async () => {
  const one = await people.order()
  const another = await people.order(one)
  await people.serve(another)
  await sleep(1100)
  await round(register)
  await people.take({ as: 'person', caseId: another.caseId }, another, 'appeal')
  const owed = await protective(another)
  await split([one], [another])
  assert.equal((await people.row(another)).state, 'appealed')
  assert.deepEqual(await protective(another), owed, 'what the State owes goes on as it was')
  await agree()
})

test('the Ombudsperson is told at once, until somebody answers, and the person at their next contact', async () => {
  const one = await people.order()
  const another = await people.order(one)
  await people.serve(another)
  await split([one], [another])
  assert.deepEqual(await people.told(one, 'ombuds-officer'), [{ rule: 'personSplit', about: 'alarm', level: 'L' }])
  assert.deepEqual(await people.told(another, 'ombuds-officer'), [{ rule: 'startAnew', about: 'alarm', level: 'L' }])
  assert.ok((await people.told(another, 'person')).some(({ rule }) => rule === 'startAnew'))
})

test('bits follow their case: they stand on the right person, and no longer on the other', async () => {
  const one = await people.order()
  const [another, safe] = [await people.order(one), await people.refuge(one)]
  assert.equal(await people.standing(one, 'removalSuspended'), 1)
  await split([one], [another, safe])
  assert.equal(await people.standing(one, 'removalSuspended'), 0)
  assert.equal(await people.standing(another, 'removalSuspended'), 1)
  await people.take(worker, safe, 'leave')
  assert.equal(await people.standing(another, 'removalSuspended'), 0, 'and fall with their case')
  await agree()
})

test('no instant without a bit that is due: whoever looks while the case moves finds it held, and removes nobody', async () => {
  const one = await people.order()
  const [another, safe] = [await people.order(one), await people.refuge(one)]
  await people.serve(another)
  await sleep(1100)
  await round(register)
  assert.equal((await people.row(another)).state, 'final')
  const looking = await store.ownerClient()
  const { rows: cases } = await owner.query<{ event: number }>(
    'select event_no as event from immigration_enforcement.order where case_id = $1',
    [another.caseId],
  )
  let done = false
  const signing = sign(await report(one), [one], [another, safe]).finally(() => {
    done = true
  })
  let looks = 0
  try {
    while (!done || looks < 3) {
      const { rows } = await looking.query<{ standing: number }>(
        `select g.standing from immigration_enforcement.order p left join immigration_enforcement.hold_gate g
         on g.pseudonym = p.pseudonym and g.hold = 'removalSuspended' where p.case_id = $1`,
        [another.caseId],
      )
      looks++
      assert.ok((rows[0]?.standing ?? 0) >= 1, `held at look ${looks}`)
      const on = { caseId: another.caseId, event: cases[0]?.event ?? 0 }
      await assert.rejects(
        carryOut(register, border, asking({ procedure: 'order', kind: 'take', step: 'execute', on })),
      )
    }
    await signing
  } finally {
    await looking.end()
  }
  assert.equal(
    await people.standing(another, 'removalSuspended'),
    2,
    'the shelter, and the time to appeal that began anew',
  )
  await agree()
})

test('a step that was worked out for the other person is not taken: the case has changed', async () => {
  const one = await people.order()
  const another = await people.order(one)
  await split([one], [another])
  const stale = {
    ...{ step: 'serve', caseId: another.caseId, expected: (await people.row(another)).event, key: randomUUID() },
    ...{ pseudonyms: { 'immigration-enforcement': (await people.row(one)).pseudonym.toString('hex') } },
  }
  await assert.rejects(
    register.firewall.asOfficer(border, async (tx) =>
      tx
        .selectNoFrom((eb) => eb.fn('immigration_enforcement.commit_order', [eb.val(JSON.stringify(stale))]).as('x'))
        .execute(),
    ),
    refused('case-changed'),
  )
})

test('a case that was opened in between sends the report back to whoever signs', async () => {
  const one = await people.order()
  const another = await people.order(one)
  const id = await report(one)
  const { rows } = await owner.query('select pg_advisory_lock(7318349394485)')
  assert.equal(rows.length, 1)
  const signing = sign(id, [one], [another])
  await sleep(300)
  const third = await people.order(one)
  await owner.query('select pg_advisory_unlock(7318349394485)')
  await signing
  assert.ok(
    (await reportsWaiting(register, auditor)).some((waiting) => waiting.id === id),
    'it waits again',
  )
  assert.ok((await people.row(another)).pseudonym.equals((await people.row(one)).pseudonym), 'and nothing moved')
  await sign(id, [one, third], [another])
  assert.ok(!(await people.row(another)).pseudonym.equals((await people.row(one)).pseudonym))
})

test('what was signed and not carried out by a crash, the next round carries out, once', async () => {
  const one = await people.order()
  const another = await people.order(one)
  const id = await report(one)
  await register.firewall.asOfficer(auditor, (tx) =>
    tx
      .selectNoFrom((eb) =>
        eb
          .fn('identity.close_report', [
            eb.val(id),
            eb.val(
              JSON.stringify({
                outcome: 'signed',
                sealed: '',
                cases: [
                  { ...one, side: 'first' },
                  { ...another, side: 'second' },
                ],
              }),
            ),
          ])
          .as('x'),
      )
      .execute(),
  )
  assert.deepEqual(
    await Promise.all([carryReports(register), carryReports(register)]).then((all) => all.toSorted()),
    [0, 1],
  )
  assert.ok(!(await people.row(another)).pseudonym.equals((await people.row(one)).pseudonym))
  await agree()
})

test('enforcement cannot tell a split reported behind the wall from one of its own, and learns of no case there', async () => {
  const seen = async (from: 'order' | 'refuge') => {
    const one = await people.order()
    const other = from === 'order' ? await people.order(one) : await people.refuge(one)
    await people.serve(one)
    await sign(await report(other), [other], [one])
    const { timeline, holds, clocks, state } = await viewCase(register, border, { ...one, purpose: 'decide' })
    const last = timeline.at(-1)
    return JSON.stringify({
      ...{
        state,
        holds: Object.keys(holds).filter((hold) => hold !== 'removalSuspended'),
        rules: clocks.map(({ rule, run }) => [rule, run]),
      },
      last: { kind: last?.kind, step: last?.step, facts: last?.facts, actor: last?.actor },
      told: await people.told(one, 'head'),
    })
  }
  assert.equal(await seen('order'), await seen('refuge'))
})

test('one person under two numbers: the bits of both count for the one, and no time gets shorter', async () => {
  const one = await people.order()
  const safe = await people.refuge()
  await people.serve(one)
  const before = await people.clocks(one)
  const held = await people.standing(one, 'removalSuspended')
  const id = await report(safe, worker, (await people.row(one)).caseNumber)
  const shown = await reportShown(register, auditor, id)
  assert.deepEqual(
    shown.persons.map((cases) => cases.map(({ caseId }) => caseId)),
    [[safe.caseId], [one.caseId]],
  )
  await signReport(register, auditor, { id, sides: {}, reasons: 'The same fingerprints.' })
  assert.equal(await people.standing(one, 'removalSuspended'), held + 1)
  assert.deepEqual(await people.clocks(one), before)
  assert.ok(!(await people.steps(one)).includes('startAnew'), 'and no event tells that there is more')
  await agree()
})

test('whether a number leads to a case, whoever reports does not learn', async () => {
  const one = await people.order()
  const known = (await people.row(await people.refuge())).caseNumber
  for (const number of [known, '0000-0000-0000']) {
    const id = await report(one, border, number)
    const { persons } = await reportShown(register, auditor, id)
    assert.equal(persons[1]?.length, number === known ? 1 : 0)
    if (number !== known)
      await assert.rejects(signReport(register, auditor, { id, sides: {}, reasons: 'x' }), refused('nobody-else'))
    await declineReport(register, auditor, { id, reasons: 'No.' })
  }
})

test('a step against somebody who is held by a case that has become theirs is refused with the bit alone', async () => {
  const one = await people.order()
  const safe = await people.refuge()
  await people.serve(one)
  await sleep(1100)
  await round(register)
  const id = await report(one, border, (await people.row(safe)).caseNumber)
  await signReport(register, auditor, { id, sides: {}, reasons: 'The same.' })
  await assert.rejects(people.take(border, one, 'execute'), (error: unknown) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(
      error.refusals.map(({ rule, params }) => [rule, params.hold]),
      [['held', 'removalSuspended']],
    )
    return true
  })
})
