import assert from 'node:assert/strict'
import { test } from 'node:test'
import { introAsksItself, itemAsksItself } from './own-request.ts'
import { speechIn } from './rules/index.ts'

const speech = speechIn('en')

const ONLY_OPEN_A_LIST = [
  'The Committee recommends that the State party:',
  'Recalling its general comment No. 5 (2021), the Committee urges the State party to:',
  'The Committee recommends, in line with target 5.2 of the Goals, that the State party:',
  'The Committee recommends that the State party, in close consultation with organizations, including those of women, through their unions:',
  'The Committee recommends that the State party take all measures necessary to:',
  'The Committee recommends that the State party take immediate and effective measures, in accordance with article 7, to:',
  'The Committee urges the State party to strengthen its efforts to:',
  'The Committee recommends that the State party ensure that:',
  'The State party should:',
  'The State party should, in particular:',
  'The State party should also take steps to ensure that:',
  'It should, inter alia:',
  'The Committee reiterates its previous recommendations and urges the State party to:',
  'The Committee requests the State party to provide information on:',
  'The Committee recommends that the State party take the following measures:',
  'The Committee calls upon the State party, as a matter of priority, to:',
  'The Committee is concerned about the tower and recommends that the State party:',
  'The Committee recommends that the State party adopt a law that:',
  'The Committee recommends that the State party ensure that the following persons are trained in the provisions of the Convention:',
]

const ASK_THEMSELVES = [
  'The Committee recommends that the State party adopt the strategy without further delay, and also recommends that the State party:',
  'The Committee recommends that the State party review its permits to prevent abuse, including by:',
  'The State party should intensify its efforts to combat trafficking. In particular, it should:',
  'The State party should redouble its efforts to eliminate child labour by, inter alia:',
  'The Committee urges the State party to close the tower and to:',
  'The Committee recommends that the State party, in line with article 7, adopt a law on bread and:',
  'The Committee recommends that the State party take measures to protect ferrymen, in particular by:',
  'The Committee reiterates its recommendation that the State party repeal the law and that it:',
  'The Committee recommends that the State party amend its Criminal Code with a view to:',
  'The Committee urges the State party to investigate all cases, even where nobody has complained, and to ensure that:',
]

for (const intro of ONLY_OPEN_A_LIST) {
  test(`only opens a list: ${intro}`, () => assert.equal(introAsksItself(intro, speech), false))
}
for (const intro of ASK_THEMSELVES) {
  test(`asks itself: ${intro}`, () => assert.equal(introAsksItself(intro, speech), true))
}

test('an item above sub-items asks itself when it stands without them', () => {
  assert.equal(itemAsksItself('Ensure that:'), false)
  assert.equal(itemAsksItself('Ensure that children who were beaten:'), false)
  assert.equal(itemAsksItself('Take measures to:'), false)
  assert.equal(itemAsksItself('Ensure that no person is expelled before:'), false)
  assert.equal(itemAsksItself('Establish a procedure for:'), false)
  assert.equal(itemAsksItself('Strengthen the inspectorate, including by:'), true)
  assert.equal(itemAsksItself('Train judges. In particular:'), true)
})
