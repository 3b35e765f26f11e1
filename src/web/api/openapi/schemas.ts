/** What the API answers, as JSON Schema. */

const text = { type: 'string' } as const
const whole = { type: 'integer' } as const
const instant = { type: 'string', format: 'date-time' } as const
const uuid = { type: 'string', format: 'uuid' } as const
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] })
const list = (items: object) => ({ type: 'array', items })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** An object that has exactly these, all of them. */
const exactly = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

/** An object that has at least these. */
const having = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
})

const mode = { type: 'string', enum: ['enforce', 'record'] } as const
const facts = { type: 'object', additionalProperties: true } as const

const refusal = {
  rule: { ...text, description: 'Why, as a key.' },
  fact: orNull(text),
  safeguard: { ...orNull(text), description: 'Safeguard and rule, such as D5.eachAlternative.' },
  cite: list(text),
  params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
  words: { ...text, description: 'Why, as a sentence in the asked language.' },
}

export const ANSWERS = {
  Refusal: having(refusal),
  Problem: having({
    type: { ...text, format: 'uri' },
    title: text,
    status: whole,
    detail: text,
    refusals: list(ref('Refusal')),
  }),
  Done: having({
    case: uuid,
    event: { ...whole, description: 'The event that this became: what the next act names in If-Match.' },
    state: text,
    recordedAt: instant,
    breaches: list(having({ rule: text, level: text, mode, step: text, cite: list(text) })),
  }),
  Code: exactly({ case: uuid, bearer: text, code: text }),
  Event: exactly({
    no: whole,
    kind: text,
    step: text,
    from: orNull(text),
    to: text,
    assertedAt: instant,
    recordedAt: instant,
    by: having({ role: text, id: orNull(text), office: orNull(text) }),
    facts,
  }),
  Clock: exactly({
    rule: text,
    run: whole,
    kind: { ...text, enum: ['protective', 'adverse'] },
    mode,
    standing: { ...text, enum: ['running', 'over', 'kept', 'breached', 'recordedLate'] },
    warned: orNull({ ...text, enum: ['half', 'most'] }),
    startedAt: instant,
    dueAt: instant,
    stoppedAt: orNull(instant),
    stepDue: orNull(text),
  }),
  Prospect: having({
    step: text,
    kind: { ...text, enum: ['open', 'take', 'enter'] },
    yours: { type: 'boolean' },
    here: { type: 'boolean' },
    open: {
      type: 'boolean',
      description: 'Yours, from here, and nothing stands against it but what may be given with it.',
    },
    by: list(text),
    missing: list(text),
    mayGive: list(text),
    mustSatisfy: list(ref('Refusal')),
    stoppedBy: list(ref('Refusal')),
    passable: {
      ...list(ref('Refusal')),
      description: 'What national law lets an officer pass, with reasons, as a breach.',
    },
    countersignedBy: list(text),
  }),
  Case: exactly({
    procedure: text,
    case: uuid,
    caseNumber: text,
    state: text,
    event: whole,
    openedAt: instant,
    now: instant,
    facts,
    timeline: list(ref('Event')),
    clocks: list(ref('Clock')),
    holds: list(exactly({ hold: text, since: instant, mode })),
    breaches: list(ref('Breach')),
    outlook: list(ref('Prospect')),
  }),
  Breach: exactly({
    id: uuid,
    rule: text,
    level: text,
    mode,
    state: { ...text, enum: ['open', 'explained', 'recordedLate', 'metLateRecord'] },
    foundAt: instant,
    dueAt: orNull(instant),
    // The text is null for whoever does not read the whole case.
    words: list(having({ word: text, at: instant, text: orNull(text) })),
  }),
  Queue: exactly({
    cases: list(
      exactly({
        case: uuid,
        caseNumber: text,
        state: text,
        event: whole,
        openedAt: instant,
        changedAt: instant,
        dueAt: orNull(instant),
        dueRule: orNull(text),
      }),
    ),
  }),
  Officers: exactly({
    officers: list(exactly({ account: uuid, name: text, role: orNull(text), office: orNull(text) })),
  }),
  Session: exactly({ token: text, role: orNull(text), office: orNull(text) }),
} as const
