import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROCEDURES, show, wordsOf } from './index.ts'

test('a lawyer finds every fact, step and rule, each citation, and what rests on our choice', () => {
  for (const procedure of PROCEDURES) {
    const text = show(procedure, wordsOf(procedure.name))
    for (const fact of Object.keys(procedure.facts)) assert.ok(text.includes(`- ${fact} (`), fact)
    for (const step of [...Object.keys(procedure.transitions), ...Object.keys(procedure.entries)])
      assert.ok(text.includes(`- ${step}: `), step)
    for (const [name, { cite, rules }] of Object.entries(procedure.safeguards)) {
      for (const rule of Object.keys(rules)) assert.ok(text.includes(`- ${name}.${rule}: `), `${name}.${rule}`)
      for (const one of cite) assert.ok(text.includes(one), one)
    }
    assert.ok(!/\bundefined\b|\[object|\bnull\b/.test(text), 'nothing that only a program understands')
  }
})

test('a limit says how long, from when, and on what it rests', () => {
  const detention = PROCEDURES.find(({ name }) => name === 'detention')
  assert.ok(detention)
  const text = show(detention, wordsOf('detention'))
  assert.match(text, /D3\.judge: protective clock, 24 hours \(CMW\/C\/AZE\/CO\/3 36\(c\)\(iii\)\), from libertyLostAt/)
  assert.match(text, /D9\.doorOpen: protective clock, 1 hour \(our choice\)/)
})
