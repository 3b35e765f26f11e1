/** An officer's day: what is due first in every procedure of the role, and what may be opened. */
import { html } from 'hono/html'
import { openStates, type Procedure } from '../../procedures/index.ts'
import { countByState, listedFor, openingFor, queue } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { officeName } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { emptyState, sections } from '../parts/summary.ts'
import { byNumberLinks } from './by-number.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { noticesLink } from './notices.ts'
import { queueTable } from './queue-table.ts'
import { isWorkedHere } from './worked-here.ts'

const FIRST = 10
/** Read to find those: what is over and owes nothing is left to the whole list. */
const READ = 40

export async function casesHome(exchange: Exchange): Promise<Html> {
  const { texts, register } = exchange
  const who = exchange.officer()
  const listed = listedFor(register, who).filter(isWorkedHere)
  const opens = register.procedures.filter(
    (procedure) => isWorkedHere(procedure) && openingFor(register, who, procedure) !== null,
  )
  const parts = await Promise.all(
    listed.map(async (procedure) => ({
      procedure,
      rows: (await queue(register, who, { procedure: procedure.name, limit: READ }))
        .filter(({ dueAt, state }) => dueAt !== null || openStates(procedure).includes(state))
        .slice(0, FIRST),
      counts: await countByState(register, who, procedure.name),
    })),
  )
  const byNumber = byNumberLinks(exchange)
  return page(exchange, {
    title: texts.t('cases.title'),
    body: html`${doneBanner(exchange)}<p class="govuk-body">${texts.t('cases.acting-as', { role: texts.named(`agency-role.${who.role}`), office: officeName(exchange, who.office) })}</p>
${await noticesLink(exchange)}
${opens.length === 0 ? '' : html`<p class="ob-actions">${opens.map((procedure) => openLink(exchange, procedure))}</p>`}
${byNumber}
${listed.length === 0 && opens.length === 0 && byNumber === '' ? emptyState(texts.t('cases.nothing-here')) : ''}
${sections(
  parts.map(({ procedure, rows, counts }) => ({
    id: procedure.name,
    heading: wordsFor(exchange, procedure.name).title,
    body: [
      rows.length === 0 ? emptyState(texts.t('cases.none')) : queueTable(exchange, procedure, rows),
      html`<p class="govuk-body"><a class="govuk-link" href="/cases/${procedure.name}">${texts.t('cases.all', { count: Object.values(counts).reduce((sum, n) => sum + n, 0) })}</a></p>`,
    ],
  })),
)}`,
  })
}

function openLink(exchange: Exchange, { name }: Procedure): Html {
  return html`<a class="govuk-button" href="/cases/${name}/open">${declaredText(wordsFor(exchange, name).steps.open?.button ?? exchange.texts.t('cases.open'))}</a> `
}
