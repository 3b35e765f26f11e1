/** What the API answers, as JSON Schema: each field with what it means. */
import { WORDS } from '../../../register/index.ts'
import { by, CASE, event, facts, PROTECTIONS } from './case-schema.ts'
import { exactly, having, instant, list, mode, orNull, ref, said, text, uuid, whole } from './schema-words.ts'

const cite = said(list(text), 'On what it rests: paragraphs of documents and articles, such as “CMW/C/SOT/CO/1 38(b)”.')
const safeguard = 'Safeguard and rule, such as D5.eachAlternative: see /safeguards.'
const ladder = said({ type: 'string', enum: ['R', 'L', 'W'] }, 'Who is told: R rights, L liberty, W the wall.')

const refusal = {
  rule: said(text, 'Why, as a key that stays the same in every language: “missing”, “not-from-here”, “forbidden”.'),
  fact: said(orNull(text), 'The fact it is about; null where it is about the step or the request.'),
  facts: said(
    list(text),
    'Facts on which it looks: of a safeguard that asks for several, or weighs several. Empty where it looks at none.',
  ),
  safeguard: said(orNull(text), `${safeguard} Null where no safeguard says it.`),
  cite,
  params: said({ type: 'object', additionalProperties: { type: ['string', 'number'] } }, 'What fills the sentence.'),
  words: said(text, 'Why, as a sentence in the asked language.'),
}

