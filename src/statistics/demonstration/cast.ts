/**
 * Who stands in the demonstration's figures: invented cases of each register, month after month, what is true of each and which
 * records it leaves. Data, in SQL over one case; `records.ts` puts them there.
 *
 * There are enough of them that tables of every register pass their gates, and each share is zero or large enough that no two
 * sets of people differ by a few.
 */

import type { Areas } from '../../countries/index.ts'
import { mostDaysBy, type Slot, slotsOf, unitBy } from './places.ts'

/** An expression over a case: `n` is its name, `later` 0 in the first year and one more each year, and the facts by name. */
type Sql = string

export interface InventedRecord {
  /** The moment; of a time that fell due the rule. */
  readonly kind: { readonly moment: Sql } | { readonly rule: string; readonly met: Sql }
  /** The cases that leave it; all where absent. */
  readonly when?: Sql
  readonly columns?: Readonly<Record<string, Sql>>
}

export interface Cast {
  /** The procedure. */
  readonly of: string
  /** Tells its people from those of another cast of the procedure. */
  readonly name: string
  readonly monthly: number
  /** So many more or fewer of twenty in each later year. */
  readonly trend: number
  readonly facts: Readonly<Record<string, Sql>>
  /** Those of the facts that each record tells. */
  readonly told?: readonly string[]
  readonly records: readonly InventedRecord[]
  /** Acts of an institution: nobody is in them. */
  readonly countsNobody?: true
}

/** A number from 0 to 99 that follows from the case and a word. */
function die(word: string): Sql {
  return `((hashtext(n || ' ${word}') & 2147483647) % 100)`
}

/** True for so many in a hundred, and a few more or fewer each year. */
function chance(word: string, percent: number, eachYear = 0): Sql {
  return `(${die(word)} < ${percent} + later * ${eachYear})`
}

/** One of the values, each for so many in a hundred; the last for the rest. */
function oneOf(word: string, shares: Readonly<Record<string, number>>): Sql {
  const values = Object.keys(shares)
  const last = values.at(-1)
  let below = 0
  const branches = values.slice(0, -1).map((value) => {
    below += shares[value] ?? 0
    return `when ${below} > ${die(word)} then '${value}'`
  })
  return branches.length === 0 ? `'${last}'` : `case ${branches.join(' ')} else '${last}' end`
}

function number(condition: Sql): Sql {
  return `(${condition})::integer`
}

const SEX = oneOf('sex', { male: 62, female: 38 })

const DETENTION: Cast = {
  ...{ of: 'detention', name: 'held', monthly: 200, trend: 0 },
  facts: {
    sex: SEX,
    age_band: oneOf('age', { '18-24': 27, '25-34': 41, '35-44': 32 }),
    // Not shown to be older: two or three in a year, and no more is known of them.
    is_a_child: `(${chance('child', 2)} and ${chance('perhaps', 6)})`,
    nationality: oneOf('nationality', {
      'central-asia': 34,
      'southern-asia': 27,
      'western-asia': 21,
      'eastern-europe': 18,
    }),
    ground: oneOf('ground', {
      'absconding-risk-removal': 40,
      'identity-verification-removal': 32,
      'public-security-individual': 28,
    }),
    is_heard: chance('heard', 82),
    ruled: `case when ${chance('release', 24, 1)} then 'release' when ${chance('alternative', 55, 4)} then 'alternative' else 'authorize' end`,
    hours_to_judge: `case when ${chance('hours', 66, 3)} then 3 + ${die('how long')} % 21 when ${chance('late', 55)} then 26 + ${die('how long')} % 20 else 50 + ${die('how long')} % 40 end`,
    has_lawyer: chance('lawyer', 60, 4),
    needs_interpreter: chance('needs an interpreter', 55),
    has_interpreter: chance('interpreter', 64, 4),
  },
  told: ['sex', 'age_band', 'nationality', 'ground'],
  records: [
    {
      kind: {
        moment: `case ruled when 'release' then 'orderRelease' when 'alternative' then 'imposeAlternative' else 'authorize' end`,
      },
      when: 'is_heard',
      columns: {
        decision: 'ruled',
        hours_to_judge: 'hours_to_judge',
        lawyer_present: number('has_lawyer'),
        interpreter_needed: number('needs_interpreter'),
        interpreter_present: number('needs_interpreter and has_interpreter'),
        heard_with_help: number('has_lawyer and (has_interpreter or not needs_interpreter)'),
      },
    },
    {
      kind: {
        moment: `case when not is_heard or ruled = 'release' then 'released' when ruled = 'alternative' then 'alternativeImposed' when ${chance('departed', 50)} then 'departed' else 'released' end`,
      },
      columns: {
        decision: 'case when is_heard then ruled end',
        treated_as_child: 'is_a_child::text',
        alternative_imposed: `case when is_heard and ruled = 'alternative' then ${oneOf('which', { 'regular-reporting': 30, 'case-worker-support': 28, 'release-own-promise': 22, 'document-deposit-with-receipt': 20 })} end`,
        hours_held: `case when not is_heard or ruled = 'release' then 4 + ${die('held')} % 44 when ruled = 'alternative' then 20 + ${die('held')} % 60 else 60 + ${die('held')} * 6 end`,
        order_asked: number('is_heard'),
        reasoned: number(chance('reasoned', 66, 4)),
        screened: number(chance('screened', 70, 3)),
      },
    },
    { kind: { rule: 'D3.judge', met: 'hours_to_judge <= 24' }, when: 'is_heard' },
    { kind: { rule: 'D4.hour', met: chance('told', 76, 4) } },
  ],
}

