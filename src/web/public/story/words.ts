/** Everything that was said of an obligation, whole: assessments, claims and their answers, a few texts a page. */
import { html } from 'hono/html'
import { assessmentsOf, findObligation, validationsOf } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { withQuery } from '../../parts/list.ts'
import { page } from '../../parts/page.ts'
import { emptyState } from '../../parts/summary.ts'
import { dayOf } from '../moves.ts'

/** Texts of up to 10,000 letters each: four of them keep a page under its weight. */
const ON_A_PAGE = 4

interface Said {
  readonly by: string
  readonly on: string
  readonly text: string
}

export async function wordsPage(exchange: Exchange): Promise<Html> {
  const { t, day } = exchange.texts
  const code = exchange.context.req.param('code') ?? ''
  const { obligation, said } = await exchange.read(async (tx) => {
    const obligation = await findObligation(tx, code, exchange.today)
    return {
      obligation,
      said: all(exchange, await assessmentsOf(tx, obligation.id), await validationsOf(tx, obligation.id)),
    }
  })
  const pages = Math.max(1, Math.ceil(said.length / ON_A_PAGE))
  const asked = Number(exchange.query('page') ?? 1)
  const shown = Number.isInteger(asked) && asked >= 1 && asked <= pages ? asked : 1
  const links = Array.from({ length: pages }, (_, index) =>
    index + 1 === shown
      ? html`<strong aria-current="page">${shown}</strong> `
      : html`<a class="govuk-link" href="${withQuery(exchange, { page: String(index + 1) })}">${index + 1}</a> `,
  )
  return page(exchange, {
    title: t('words.title', { code }),
    trail: [
      { href: '/obligations', text: t('nav.obligations') },
      { href: `/obligations/${encodeURIComponent(code)}`, text: code },
    ],
    body: [
      html`<p class="govuk-body-l">${obligation.summary}</p>`,
      said.length === 0 ? emptyState(t('words.none')) : '',
      ...said
        .slice((shown - 1) * ON_A_PAGE, shown * ON_A_PAGE)
        .map(
          (one) =>
            html`<section class="ob-section"><h2 class="govuk-heading-s">${one.by} · ${day(one.on)}</h2><p class="govuk-body ob-quote" dir="auto">${one.text}</p></section>`,
        ),
      pages === 1 ? '' : html`<nav class="govuk-body" aria-label="${t('site.pages')}">${links}</nav>`,
    ],
  })
}

function all(
  exchange: Exchange,
  assessments: Awaited<ReturnType<typeof assessmentsOf>>,
  validations: Awaited<ReturnType<typeof validationsOf>>,
): readonly Said[] {
  const { t, named } = exchange.texts
  return [
    ...Object.values(assessments)
      .flat()
      .map((one) => ({
        by: [named(`assessor.${one.assessor}`), one.by, named(`grade.${one.grade}`)]
          .filter((part) => part !== null)
          .join(' · '),
        on: one.given_on,
        text: one.reasons,
      })),
    ...validations.flatMap((one): Said[] => [
      { by: t('claim.claimed'), on: dayOf(exchange, one.claimed_at), text: one.statement },
      ...(one.answer === null || one.answered_at === null || one.reasons === null
        ? []
        : [{ by: named(`claim.${one.answer}`), on: dayOf(exchange, one.answered_at), text: one.reasons }]),
    ]),
  ].toSorted((a, b) => b.on.localeCompare(a.on))
}
