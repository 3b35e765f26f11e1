/** What a lawyer looks for in every procedure, whatever it is about. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyFact, recordable, rulesOf } from './fixtures/reading.ts'
import { isAboutSomebody, KNOWS_STATUS, type OfficerRole, PROCEDURES, readsName, SOURCE_DOCUMENT } from './index.ts'

const knowing: readonly string[] = KNOWS_STATUS

for (const procedure of PROCEDURES) {
  test(`${procedure.name}: every safeguard names a paragraph or an article on which it rests`, () => {
    for (const [name, { cite }] of Object.entries(procedure.safeguards)) {
      assert.ok(cite.length > 0, name)
      assert.ok(
        cite.some((one) => one.startsWith(SOURCE_DOCUMENT) || one.startsWith('ICRMW')),
        name,
      )
    }
  })

  test(`${procedure.name}: telling, walls, and what is told by the person can hide behind no national law`, () => {
    for (const [path, rule] of rulesOf(procedure))
      if (['inform', 'wall', 'ignores', 'separate-officers'].includes(rule.kind))
        assert.equal(rule.mayRecord, false, path)
  })

  test(`${procedure.name}: no rule that is there for a child can be set to record`, () => {
    for (const path of recordable(procedure)) assert.doesNotMatch(path, /child|guardian/i)
  })

  test(`${procedure.name}: nobody walled off reads, opens, acts or is told, but for the sign that anybody may give`, () => {
    const walled = new Set<string>(procedure.walledOff)
    for (const role of Object.keys(procedure.reads)) assert.ok(!walled.has(role), `${role} reads`)
    for (const [name, { by }] of Object.entries(procedure.transitions))
      if (!['noteAppeal', 'orderRelease'].includes(name))
        for (const role of by) assert.ok(!walled.has(role), `${role} takes ${name}`)
  })

  test(`${procedure.name}: a status, a permit or a document number has a place only where the law lets it be known`, () => {
    if (knowing.includes(procedure.compartment)) return
    for (const [name, { is }] of everyFact(procedure)) {
      assert.ok(!((is.kind === 'code' || is.kind === 'codes') && is.list.name === 'migrationStatus'), name)
      assert.doesNotMatch(name, /passport|visa|documentNumber|idNumber|migrationStatus/i)
    }
  })

  test(`${procedure.name}: long texts about a person are personal, so that they are sealed and destroyed`, () => {
    // a text without a name, which is published or sent to another office, is not
    const nameless = /^(questionPut|findingReasons|recommendation|demandWords)$/
    for (const [name, fact] of everyFact(procedure))
      if (fact.is.kind === 'long' && name !== 'whyNot' && !nameless.test(name)) assert.ok(fact.personal, name)
  })

  test(`${procedure.name}: no pack can set a bit aside where it arrives; only the procedure that places it may be recorded`, () => {
    for (const [path, rule] of rulesOf(procedure)) if (rule.kind === 'heeds') assert.equal(rule.mayRecord, false, path)
  })

  test(`${procedure.name}: a day or an hour that is fixed beforehand may lie ahead`, () => {
    for (const [name, { is, ahead }] of everyFact(procedure))
      if (
        (is.kind === 'instant' || is.kind === 'date') &&
        /Until$|DueAt$|SetFor$|PlannedAt$|^startOn$|departureBy|claimsTime/.test(name)
      )
        assert.ok(ahead, name)
  })

  test(`${procedure.name}: everything that is sensitive is personal`, () => {
    for (const [name, fact] of everyFact(procedure)) if (fact.sensitive) assert.ok(fact.personal, name)
  })

  test(`${procedure.name}: says in words what nobody may collect`, () => {
    assert.ok(procedure.neverCollected.length >= 6)
  })

  test(`${procedure.name}: the person reads all of it, and can do something in it; of a case about nobody, nobody is shown a name`, () => {
    if (!isAboutSomebody(procedure)) {
      for (const role of Object.keys(procedure.reads)) assert.equal(readsName(procedure, role as OfficerRole), false)
      return
    }
    assert.equal(procedure.person.reads, 'all')
    assert.ok(procedure.person.takes.length > 5)
    for (const step of procedure.person.takes) {
      const by = (procedure.transitions[step] ?? procedure.entries[step])?.by ?? []
      assert.ok(by.includes('person'), `${step} is promised to the person, and not open to them`)
    }
  })

  test(`${procedure.name}: the Ombudsperson reads it, on a complaint or at any time`, () => {
    assert.ok(procedure.reads['ombuds-officer'])
  })

  test(`${procedure.name}: from every state that is not an end there is a step, and every end can be reached`, () => {
    const transitions = Object.values(procedure.transitions)
    for (const [state, kind] of Object.entries(procedure.states)) {
      if (kind === 'final')
        assert.ok(
          transitions.some(({ to }) => to === state),
          `nothing leads to ${state}`,
        )
      else
        assert.ok(
          transitions.some(({ from }) => from === 'any-open' || from.includes(state)),
          `${state} is a dead end`,
        )
    }
  })

  test(`${procedure.name}: what is personal is destroyed at some time after every end`, () => {
    const ends = Object.entries(procedure.states)
      .filter(([, kind]) => kind === 'final')
      .map(([state]) => state)
    for (const end of ends) {
      const forgotten = procedure.retention.some(
        ({ from }) => from.at === 'last-contact' || (from.at === 'entering' && from.states.includes(end)),
      )
      assert.ok(forgotten, end)
    }
  })
}
