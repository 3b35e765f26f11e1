/** What the addresses of files, of reports about people and of those who watch answer, as JSON Schema. */
import { WALL_ALARMS } from '../../../register/index.ts'
import { exactly, instant, list, mode, orNull, ref, said, text, uuid, whole } from './schema-words.ts'

const safeguard = 'Safeguard and rule, such as D3.judge: see /safeguards.'
const ofWhich = {
  case: said(orNull(uuid), 'Null for whoever does not read that case.'),
  caseNumber: orNull(text),
}
const rule = said(text, safeguard)

export const WATCHING_ANSWERS = {
  KeptFile: exactly({
    file: said(uuid, 'What the fact is given as.'),
    fact: text,
    kind: said(text, 'pdf, jpeg, png, mp3, mp4, ogg, wav or text: by its first bytes.'),
    bytes: said(whole, 'As it is kept, without what was taken out.'),
  }),
  Reported: exactly({ case: uuid, report: said(uuid, 'Its name: the key of the submission.') }),
  Reports: exactly({
    reports: list(exactly({ report: uuid, kind: text, at: instant, by: said(text, 'Role of whoever reported.') })),
  }),
  Report: exactly({
    report: uuid,
    kind: said({ ...text, enum: ['split', 'merge'] }, 'Two people under one number, or one under two.'),
    at: instant,
    by: said(text, 'Role of whoever reported.'),
    reasons: text,
    isOwn: said({ type: 'boolean' }, 'The reader reported it, and another signs.'),
    persons: said(
      list(
        list(
          exactly({
            case: uuid,
            caseNumber: text,
            isReported: said({ type: 'boolean' }, 'From this case it was reported.'),
            events: list(exactly({ kind: text, at: instant })),
          }),
        ),
      ),
      'The cases of each person; of a merge the second is empty where the number leads to nobody else.',
    ),
  }),
  ReportClosed: exactly({ report: uuid, outcome: { ...text, enum: ['signed', 'declined'] } }),
  BreachesWatched: exactly({
    breaches: list(
      exactly({
        ...{ procedure: text, rule, level: { ...text, enum: ['R', 'L', 'W'] }, mode },
        state: said(text, 'What was said of it; `unnoted` where a time is over and no breach is entered yet.'),
        ...{ foundAt: instant, startedAt: orNull(instant), dueAt: orNull(instant), ...ofWhich },
      }),
    ),
  }),
  AlarmsWatched: exactly({
    alarms: list(
      exactly({
        notice: said(uuid, 'Its name: what one acknowledges.'),
        about: said({ ...text, enum: ['breach', 'alarm'] }, 'What broke a rule, or a step that is an alarm by itself.'),
        ...{ procedure: text, rule, at: instant, times: whole, mode: orNull(mode), state: orNull(text) },
        dueAt: orNull(instant),
        answered: said(orNull(exactly({ role: text, at: instant })), 'Who answered it first; null while it is told.'),
        ...ofWhich,
      }),
    ),
  }),
  AlarmAcknowledged: exactly({ notice: uuid, acknowledged: { type: 'boolean' }, first: { type: 'boolean' } }),
  WallAlarms: exactly({
    alarms: list(
      exactly({
        id: uuid,
        at: instant,
        kind: said(
          { ...text, enum: WALL_ALARMS },
          'A record that no work leads to; too many persons; a wall; a clock that is not as the events of its case have it.',
        ),
        role: text,
        officer: said(uuid, 'Account.'),
        compartment: orNull(text),
      }),
    ),
  }),
  Places: exactly({ places: list(exactly({ code: text, name: text, region: orNull(text) })) }),
  Held: exactly({
    place: text,
    held: list(
      exactly({
        ...{ procedure: text, case: uuid, caseNumber: text, state: text, openedAt: instant },
        dueAt: said(orNull(instant), 'End of the soonest time that the State owes.'),
        dueRule: orNull(text),
        person: said(
          { anyOf: [ref('person.facts'), { type: 'null' }] },
          'Who it is; null where nobody has written it.',
        ),
      }),
    ),
  }),
} as const
