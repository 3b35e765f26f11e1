/** What an amendment cannot say: each line marked here fails to compile, and `npm run check` fails if one ever does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amended, forbid, goesTo, gone, instant, is, procedure, versionsOf, yesNo } from './index.ts'

const lending = procedure({
  name: 'lending',
  since: null,
  answers: [],
  compartment: 'education',
  parts: {},
  opens: { by: ['anyone'], needs: ['lentAt'] },
  reads: {},
  walledOff: [],
  facts: { lentAt: instant('When it was lent.'), precious: yesNo('Whether it may not leave the house.') },
  neverCollected: [],
  states: { lent: 'initial', asked: 'open', returned: 'final' },
  transitions: {
    ask: { from: ['lent'], to: 'asked', by: ['person'] },
    giveBack: { from: ['lent', 'asked'], to: 'returned', by: ['person'] },
  },
  entries: {},
  safeguards: {
    L1: { cite: [], breach: 'R', tells: [], rules: { stays: forbid(is('precious', true), { stops: ['giveBack'] }) } },
  },
  retention: [],
  statistics: { unit: 'one loan', emittedAt: [], period: 'year', dimensions: [], measures: {} },
  person: { reads: 'all', takes: ['giveBack', 'ask'] },
})

const reformed = amended(lending, {
  from: '2027-01-01',
  law: 'Act 1',
  facts: { precious: gone, worn: yesNo('Whether it is worn.') },
  states: { asked: goesTo('lent'), mended: 'open' },
  transitions: {
    // @ts-expect-error the fact is gone
    mend: { from: ['lent'], to: 'mended', by: ['anyone'], needs: ['precious'] },
    // @ts-expect-error the state is gone
    giveBack: { from: ['lent', 'asked', 'mended'], to: 'returned', by: ['person'] },
    // @ts-expect-error no such state
    bind: { from: ['lent'], to: 'bound', by: ['anyone'] },
    ask: gone,
    keep: { from: ['mended'], to: 'lent', by: ['anyone'], needs: ['worn'] },
  },
  safeguards: {
    L1: {
      rules: {
        worn: forbid(is('worn', true), { stops: ['keep'] }),
        // @ts-expect-error the fact is gone
        stays: forbid(is('precious', true), { stops: ['keep'] }),
      },
    },
  },
  personTakes: ['giveBack'],
})

/** Words are needed for what cases of before say: the names of every version are names of the whole. */
const named: keyof typeof reformed.facts = 'precious'

test('a declaration with its amendments is data: it can be written out and read back', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(reformed)), reformed)
  assert.equal(versionsOf(reformed as never).length, 2)
  assert.equal(named, 'precious')
})
