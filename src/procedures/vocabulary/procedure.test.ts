/** What a declaration cannot say: each line marked here fails to compile, and `npm run check` fails if one ever does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choice, entering, factOf, forbid, heeds, instant, is, procedure, within, yesNo } from './index.ts'

const declared = procedure({
  name: 'lending',
  since: null,
  answers: [],
  compartment: 'education',
  parts: {},
  opens: {
    by: ['anyone'],
    // @ts-expect-error no such fact
    needs: ['lentAt', 'borrowedAt'],
  },
  reads: {
    // @ts-expect-error no such role
    librarian: { cases: 'all', facts: 'all' },
  },
  walledOff: [],
  facts: { lentAt: instant('When it was lent.'), precious: yesNo('Whether it may not leave the house.') },
  neverCollected: [],
  states: { lent: 'initial', returned: 'final' },
  transitions: {
    giveBack: { from: ['lent'], to: 'returned', by: ['person'] },
    // @ts-expect-error no such state
    lose: { from: ['lent'], to: 'lost', by: ['person'] },
  },
  entries: {},
  safeguards: {
    L1: {
      cite: [],
      breach: 'R',
      tells: [],
      rules: {
        // @ts-expect-error no such step
        stays: forbid(is('precious', true), { stops: ['takeHome'] }),
        // @ts-expect-error no such state
        back: within(choice({ days: 14 }), { from: factOf('lentAt'), until: entering('shelved'), clock: 'adverse' }),
        // @ts-expect-error no such fact
        known: forbid(is('beautiful', true), { stops: ['giveBack'] }),
        held: heeds('permitStays', { stops: ['giveBack'] }),
      },
    },
  },
  retention: [],
  statistics: { unit: 'one loan', emittedAt: [], period: 'year', dimensions: [], measures: {} },
  person: { reads: 'all', takes: ['giveBack'] },
})

test('a declaration is data: it can be written out and read back', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(declared)), declared)
})