const HELD_AT_THE_END: Cast = {
  ...{ of: 'detention', name: 'open', monthly: 150, trend: -2 },
  facts: { sex: SEX },
  told: ['sex'],
  records: [{ kind: { moment: "'stock'" } }],
}

const EXPULSION: Cast = {
  ...{ of: 'expulsion', name: 'proceeding', monthly: 160, trend: 1 },
  facts: {
    sex: SEX,
    decision: oneOf('decision', { 'no-expulsion': 26, withdrawn: 16, 'voluntary-departure': 30, expulsion: 28 }),
    is_decided: `${die('decision')} >= 42`,
    appeals: chance('appeals', 42, 3),
    ruling: oneOf('ruling', { upheld: 44, annulled: 24, remitted: 18, 'withdrawn-by-person': 14 }),
  },
  told: ['sex'],
  records: [
    {
      kind: {
        moment: `case decision when 'no-expulsion' then 'closedNoExpulsion' when 'withdrawn' then 'withdrawn' else 'decided' end`,
      },
      columns: {
        decision: 'decision',
        legal_aid: number(chance('legal aid', 54, 6)),
        ways_weighed: number(chance('ways', 70, 4)),
      },
    },
    { kind: { rule: 'X5.timeToAppeal', met: 'appeals' }, when: 'is_decided' },
    {
      kind: {
        moment: `case ruling when 'upheld' then 'uphold' when 'annulled' then 'annul' when 'remitted' then 'remit' else 'withdrawAppeal' end`,
      },
      when: `is_decided and appeals and ${chance('ruled', 85)}`,
      columns: { ruling: 'ruling', decision: 'decision' },
    },
    {
      kind: { moment: "'removed'" },
      when: "decision = 'expulsion' and not appeals",
      columns: {
        decision: 'decision',
        // Two or three in a year: without noise they are told as they are.
        no_removal_while_appeal_open: `case when ${chance('during', 3)} and ${chance('appeal', 25)} then 0 else 1 end`,
      },
    },
  ],
}

const COMPLAINT: Cast = {
  ...{ of: 'complaint', name: 'written', monthly: 190, trend: 1 },
  facts: {
    subject: oneOf('subject', {
      discrimination: 32,
      wages: 18,
      'working-conditions': 11,
      detention: 16,
      health: 13,
      education: 10,
    }),
    finding: oneOf('finding', { violation: 36, partly: 20, none: 26, settled: 18 }),
    is_found: chance('found', 84),
    is_followed: chance('followed', 58, 5),
  },
  told: ['subject'],
  records: [
    { kind: { moment: "'received'" } },
    { kind: { moment: "'found'" }, when: 'is_found', columns: { finding: 'finding' } },
    { kind: { rule: 'C4.finding', met: chance('in time', 70, 3) } },
    {
      kind: {
        moment: `case when finding = 'none' then 'closedNoViolation' when finding = 'settled' or is_followed then 'closedRemedied' else 'closedNotFollowed' end`,
      },
      when: `is_found and ${chance('closed', 80)}`,
      columns: { finding: 'finding', success: number("finding <> 'none' and (finding = 'settled' or is_followed)") },
    },
  ],
}

/** More of them than elsewhere: they are counted by area as well. */
const schoolIn = (slots: readonly Slot[]): Cast => ({
  ...{ of: 'school-enrolment', name: 'child', monthly: 310, trend: 1 },
  facts: {
    sex: oneOf('sex', { male: 51, female: 49 }),
    level: oneOf('level', { preschool: 20, primary: 40, 'lower-secondary': 22, 'upper-secondary': 18 }),
    home_district: unitBy(slots, die('home')),
    is_placed: chance('placed', 84, 2),
  },
  told: ['sex', 'level', 'home_district'],
  records: [
    { kind: { moment: "case when is_placed then 'placed' else 'refused' end" } },
    {
      kind: { moment: "'enrolled'" },
      when: `is_placed and ${chance('enrolled', 88)}`,
      columns: { days_to_first_day: `${die('days')} % ${mostDaysBy(slots, die('home'))}` },
    },
  ],
})

const TRAFFICKING: Cast = {
  ...{ of: 'trafficking-identification', name: 'presumed', monthly: 45, trend: 1 },
  facts: { sex: oneOf('sex', { female: 61, male: 39 }) },
  told: ['sex'],
  records: [
    { kind: { moment: "'sign'" } },
    { kind: { rule: 'T4.decided', met: chance('decided', 71, 5) }, when: chance('due', 86) },
    {
      kind: { moment: "'noteResidence'" },
      when: chance('asks for residence', 62),
      columns: { permits_given: number(chance('permit', 64, 4)) },
    },
    {
      kind: { moment: "case when n like '%0' then 'left' when n like '%5' then 'returned' else 'recovered' end" },
      when: chance('concluded', 75),
      columns: { compensation: oneOf('compensation', { paid: 46, awarded: 24, asked: 30 }) },
    },
  ],
}

const VISIT: Cast = {
  ...{ of: 'visit', name: 'recommendation', monthly: 6, trend: 1, countsNobody: true },
  facts: {},
  records: [{ kind: { rule: 'V1.answer', met: chance('answered', 66, 8) } }],
}

/** All of them, in a country with these areas. */
export function castIn(areas: Areas | null): readonly Cast[] {
  return [...[DETENTION, HELD_AT_THE_END, EXPULSION, COMPLAINT], ...[schoolIn(slotsOf(areas)), TRAFFICKING, VISIT]]
}
