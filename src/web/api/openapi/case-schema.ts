/** A case as the API answers it, and what the person of a case reads besides. */
import { exactly, having, instant, list, mode, orNull, ref, said, text, uuid, whole } from './schema-words.ts'

export const facts = { type: 'object', additionalProperties: true } as const
export const event = said(whole, 'Number of the newest event of the case: what the next act names in If-Match.')

export const by = said(
  having({
    role: said(
      text,
      'Role of whoever acted; “person” or “representative” for those who came with a code, or “system”.',
    ),
    id: said(orNull(text), 'Account of the officer; null for others.'),
    office: said(orNull(text), 'Code of the office; null for others.'),
  }),
  'Who acted.',
)

export const CASE = {
  procedure: text,
  case: uuid,
  caseNumber: said(text, 'What people write and say: “7K2M-0QXR-91BD”. By chance, in no order.'),
  state: text,
  event,
  openedAt: instant,
  now: said(instant, 'The database’s time, for which everything here is worked out.'),
  facts: said(
    facts,
    'Facts that stand and that the reader may see, by the names of PROCEDURE.facts; with what follows from them.',
  ),
  timeline: list(ref('Event')),
  clocks: list(ref('Clock')),
  holds: said(
    list(exactly({ hold: text, since: instant, mode })),
    'Bits that stop steps of this case, whoever set them: the name and since when, never the source.',
  ),
  breaches: said(list(ref('Breach')), 'Safeguards that were not kept so far.'),
  proposals: said(
    list(exactly({ proposal: uuid, step: text, by, at: instant, facts })),
    'Steps that wait for a second person.',
  ),
  files: said(
    list(exactly({ file: uuid, fact: text, kind: text, bytes: whole, at: instant })),
    'Files that the reader may open: what the fact is given as, their kind and size.',
  ),
  outlook: said(
    list(ref('Prospect')),
    'Every step that people take: which are open to the reader, and what the others lack.',
  ),
}

export const PROTECTIONS = said(
  list(
    exactly({
      hold: text,
      rule: said(text, 'By which safeguard and rule.'),
      since: instant,
      leastUntil: orNull(instant),
    }),
  ),
  'Bits by which this case protects its person, in whatever compartment they stop a step: why, since when, and until when at least.',
)
