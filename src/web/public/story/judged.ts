/** Four voices side by side, never merged: the State, the human rights institution, civil society, the Committee. */
import { html } from 'hono/html'
import type { Assessor, ShownAssessment, Story } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { andMore, shortened } from '../../parts/bounded.ts'
import { demonstrationMark } from '../../parts/list.ts'
import type { Section } from '../../parts/summary.ts'

const VOICES: readonly Assessor[] = ['state', 'nhri', 'civil-society', 'committee']

/** Of each voice, the newest; and letters of one's reasons. */
const [MOST, LONGEST] = [3, 600]

export function judged(exchange: Exchange, { assessments, obligation }: Story): Section {
  const { t, named } = exchange.texts
  return {
    id: 'judged',
    heading: t('story.judged'),
    body: html`<p class="govuk-body">${t('story.judged-help')}</p><div class="ob-voices">${VOICES.map(
      (voice) =>
        html`<section class="ob-voice" aria-labelledby="voice-${voice}"><h3 class="govuk-heading-s" id="voice-${voice}">${named(`assessor.${voice}`)}</h3>${
          assessments[voice].length === 0
            ? html`<p class="govuk-hint">${t('assessment.none')}</p>`
            : html`${assessments[voice].slice(0, MOST).map((one) => said(exchange, one))}${andMore(exchange, assessments[voice].length - MOST)}`
        }</section>`,
    )}</div>${wholeWords(exchange, obligation.code)}`,
  }
}

/** Where all of it stands uncut. */
function wholeWords(exchange: Exchange, code: string): Html {
  return html`<p class="govuk-body"><a class="govuk-link" href="/obligations/${encodeURIComponent(code)}/words">${exchange.texts.t('words.whole')}</a></p>`
}

function said(exchange: Exchange, one: ShownAssessment): Html {
  const { t, named, day } = exchange.texts
  const colour = { A: 'green', B: 'blue', C: 'red', D: 'red', E: 'red', none: 'grey' }[one.grade]
  return html`<div class="ob-said"><p class="govuk-body govuk-!-margin-bottom-1"><strong class="govuk-tag govuk-tag--${colour}">${named(`grade.${one.grade}`)}</strong></p><p class="govuk-body govuk-!-margin-bottom-1" dir="auto">${shortened(one.reasons, LONGEST)}</p><p class="ob-code">${one.by === null ? '' : html`${one.by} · `}${day(one.given_on)}${one.source === null ? '' : html` · ${t('form.assessment.source')}: ${one.source}`}${one.audience === 'public' ? '' : html` · ${named(`audience.${one.audience.split(':')[0]}`)}`}${demonstrationMark(exchange, one.demonstration)}</p></div>`
}
