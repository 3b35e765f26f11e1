import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { clockBlocks } from './clocks.ts'
import { conditionBlocks } from './safeguards.ts'

const MODES = { recorded: new Set<string>(), limits: {} }

function named(name: string): Procedure {
  const found = PROCEDURES.find((one) => one.name === name)
  assert.ok(found)
  return found
}

/** The lines of the commit function that carry out one rule. */
function block(sql: string, rule: string): string {
  const found = sql.split(/\n(?= {2}(?:-- |if ))/).filter((part) => part.includes(`'${rule}'`))
  assert.ok(found.length > 0, rule)
  return found.join('\n')
}

test('a title ends at its end, not at the moment in which the judge wrote it down', () => {
  const ends = block(clockBlocks(named('detention'), MODES), 'D10.ends')
  assert.ok(!ends.includes('least(c.authorized_until'))
  assert.ok(ends.includes('c.authorized_until + make_interval(secs => 0)'))
  const judge = block(clockBlocks(named('detention'), MODES), 'D3.judge')
  assert.ok(judge.includes('least(c.liberty_lost_at, recorded)'))
})

test('a removal while an appeal is open is refused by the state it starts from', () => {
  const refusal = block(
    conditionBlocks(named('expulsion'), MODES)
      .map(({ sql }) => sql)
      .join('\n'),
    'X6.underAppeal',
  )
  assert.match(refusal, /was\.state = any\(array\['appealed'\]/)
})
