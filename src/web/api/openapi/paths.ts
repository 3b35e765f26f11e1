/** Addresses of a procedure: those of its cases, one for each step that people take, names, notices, those who speak. */
import { OFFICER_ROLES, type Procedure, versionsOf, wordsOf } from '../../../procedures/index.ts'
import {
  DOCUMENT_TYPE,
  NAME_FACTS,
  type NamedStep,
  stepNamed,
  stepsOf,
  unreadRoles,
  WORDS,
} from '../../../register/index.ts'
import { BREACH, CASE, NOTICE, NUMBER, operation, type Paths, PROPOSAL } from './addresses.ts'
import { factsOf } from './facts.ts'
import { filePaths } from './files.ts'
import { ACTING, answers, BODY_PARTS, body, EXPECTED, HEADERS, OFFICER, PURPOSE, parameter, WHY } from './parts.ts'
import { reporting } from './reports.ts'
import { ref, said, text, uuid } from './schema-words.ts'
import { acknowledgingAlarm } from './watching.ts'

export function ofProcedure(procedure: Procedure): Paths {
  const { name } = procedure
  const at = `/api/procedures/${name}`
  const cases = `${at}/cases`
  const steps = stepsOf(procedure).filter(({ kind, by }) => kind !== 'open' && by.some((one) => one !== 'system'))
  return {
    [cases]: { get: listing(name), post: opening(procedure) },
    [`${cases}/{case}`]: { get: reading(procedure) },
    [`${cases}/{case}/corrections`]: { post: correcting(procedure) },
    [`${cases}/{case}/codes`]: { post: givingCode(name) },
    [`${cases}/{case}/breaches/{breach}/words`]: { post: sayingOfBreach(name) },
    [`${cases}/{case}/name`]: { get: readingName(name), post: writingName(name) },
    [`${cases}/{case}/speakers`]: { get: readingSpeakers(name), post: naming(procedure, 'nameSpeaker', CASE) },
    [`${cases}/{case}/proposals/{proposal}/confirm`]: { post: confirming(name) },
    [`${cases}/{case}/proposals/{proposal}/decline`]: { post: declining(name) },
    [`${at}/people`]: { post: finding(name) },
    [`${at}/numbers/{number}`]: { get: numbering(procedure) },
    [`${at}/numbers/{number}/speakers`]: { post: naming(procedure, 'nameSpeakerByNumber', NUMBER) },
    [`${at}/notices/{notice}/acknowledge`]: { post: acknowledging(name) },
    [`${cases}/{case}/reports`]: { post: reporting(name) },
    [`${at}/alarms/{notice}/acknowledge`]: { post: acknowledgingAlarm(name) },
    ...filePaths(procedure, cases),
    ...Object.fromEntries(
      steps.map((step) => [`${cases}/{case}/steps/${step.name}`, { post: taking(procedure, step) }]),
    ),
  }
}

function listing(name: string): object {
  return {
    ...operation(name, 'list', 'The officer’s cases, what is due first'),
    description: 'Empty for whoever reads no case of the procedure. A row has nothing of a person.',
    parameters: [
      parameter(
        'query',
        'order',
        { type: 'string', enum: ['urgent', 'newest'], default: 'urgent' },
        'What comes first.',
      ),
      parameter('query', 'state', { type: 'string' }, 'One state, or several with commas between them.'),
      parameter('query', 'number', { type: 'string' }, 'A case number, whole.'),
      parameter('query', 'limit', { type: 'integer', minimum: 0, maximum: 200, default: 50 }, 'At most so many rows.'),
      parameter('query', 'offset', { type: 'integer', minimum: 0, default: 0 }, 'So many rows are left out.'),
    ],
    responses: answers('read', { 200: 'Queue' }),
  }
}

