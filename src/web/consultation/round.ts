/** Rounds: the list of them, one with its contributions and answers, and the draft that it puts out. */
import { html } from 'hono/html'
import {
  type Contribution,
  contributions,
  mayContribute,
  mayRunRounds,
  type Round,
  round,
  rounds,
} from '../../obligations/consultation/index.ts'
import { assembleFor, contentOf, subjectOfRound, toHtmlPages } from '../../reports/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { demonstrationMark, dueText, pageLinks, pageOf, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'
import { summaryList } from '../parts/summary.ts'
import { viewOf } from '../reports/pages.ts'

export async function roundsPage(exchange: Exchange): Promise<Html> {
  const { t, day, number } = exchange.texts
  const all = await exchange.read((tx) => rounds(tx, { asOf: exchange.today }))
  return page(exchange, {
    title: t('nav.consultations'),
    body: [
      html`${doneBanner(exchange)}<p class="govuk-body">${t('consultation.explained')}</p>`,
      mayRunRounds(exchange.viewer)
        ? html`<p><a class="govuk-button" href="/consultations/new">${t('consultation.open-one')}</a></p>`
        : '',
      all.length === 0
        ? html`<p class="govuk-body">${t('consultation.none')}</p>`
        : table(
            t('nav.consultations'),
            [
              { heading: t('consultation.round') },
              { heading: t('consultation.standing') },
              { heading: t('consultation.days') },
              { heading: t('consultation.contributions'), numeric: true },
              { heading: t('consultation.unanswered'), numeric: true },
            ],
            all.map((one) => [
              html`<a class="govuk-link" href="/consultations/${one.id}">${one.title}</a>${demonstrationMark(exchange, one.demonstration)}`,
              standing(exchange, one),
              html`${day(one.opensOn)} – ${one.standing === 'open' ? dueText(exchange, one.closesOn) : day(one.closesOn)}`,
              number(one.contributions),
              number(one.unanswered),
            ]),
          ),
    ],
  })
}

const COLOURS = { 'not-open-yet': 'grey', open: 'green', closed: 'blue' } as const

function standing(exchange: Exchange, one: Round): Html {
  return html`<strong class="govuk-tag govuk-tag--${COLOURS[one.standing]}">${exchange.texts.named(`consultation.standing.${one.standing}`)}</strong>`
}

export async function roundPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { limit, offset } = pageOf(exchange)
  const { one, said } = await exchange.read(async (tx) => ({
    one: await round(tx, id, { asOf: exchange.today }),
    said: await contributions(tx, { round: id, limit, offset }),
  }))
  return page(exchange, {
    title: one.title,
    trail: [{ href: '/consultations', text: t('nav.consultations') }],
    body: [
      html`${doneBanner(exchange)}`,
      facts(exchange, one),
      actions(exchange, one),
      html`<h2 class="govuk-heading-m">${t('consultation.said')}</h2>`,
      said.rows.length === 0
        ? html`<p class="govuk-body">${t('consultation.nothing-said')}</p>`
        : html`${said.rows.map((contribution) => shown(exchange, contribution))}`,
      html`${pageLinks(exchange, said.total)}`,
    ],
  })
}

function facts(exchange: Exchange, one: Round): Html {
  const { t, day, number } = exchange.texts
  const rows: readonly (readonly [string, Html | string])[] = [
    [t('consultation.standing'), html`${standing(exchange, one)}${demonstrationMark(exchange, one.demonstration)}`],
    [t('consultation.opens'), day(one.opensOn)],
    [t('consultation.closes'), one.standing === 'closed' ? day(one.closesOn) : dueText(exchange, one.closesOn)],
    ...(one.answersDueOn === null
      ? []
      : [[t('consultation.answers-due'), dueText(exchange, one.answersDueOn, one.unanswered === 0)] as const]),
    [t('consultation.unanswered'), number(one.unanswered)],
  ]
  return summaryList(rows)
}

