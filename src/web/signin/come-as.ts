/** "Come as a person": cases of the demonstration whose codes stand here, so that somebody without a post can be tried out. */
import { html } from 'hono/html'
import { caseOfCode, codeInGroups, demonstrationCode } from '../../register/index.ts'
import { comingWith } from '../demonstration-cases.ts'
import type { Exchange, Html } from '../exchange.ts'

/** As whom the country's cases let one come (`comesAs`), the procedure, and the page that takes the code. */
const COMING = [
  { as: 'detained', procedure: 'detention', page: '/case' },
  { as: 'school-mother', procedure: 'school-enrolment', page: '/case' },
  { as: 'complainant', procedure: 'complaint', page: '/complaint/case' },
] as const

/** Those whose case has been played by now; nothing where none has. */
export async function comeAs(exchange: Exchange): Promise<Html | string> {
  const { register, texts } = exchange
  const people = []
  for (const one of COMING) {
    const code = demonstrationCode(one.as)
    const coming = await comingWith(one.procedure, code)
    if ((await caseOfCode(register, coming.code)) !== null) people.push({ ...one, code })
  }
  if (people.length === 0) return ''
  return html`<h2 class="govuk-heading-m">${texts.t('sign-in.people')}</h2><p class="govuk-body">${texts.t('sign-in.people-help')}</p><ul class="govuk-list">${people.map(
    ({ as, page, code }) =>
      html`<li><a class="govuk-link" href="${page}">${texts.named(`sign-in.come-as.${as}`)}</a><br><code class="ob-code" dir="ltr">${codeInGroups(code)}</code></li>`,
  )}</ul>`
}