const ABOUT = said(
  {
    oneOf: [
      {
        type: 'object',
        properties: { handle: said(uuid, 'That a look for people gave to the same officer within the hour.') },
        required: ['handle'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: {
          document: {
            type: 'object',
            properties: {
              type: { type: 'string', enum: [...DOCUMENT_TYPE.codes] },
              number: { type: 'string', minLength: 1, maxLength: 200 },
              country: said(text, 'Who gave it: ISO 3166-1, two letters.'),
            },
            required: ['type', 'number'],
            additionalProperties: false,
          },
        },
        required: ['document'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: {
          of: {
            type: 'object',
            properties: {
              procedure: said(text, 'Name of its procedure.'),
              case: said(uuid, 'Id of a case that the officer reads. The look is noted.'),
            },
            required: ['procedure', 'case'],
            additionalProperties: false,
          },
        },
        required: ['of'],
        additionalProperties: false,
      },
    ],
  },
  'Whom the case is about, where somebody knows them: holds of their other cases stand here at once. Whether the paper was known is not told. Left out: somebody new. Of officers only.',
)

function opening(procedure: Procedure): object {
  const { name, opens } = procedure
  const words = wordsOf(name).steps.open
  const facts = factsOf(procedure, [...opens.needs, ...(opens.takes ?? [])], opens.needs)
  const alone = opens.by.some((role) => role === 'person' || role === 'anyone' || role === 'representative')
  return {
    ...operation(name, 'open', words?.button ?? name),
    description: `By ${opens.by.join(', ')}.${alone ? ' Whoever did not sign in opens it for themselves, and gets the code of the case; with the code of another case of theirs it is about the same person. The code is kept nowhere: sent again with the same key, the answer names the same case and gives a new code, and the earlier one ends.' : ''}`,
    security: alone ? [...OFFICER, { code: [] }, {}] : OFFICER,
    parameters: [HEADERS.idempotencyKey, HEADERS.language],
    requestBody: body({ facts, ...BODY_PARTS, person: ABOUT }, opens.needs.length === 0 ? [] : ['facts']),
    responses: answers('act', { 201: 'Opened' }),
    'x-roles': opens.by,
    'x-to': Object.entries(procedure.states).find(([, kind]) => kind === 'initial')?.[0],
  }
}

function taking(procedure: Procedure, step: NamedStep): object {
  const { name } = procedure
  const { from, to, by, needs, takes, countersigned } = step
  // What only some version asks for each time, the description leaves to the answer.
  const anew = step.anew.filter((fact) =>
    versionsOf(procedure).every((one) => stepNamed(one, step.name)?.anew.includes(fact) !== false),
  )
  const words = wordsOf(name).steps[step.name]
  const starts = from === null ? 'any state' : from === 'new' ? 'nowhere' : from.join(', ')
  const second =
    countersigned.length === 0
      ? ''
      : ` It needs two people: it is proposed, and one of ${countersigned.join(', ')} confirms it.`
  const each = anew.length === 0 ? '' : ` Given with it each time, whatever stood before: ${anew.join(', ')}.`
  return {
    ...operation(name, step.name, words?.button ?? step.name),
    description: `From ${starts}${to === null ? '' : ` to ${to}`}. By ${by.join(', ')}. Needs, given with it or before: ${needs.join(', ') || 'nothing'}.${each}${second}${byVersion(procedure, step.name)}`,
    parameters: [CASE, ...ACTING, ...(step.serious ? [HEADERS.signature] : [])],
    requestBody: body(
      { facts: factsOf(procedure, [...needs, ...takes], anew), ...BODY_PARTS, ...EXPECTED },
      anew.length === 0 ? [] : ['facts'],
    ),
    responses: answers('act', countersigned.length === 0 ? { 200: 'Done' } : { 202: 'Proposed' }),
    'x-roles': by,
    'x-from': from,
    'x-to': to,
    'x-needs': needs,
    'x-serious': step.serious,
  }
}

/** What each version says of the step, where the law changes it: it is judged by that in force at `assertedAt`. */
function byVersion(whole: Procedure, name: string): string {
  if (whole.versions === undefined) return ''
  const each = whole.versions.map((version) => {
    const step = stepNamed(version, name)
    const day = version.since === null ? 'At first' : `From ${version.since}`
    if (step === null) return `${day} there is no such step.`
    const from = step.from === null || step.from === 'new' ? 'any state' : step.from.join(', ')
    return `${day} from ${from}${step.to === null ? '' : ` to ${step.to}`}, by ${step.by.join(', ')}, needs ${step.needs.join(', ') || 'nothing'}.`
  })
  return ` The law changes; a step is judged by the law in force at \`assertedAt\`. ${each.join(' ')}`
}

function reading({ name, reads }: Procedure): object {
  return {
    ...operation(name, 'read', 'One case, as the officer may see it'),
    description: `By ${Object.keys(reads).join(', ')}; each the facts that the declaration gives them. The look is noted first.`,
    parameters: [CASE, PURPOSE, HEADERS.language],
    responses: answers('read', { 200: 'Case' }),
    'x-roles': Object.keys(reads),
  }
}

function correcting(procedure: Procedure): object {
  const { name, facts } = procedure
  return {
    ...operation(name, 'correct', 'Correct facts that were given'),
    description:
      'Another event: what was given first stays in the timeline. Why stands in `reasonsLong`, and in `reasons` of the event for whoever sees what is corrected. The start of a time that the State owes moves to an earlier moment only.',
    parameters: [CASE, ...ACTING, HEADERS.signature],
    requestBody: body({ facts: factsOf(procedure, Object.keys(facts), []), ...BODY_PARTS, ...EXPECTED }, ['facts']),
    responses: answers('act', { 200: 'Done' }),
  }
}

function givingCode(name: string): object {
  return {
    ...operation(name, 'giveCode', 'A new code for the person of the case; the earlier one ends'),
    description:
      'Shown once. The officer hands it over; with it the person reads the case and takes their steps, without an account.',
    parameters: [CASE, HEADERS.language],
    requestBody: body({ bearer: { type: 'string', enum: ['person', 'representative'], default: 'person' } }, []),
    responses: answers('write', { 201: 'Code' }),
  }
}

function sayingOfBreach(name: string): object {
  return {
    ...operation(name, 'sayOfBreach', 'Say something of a breach'),
    description:
      'The office explains it; a judge or the Ombudsperson says that what was recorded late was done in time, or that it was made good; a judge, that the court finds it or does not. It is appended: the breach stays.',
    parameters: [CASE, BREACH, HEADERS.idempotencyKey, HEADERS.language],
    requestBody: body(
      { word: { type: 'string', enum: [...WORDS] }, text: { type: 'string', maxLength: 50_000 }, purpose: WHY },
      ['word', 'text'],
    ),
    responses: answers('act', { 201: 'Breach' }),
  }
}

function readingName(name: string): object {
  return {
    ...operation(name, 'readName', 'Who the person of the case is'),
    description: 'For those whose task needs the name. The look is noted first.',
    parameters: [CASE, PURPOSE, HEADERS.language],
    responses: answers('read', { 200: 'Name' }),
  }
}

function writingName(name: string): object {
  return {
    ...operation(name, 'writeName', 'Write who the person is'),
    description:
      'By those who are shown it and by whoever opened the case. By papers written here the person is found again.',
    parameters: [CASE, HEADERS.idempotencyKey, HEADERS.language],
    requestBody: body(
      {
        person: ref('person.facts'),
        after: said(
          { type: 'integer', minimum: 0, default: 0 },
          'Number of the record that it follows: `no` of the last reading.',
        ),
        purpose: WHY,
      },
      ['person'],
    ),
    responses: answers('act', { 201: 'NameWritten' }),
  }
}

function finding(name: string): object {
  return {
    ...operation(name, 'findPeople', 'Whether it is the same person again'),
    description:
      'By the very name and birth, in cases that the officer reads. The look is noted and counted, whatever it finds.',
    parameters: [HEADERS.language],
    requestBody: body(
      {
        name: { type: 'string', minLength: 1, maxLength: 200 },
        born: ref('person.facts/properties/born'),
        purpose: WHY,
      },
      ['name', 'born'],
    ),
    responses: answers('write', { 200: 'People' }),
    'x-facts': Object.keys(NAME_FACTS),
  }
}

function numbering(procedure: Procedure): object {
  const roles = unreadRoles(procedure)
  return {
    ...operation(procedure.name, 'number', 'A case by its number, for those who act in it without reading it'),
    description: `By ${roles.join(', ') || 'nobody'}: its id and its event, and nothing of what is in it.`,
    parameters: [NUMBER, HEADERS.language],
    responses: answers('read', { 200: 'Numbered' }),
    'x-roles': roles,
  }
}

function readingSpeakers(name: string): object {
  return {
    ...operation(name, 'speakers', 'Officers who speak for the person'),
    parameters: [CASE, HEADERS.language],
    responses: answers('read', { 200: 'Speakers' }),
  }
}

function naming(procedure: Procedure, what: string, of: object): object {
  const named = Object.entries(procedure.reads).flatMap(([role, reads]) =>
    reads?.putOnBy === undefined ? [] : [`${role} by ${reads.putOnBy.join(', ')}`],
  )
  return {
    ...operation(procedure.name, what, 'Put an officer on the case who speaks for the person, or end it'),
    description: `Who is put on by whom: ${named.join('; ') || 'nobody'}. Putting on is a serious act, ending is none.`,
    parameters: [of, HEADERS.signature, HEADERS.language],
    requestBody: body(
      {
        officer: said(uuid, 'Account of the officer.'),
        role: { type: 'string', enum: [...OFFICER_ROLES] },
        act: { type: 'string', enum: ['put', 'end'], default: 'put' },
      },
      ['officer', 'role'],
    ),
    responses: answers('write', { 200: 'Speaker' }),
  }
}

function confirming(name: string): object {
  return {
    ...operation(name, 'confirm', 'Confirm what somebody else proposed: it is done'),
    description: 'Judged anew on the case as it is now. The second is never the first.',
    parameters: [CASE, PROPOSAL, ...ACTING, HEADERS.signature],
    requestBody: body(EXPECTED, []),
    responses: answers('act', { 200: 'Done' }),
  }
}

function declining(name: string): object {
  return {
    ...operation(name, 'decline', 'Decline what was proposed, or take back one’s own'),
    parameters: [CASE, PROPOSAL, HEADERS.language],
    requestBody: body({ purpose: WHY }, []),
    responses: answers('write', { 200: 'Declined' }),
  }
}

function acknowledging(name: string): object {
  return {
    ...operation(name, 'acknowledge', 'Say that a notice was read: an alarm is raised no more'),
    parameters: [NOTICE, HEADERS.language],
    requestBody: body({}, []),
    responses: answers('write', { 200: 'Acknowledged' }),
  }
}