function actions(exchange: Exchange, one: Round): Html {
  const { t } = exchange.texts
  const { viewer } = exchange
  const address = `/consultations/${one.id}`
  const mayRead = viewer.account !== null && one.standing !== 'not-open-yet'
  return html`<p>${mayRead ? html`<a class="govuk-button govuk-button--secondary" href="${address}/draft">${t('consultation.read-draft')}</a> ` : ''}${mayContribute(viewer) && one.standing === 'open' ? html`<a class="govuk-button" href="${address}/contribute">${t('consultation.contribute')}</a> ` : ''}${mayRunRounds(viewer) ? html`<a class="govuk-button govuk-button--secondary" href="${address}/change">${t('consultation.change')}</a>` : ''}</p>${viewer.account === null ? html`<p class="govuk-body">${t('consultation.sign-in')}</p>` : ''}`
}

function shown(exchange: Exchange, said: Contribution): Html {
  const { t, named, moment } = exchange.texts
  const about =
    said.obligation === null
      ? t('consultation.whole')
      : html`<a class="govuk-link" href="/obligations/${encodeURIComponent(said.obligation)}">${said.obligation}</a>`
  return html`<section class="ob-contribution" id="c${said.id}" aria-label="${said.organizationName}"><h3 class="govuk-heading-s govuk-!-margin-bottom-1" dir="auto">${said.organizationName}</h3><p class="govuk-body-s govuk-hint">${moment(said.givenAt)} · ${about} · ${named(`consultation.audience.${said.audience}`)}${demonstrationMark(exchange, said.demonstration)}</p><blockquote class="govuk-body ob-quote" dir="auto">${said.body}</blockquote>${answered(exchange, said)}</section>`
}

function answered(exchange: Exchange, said: Contribution): Html | string {
  const { t, named, moment } = exchange.texts
  if (said.audience === 'committee') return ''
  const link = mayRunRounds(exchange.viewer)
    ? html`<p class="govuk-body"><a class="govuk-link" href="/consultations/${said.round}/contributions/${said.id}/answer">${t(said.answer === null ? 'consultation.answer' : 'consultation.change-answer')}</a></p>`
    : ''
  if (said.answer === null) return html`<p class="govuk-body ob-doubt">${t('consultation.no-answer')}</p>${link}`
  return html`<div class="govuk-inset-text"><p class="govuk-body govuk-!-margin-bottom-1"><strong>${t('consultation.the-answer')}: ${named(`consultation.taken-up.${said.answer.takenUp}`)}</strong></p><div class="ob-lines" dir="auto">${said.answer.text}</div><p class="govuk-body-s govuk-hint">${said.answer.by}, ${moment(said.answer.at)}</p></div>${link}`
}

/** The version that was put out, as it stands on paper; later edits are not in it. */
export async function draftPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const id = exchange.context.req.param('id') ?? ''
  const { one, papers, language } = await exchange.read(async (tx) => {
    const one = await round(tx, id, { asOf: exchange.today })
    const subject = await subjectOfRound(tx, id)
    const content = await contentOf(tx, subject.id, subject.number)
    return {
      one,
      papers: toHtmlPages(await assembleFor(tx, subject, content, viewOf(exchange))),
      language: subject.language,
    }
  })
  const number = Math.min(papers.length, pageOf(exchange).number)
  return page(exchange, {
    title: t('consultation.draft-of', { round: one.title }),
    trail: [
      { href: '/consultations', text: t('nav.consultations') },
      { href: `/consultations/${id}`, text: one.title },
    ],
    body: [
      html`<div class="govuk-inset-text">${t('consultation.draft-note', { number: one.number })}</div>`,
      html`<div lang="${language}">${papers[number - 1] ?? ''}</div>`,
      papers.length > 1
        ? html`<nav class="govuk-pagination" aria-label="${t('site.pages')}">${papers.map((_, index) => html`<a class="govuk-link govuk-!-padding-2" href="/consultations/${id}/draft?page=${index + 1}"${index + 1 === number ? html` aria-current="page"` : ''}>${index + 1}</a> `)}</nav>`
        : '',
    ],
  })
}