export const ANSWERS = {
  Refusal: {
    ...having(refusal),
    properties: {
      ...refusal,
      pointer: said(text, 'Where in the body, as a JSON pointer (RFC 6901). With what could not be read alone.'),
    },
  },
  Problem: said(
    having(
      {
        type: said({ ...text, format: 'uri' }, 'Kind of problem: urn:observance:problem:KIND.'),
        title: said(text, 'The kind, in the asked language.'),
        status: said(whole, 'The status of the answer.'),
        detail: said(text, 'What happened, what is kept, what to do.'),
        refusals: said(list(ref('Refusal')), 'Every reason at once; empty where the kind says it all.'),
      },
      {
        signature: said(
          { type: 'object' },
          'Of signature-needed: what a passkey is to sign (PublicKeyCredentialRequestOptionsJSON of WebAuthn).',
        ),
      },
    ),
    'RFC 9457. Nothing of what was sent has been saved.',
  ),
  Done: said(
    having({
      case: said(uuid, 'Id of the case.'),
      event: said(whole, 'The event that this became: what the next act names in If-Match.'),
      state: said(text, 'Where the case stands now.'),
      recordedAt: said(instant, 'When the database wrote it.'),
      breaches: said(
        list(having({ rule: said(text, safeguard), level: ladder, mode, step: text, cite })),
        'Safeguards that it did not keep, although national law let it go on: each is counted, and those whose task it is are told.',
      ),
    }),
    'What was done.',
  ),
  Opened: said(
    having({
      case: said(uuid, 'Id of the new case: the last part of its address, in Location.'),
      event: said(whole, 'Always 1: what the next act names in If-Match.'),
      state: said(text, 'Where the case stands.'),
      recordedAt: said(instant, 'When the database wrote it.'),
      breaches: list(having({ rule: said(text, safeguard), level: ladder, mode, step: text, cite })),
    }),
    'The case that was opened. Whoever did not sign in also gets `code`: shown once, kept nowhere, sent as “Authorization: Code …”.',
  ),
  Proposed: said(
    exactly({
      case: uuid,
      proposal: said(uuid, 'Its name: part of the address under which the second confirms or declines.'),
      step: text,
    }),
    'The step needs two people: it is proposed, and nothing has happened yet.',
  ),
  Declined: exactly({ case: uuid, proposal: uuid, declined: { type: 'boolean' } }),
  Code: exactly({
    case: uuid,
    bearer: said({ type: 'string', enum: ['person', 'representative'] }, 'For whom it is.'),
    code: said(text, 'Shown once, kept nowhere. Sent as “Authorization: Code …”, with its spaces or without.'),
  }),
  Event: exactly({
    no: said(whole, 'From 1, without gaps.'),
    kind: said(
      { ...text, enum: ['open', 'take', 'enter', 'correct', 'person'] },
      'open; a step that moves the case; one that does not; a correction; whose case it is was put right.',
    ),
    step: text,
    from: said(orNull(text), 'The state before; null for the opening.'),
    to: said(text, 'The state after.'),
    assertedAt: said(instant, 'When it happened, as its sender said.'),
    recordedAt: said(instant, 'When the database wrote it. Nobody sets it.'),
    by,
    facts: said(facts, 'Facts given with it that the reader may see, by the names of PROCEDURE.facts.'),
    reasons: said(orNull(text), 'Of a correction, why; null for whoever does not see what was corrected.'),
    commitment: said(text, 'What the log holds of it: SHA-256 of the sealed record, as hexadecimal.'),
    version: said(
      orNull(text),
      'First day of the version of the procedure by which it was judged: that in force at `assertedAt`. Null for the first.',
    ),
  }),
  Clock: exactly({
    rule: said(text, safeguard),
    run: said(whole, 'Which time it runs, from 1.'),
    kind: said(
      { ...text, enum: ['protective', 'adverse'] },
      'protective: the State owes it, never late. adverse: the person loses by it, never early.',
    ),
    mode,
    standing: said(
      { ...text, enum: ['running', 'over', 'kept', 'breached', 'recordedLate'] },
      'Worked out for `now` at each reading, whether or not anything has fired.',
    ),
    warned: said(orNull({ ...text, enum: ['half', 'most'] }), 'Half, or four fifths, of the time has gone by.'),
    startedAt: said(orNull(instant), 'Null where it starts with a fact that you are not given.'),
    dueAt: said(instant, 'When it ends.'),
    stoppedAt: said(orNull(instant), 'When what it waited for was done; null while it runs.'),
    stepDue: said(orNull(text), 'The step that the law makes happen at its end, where it is due now.'),
  }),
  Prospect: said(
    having({
      step: said(text, 'Its name: the last part of the address of the step.'),
      kind: { ...text, enum: ['open', 'take', 'enter'] },
      yours: said({ type: 'boolean' }, 'Whether the reader’s role takes it.'),
      here: said({ type: 'boolean' }, 'Whether it starts from where the case stands.'),
      open: said({ type: 'boolean' }, 'Yours, from here, and nothing stands against it but what may be given with it.'),
      by: said(list(text), 'Roles that take it.'),
      missing: said(list(text), 'Facts that must be given with it.'),
      mayGive: said(list(text), 'Facts that may.'),
      mustSatisfy: said(list(ref('Refusal')), 'Rules that what is given with it must still satisfy.'),
      stoppedBy: said(list(ref('Refusal')), 'What stands against it now.'),
      passable: said(
        list(ref('Refusal')),
        'What stands against it, and national law lets an officer pass, as a breach: with nationalLawBasis and reasonsLong.',
      ),
      countersignedBy: said(list(text), 'Roles of which one confirms it before it takes effect.'),
    }),
    'One step as it stands for the reader.',
  ),
  Case: exactly(CASE),
  OwnCase: exactly({ ...CASE, protections: PROTECTIONS }),
  Breach: exactly({
    id: said(uuid, 'Its name: part of the address under which a word is said of it.'),
    rule: said(text, safeguard),
    level: ladder,
    mode,
    state: said({ ...text, enum: ['open', 'recordedLate', ...WORDS] }, 'What has been said of it.'),
    foundAt: instant,
    dueAt: said(orNull(instant), 'The end of the time that was not kept; null where it was no time.'),
    words: list(
      having({ word: text, at: instant, text: said(orNull(text), 'Null for whoever does not read the whole case.') }),
    ),
  }),
  Queue: exactly({
    cases: list(
      exactly({
        case: uuid,
        caseNumber: text,
        state: text,
        event,
        openedAt: instant,
        changedAt: instant,
        dueAt: said(orNull(instant), 'End of the soonest time that the State owes; it may have gone by.'),
        dueRule: said(orNull(text), 'Its safeguard and rule.'),
        ownDueAt: said(orNull(instant), 'The same of the times that a step of the reader’s own role stops.'),
        ownDueRule: orNull(text),
      }),
    ),
  }),
  Numbered: exactly({ case: uuid, event }),
  Notices: exactly({
    notices: list(
      exactly({
        notice: said(uuid, 'Its name: what one acknowledges.'),
        procedure: text,
        rule: said(text, `${safeguard} Of what a step tells by itself, the step.`),
        about: said(
          { ...text, enum: ['half', 'most', 'breach', 'alarm', 'told'] },
          'Half or four fifths of a time are gone; a breach; an alarm; something that must be known.',
        ),
        level: said(orNull({ type: 'string', enum: ['R', 'L', 'W'] }), 'The ladder by which it is told.'),
        at: instant,
        times: said(whole, 'How often it has been raised.'),
        case: said(orNull(uuid), 'Null where its hearer does not read the case.'),
        caseNumber: orNull(text),
      }),
    ),
  }),
  Acknowledged: exactly({ notice: uuid, acknowledged: { type: 'boolean' } }),
  Looks: exactly({
    looks: list(
      exactly({
        id: uuid,
        at: instant,
        role: text,
        office: said(orNull(text), 'Code of the office.'),
        kind: said(text, 'What was looked at: case, name, attachment…'),
        purpose: ref('Purpose'),
        because: said(orNull(text), 'Why it was not shown at once.'),
      }),
    ),
  }),
  Name: exactly({
    case: uuid,
    no: said(whole, 'Number of the record: what the next one names in `after`. 0 where there is none.'),
    person: said({ anyOf: [ref('person.facts'), { type: 'null' }] }, 'Who it is; null where nobody has written it.'),
    recordedAt: orNull(instant),
  }),
  NameWritten: exactly({ case: uuid, no: whole }),
  People: exactly({
    people: list(
      exactly({
        handle: said(uuid, 'For one opening by the same officer within an hour: `person.handle`.'),
        cases: said(list(exactly({ procedure: text, case: uuid, caseNumber: text })), 'Those that the officer reads.'),
      }),
    ),
  }),
  Speakers: exactly({
    case: uuid,
    speakers: list(
      exactly({ officer: uuid, role: text, since: instant, putOnBy: said(text, 'Role.'), endedAt: orNull(instant) }),
    ),
  }),
  Speaker: exactly({ officer: uuid, role: text, act: { ...text, enum: ['put', 'end'] } }),
  Representative: exactly({
    representative: orNull(having({ id: uuid, since: instant })),
  }),
  Offices: exactly({
    offices: list(
      exactly({
        id: said(uuid, 'What a fact holds that refers to the office.'),
        code: said(text, 'As `office` has it elsewhere.'),
        agency: text,
        name: text,
        region: orNull(text),
      }),
    ),
  }),
  Officers: exactly({
    officers: list(
      exactly({
        account: said(uuid, 'What signing in asks for; also the id by which a fact refers to the officer.'),
        name: text,
        role: orNull(text),
        office: said(orNull(text), 'Code of the office.'),
      }),
    ),
  }),
  Session: exactly({
    token: said(text, 'To be sent as “Authorization: Bearer TOKEN”.'),
    role: orNull(text),
    office: orNull(text),
  }),
} as const
