/** Drafting conventions of bodies and decades, each in an invented document: what is asked, of what kind each paragraph is, and by when. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { UnDocument } from '../model.ts'
import { readText } from '../readers/text.ts'
import { interpret } from './interpret.ts'

interface Convention {
  readonly file: string
  readonly shows: string
  readonly recommendations: string
  /** Number and first letter of the kind, "+" for praise. */
  readonly kinds: string
  readonly adoptedOn: string | null
  readonly meetings: string
  /** The day, then the paragraphs. */
  readonly followUp: string | null
  /** The number, then the day. */
  readonly nextReport: string | null
}

const CONVENTIONS: readonly Convention[] = [
  {
    file: 'ccpr-2030',
    shows: 'the Human Rights Committee today: “should” with a list that goes two deep, and a predictable review cycle',
    recommendations: '5 5(a) 5(b)(i) 5(b)(ii) 6 7 8 9',
    kinds: '1p 2p 3+ 4c 5r 6r 7r 8r 9r',
    adoptedOn: '2030-03-20',
    meetings: '4000 4001',
    followUp: '2033-03-24 5 6',
    nextReport: 'sixth null',
  },
  {
    file: 'ccpr-1995',
    shows: 'the Human Rights Committee in 1995: suggestions and recommendations in a chapter of their own',
    recommendations: '7 8 9 10',
    kinds: '1p 2p 3c 4+ 5c 6c 7r 8r 9r 10r',
    adoptedOn: '1995-07-27',
    meetings: '1400 1401 1402',
    followUp: null,
    nextReport: null,
  },
  {
    file: 'cerd-annual-report',
    shows: 'a chapter of an annual report, whose paragraphs go on from 301',
    recommendations: '305 306 308',
    kinds: '301p 302p 303+ 304c 305r 306r 307c 308r',
    adoptedOn: '1998-08-14',
    meetings: '1200 1201',
    followUp: null,
    nextReport: 'null 1999-01-04',
  },
  {
    file: 'cedaw-2006',
    shows: 'the Committee on women in 2006: concern and request in one paragraph, two reports in one',
    recommendations: '4 6 7 8 9',
    kinds: '1p 2p 3+ 4r 5c 6r 7m 8m 9r',
    adoptedOn: null,
    meetings: '700 701',
    followUp: null,
    nextReport: 'seventh and eighth 2012-12-31',
  },
  {
    file: 'crc-2030',
    shows: 'the Committee on children today: urgent measures, targets, a date that comes later',
    recommendations: '4(a) 4(b) 6 6(a) 6(b) 7 8 10',
    kinds: '1p 2+ 3p 4r 5c 6r 7r 8r 9p 10r',
    adoptedOn: '2030-05-20',
    meetings: '2900',
    followUp: null,
    nextReport: 'eighth and ninth null',
  },
  {
    file: 'cat-2029',
    shows: 'the Committee against Torture today: “including by ensuring”, follow-up in brackets',
    recommendations: '6 6(a) 6(b) 7(a) 7(b) 8 9 10 11 12',
    kinds: '1p 2p 3+ 4c 5c 6r 7r 8m 9r 10r 11r 12r',
    adoptedOn: '2029-11-27',
    meetings: '2000 2003',
    followUp: '2030-12-01 7(a) 8',
    nextReport: 'fifth 2033-12-01',
  },
  {
    file: 'cescr-1998',
    shows: 'the Committee on economic rights in 1998: wishes to receive, would appreciate receiving',
    recommendations: '6 7 8 9 10',
    kinds: '1p 2p 3+ 4c 5c 6r 7r 8r 9r 10r',
    adoptedOn: '1998-12-01',
    meetings: '38 39 40',
    followUp: null,
    nextReport: null,
  },
  {
    file: 'crpd-2030',
    shows: 'the Committee on disability today: chapters named after articles',
    recommendations: '4(a) 4(b) 6 8(a) 8(b) 10 11',
    kinds: '1p 2+ 3c 4r 5c 6r 7c 8r 9p 10r 11r',
    adoptedOn: '2030-03-29',
    meetings: '500 501',
    followUp: null,
    nextReport: 'second to fourth 2036-04-15',
  },
  {
    file: 'ced-additional',
    shows: 'additional information: a request with “and that”, a list run on in one line',
    recommendations: '4 4(a) 4(b) 5(a) 5(b) 5(c) 6 7',
    kinds: '1p 2p 3c 4r 5r 6r 7r',
    adoptedOn: '2030-03-28',
    meetings: '700',
    followUp: '2033-03-28 4 5(a) 5(b) 5(c)',
    nextReport: null,
  },
  {
    file: 'bullets-and-afterwords',
    shows: 'bullets, a request after concerns, words after the last item',
    recommendations: '2 3 4(a) 4(b)',
    kinds: '1p 2r 3m 4r',
    adoptedOn: '2030-05-12',
    meetings: '700',
    followUp: null,
    nextReport: null,
  },
  {
    file: 'hyphen-points',
    shows: 'points behind hyphens, which nobody can cite, stay with what they belong to',
    recommendations: '3(a) 3(b) 4',
    kinds: '1p 2c 3r 4r',
    adoptedOn: '2030-05-12',
    meetings: '700',
    followUp: null,
    nextReport: null,
  },
  {
    file: 'spt-2029',
    shows: 'a visit of the Subcommittee',
    recommendations: '2 3 5 7 8',
    kinds: '1p 2r 3r 4c 5r 6p 7r 8r',
    adoptedOn: null,
    meetings: '',
    followUp: null,
    nextReport: null,
  },
  {
    file: 'upr-three-lists',
    shows: 'a review with three answers',
    recommendations: '6.1 6.2 6.3 7.1 7.2 8.1',
    kinds: '1p 2p 3p 4p 5p 6r 7r 8r 9p',
    adoptedOn: '2030-11-13',
    meetings: '7',
    followUp: null,
    nextReport: null,
  },
  {
    file: 'upr-first-cycle',
    shows: 'an early review: lists numbered 1, 2, 3 and lettered',
    recommendations: '3.1 3.2 3.3 4(a) 4(b)',
    kinds: '1p 2p 3r 4r 5p',
    adoptedOn: null,
    meetings: '5',
    followUp: null,
    nextReport: null,
  },
  {
    file: 'web-copy',
    shows: 'a copy of a web page, labels glued to words',
    recommendations: '4 5(a) 5(b) 6 7',
    kinds: '1p 2p 3+ 4m 5m 6r 7r',
    adoptedOn: '2013-05-29',
    meetings: '1152 1155',
    followUp: '2014-05-31 4 5(a)',
    nextReport: 'third 2017-05-31',
  },
  {
    file: 'labels-on-their-own-lines',
    shows: 'text taken out of a PDF, each label on its own line',
    recommendations: '4(a) 4(b)',
    kinds: '1p 2p 3+ 4m',
    adoptedOn: '2015-08-26',
    meetings: '2375 2376',
    followUp: null,
    nextReport: null,
  },
]

const LETTERS = { procedural: 'p', positive: '+', concern: 'c', recommendation: 'r', mixed: 'm' }

function readingOf(document: UnDocument): Omit<Convention, 'file' | 'shows'> {
  const { followUp, nextReport } = document
  return {
    recommendations: document.recommendations.map(({ id }) => id).join(' '),
    kinds: document.paragraphs.map(({ number, kind }) => `${number}${LETTERS[kind]}`).join(' '),
    adoptedOn: document.adoptedOn,
    meetings: document.meetings.join(' '),
    followUp: followUp === null ? null : [followUp.dueOn, ...followUp.paragraphs].join(' '),
    nextReport: nextReport === null ? null : `${nextReport.number} ${nextReport.dueOn}`,
  }
}

for (const { file, shows, ...expected } of CONVENTIONS) {
  test(shows, () => {
    const text = readFileSync(new URL(`./fixtures/conventions/${file}.txt`, import.meta.url), 'utf8')
    assert.deepEqual(readingOf(UnDocument.parse(interpret(readText(text)))), expected)
  })
}
