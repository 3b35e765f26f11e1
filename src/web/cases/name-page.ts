/** Who the person of a case is: apart from the case, each look recorded, for those whose task needs it. */

import { html } from 'hono/html'
import { nameOf, Refused, recordPerson, type Shown } from '../../register/index.ts'
import { StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import * as controls from '../parts/controls.ts'
import { hiddenToken } from '../parts/fields.ts'
import { page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { emptyState, summaryList } from '../parts/summary.ts'
import { caseIdIn } from './case-page.ts'
import { wordsFor } from './declared-text.ts'
import { purposeOf } from './purposes.ts'
import { procedureHere } from './worked-here.ts'

interface Typed {
  readonly name: string
  readonly latin: string
  readonly born: string
}

const NOTHING: Typed = { name: '', latin: '', born: '' }

export async function namePage(exchange: Exchange): Promise<Html> {
  const known = await nameOf(exchange.register, exchange.officer(), ofCase(exchange))
  return shown(exchange, known, { typed: typedFrom(known), problems: [] })
}

export async function writeName(exchange: Exchange): Promise<Response | Html> {
  const { context, register } = exchange
  const posted = await context.req.parseBody()
  const text = (name: string) => (typeof posted[name] === 'string' ? posted[name].trim() : '')
  const typed = { name: text('name'), latin: text('latin'), born: text('born') }
  const of = ofCase(exchange)
  try {
    await recordPerson(register, exchange.officer(), {
      ...of,
      key: text('key'),
      after: Number(text('after')) || 0,
      given: {
        names: [
          { name: typed.name, kind: 'own' },
          ...(typed.latin === '' ? [] : [{ name: typed.latin, kind: 'latin' }]),
        ],
        ...(typed.born === '' ? {} : { born: typed.born }),
      },
    })
    return context.redirect(`/cases/${of.procedure}/${of.caseId}?done=case.named`, 303)
  } catch (error) {
    const problems = problemsOf(exchange, error)
    context.status(422)
    return shown(exchange, await nameOf(register, exchange.officer(), of), { typed, problems })
  }
}

function problemsOf({ texts }: Exchange, error: unknown): readonly string[] {
  if (error instanceof Refused) return error.refusals.map(({ rule, params }) => texts.named(`problem.${rule}`, params))
  if (error instanceof StepRefused) return [texts.named(`refused.${error.rule}`, error.data)]
  throw error
}

function ofCase(exchange: Exchange) {
  const procedure = procedureHere(exchange).name
  return { procedure, caseId: caseIdIn(exchange), purpose: purposeOf(exchange) }
}

function typedFrom(known: Shown | null): Typed {
  if (known === null) return NOTHING
  const { names, born = '' } = known.record
  return { name: names[0]?.name ?? '', latin: names.find(({ kind }) => kind === 'latin')?.name ?? '', born }
}

interface Said {
  readonly typed: Typed
  readonly problems: readonly string[]
}

function shown(exchange: Exchange, known: Shown | null, { typed, problems }: Said): Html {
  const { t } = exchange.texts
  const { procedure, caseId } = ofCase(exchange)
  return page(exchange, {
    title: t('cases.name'),
    trail: [
      { href: '/cases', text: t('cases.title') },
      { href: `/cases/${procedure}`, text: wordsFor(exchange, procedure).title },
      { href: `/cases/${procedure}/${caseId}`, text: t('cases.this') },
    ],
    body: html`<p class="govuk-body">${t('cases.name-help')}</p>
${problems.length === 0 ? '' : refusedNotice(exchange.texts, problems)}
${known === null ? emptyState(t('cases.name-none')) : summaryList(known.record.names.map(({ name }) => [t('cases.name'), html`<span dir="auto">${name}</span>`]))}
<form class="ob-form" method="post" novalidate>${hiddenToken(exchange)}<input type="hidden" name="key" value="${crypto.randomUUID()}"><input type="hidden" name="after" value="${known?.no ?? 0}">
${field('name', t('cases.name-whole'), typed.name)}${field('latin', `${t('cases.name-latin')} ${t('form.optional')}`, typed.latin)}${field('born', `${t('cases.name-born')} ${t('form.optional')}`, typed.born)}
<button class="govuk-button">${t('cases.name-write')}</button></form>`,
  })
}

function field(name: string, label: string, value: string): Html {
  const control: controls.Control = { name, label, described: '', messages: html``, wrong: 'right' }
  return controls.group(control, controls.input(control, { type: 'text', value, autocomplete: 'off' }))
}
