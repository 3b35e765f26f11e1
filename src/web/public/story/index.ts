/** One obligation with its whole story on one page, beginning with what is missing and who is next. */
import { html } from 'hono/html'
import { obligationStory, partsIn, type Story } from '../../../obligations/index.ts'
import { reportsOn } from '../../../reports/index.ts'
import { together } from '../../../store/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { chapterName } from '../../parts/names.ts'
import { doneBanner, page } from '../../parts/page.ts'
import { contents, type Section, sections } from '../../parts/summary.ts'
import { answeringSafeguards } from '../../safeguards/index.ts'
import { type LateFigures, lateFigures } from '../../statistics/index.ts'
import { storyActions } from '../story-actions.ts'
import { asked, decided, neighbours } from './asked.ts'
import { claims, moves } from './completion.ts'
import { figures } from './figures.ts'
import { facts, standing } from './head.ts'
import { judged } from './judged.ts'
import { deadlines, recent, reports } from './owed.ts'
import { people } from './people.ts'
import { plan } from './plan.ts'
import { proof } from './proof.ts'

export async function storyPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const code = exchange.context.req.param('code') ?? ''
  const { story, quoting, history, late } = await exchange.recall(async (tx) => {
    const story = await obligationStory(tx, code, exchange.today)
    const rest = await together({
      quoting: reportsOn(tx, story.obligation),
      history: recent.of(tx, exchange, story.obligation.id),
      late: lateFigures(exchange, tx),
    })
    return { story, ...rest }
  })
  const { obligation } = story
  const all = [
    ...partsOfStory(exchange, story, late),
    reports(exchange, quoting),
    recent.section(exchange, story, history),
  ]
  const shown = all.filter((section) => section !== null)
  return page(exchange, {
    title: `${code}: ${obligation.summary}`,
    heading: 'none',
    trail: [
      { href: '/obligations', text: t('nav.obligations') },
      {
        href: `/obligations?cluster=${encodeURIComponent(obligation.cluster ?? '')}`,
        text: chapterName(exchange, obligation.cluster),
      },
    ],
    body: [
      html`${doneBanner(exchange)}<span class="govuk-caption-l">${code}</span><h1 class="govuk-heading-l">${obligation.summary}</h1>`,
      standing(exchange, story),
      storyActions(exchange, story, partsIn(story.participations)),
      html`<div class="ob-beside"><div class="ob-beside__menu">${contents(t('story.contents'), shown)}</div><div class="ob-beside__main">${facts(exchange, story)}</div></div>`,
      sections(shown),
    ],
  })
}

function partsOfStory(exchange: Exchange, story: Story, late: LateFigures): readonly (Section | null)[] {
  return [
    asked(exchange, story),
    decided(exchange, story),
    people(exchange, story),
    plan(exchange, story),
    answeringSafeguards(exchange, story.recommendations),
    figures(exchange, story, late),
    proof(exchange, story),
    judged(exchange, story),
    claims(exchange, story),
    moves(exchange, story),
    deadlines(exchange, story),
    neighbours(exchange, story),
  ]
}
