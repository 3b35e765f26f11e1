/**
 * Two people changed the same thing: what the second typed beside what the first saved, one choice a field that
 * differs. The writer's own stands chosen, so that nothing is lost by not reading.
 */
import { diffWordsWithSpace } from 'diff'
import { html } from 'hono/html'
import type { Exchange, Html } from './exchange.ts'
import type { Posted } from './form-route.ts'
import { asText, type FormSpec, type FormValues, fieldName, hidden, hiddenToken, shownValue } from './parts/fields.ts'
import { type PageContent, page } from './parts/page.ts'

export interface TwoVersions extends Pick<PageContent, 'title' | 'trail'> {
  /** As the form sent it. */
  readonly mine: FormValues
  /** As it stands now, under the names of the form's fields. */
  readonly theirs: FormValues
}

/** The page on which the writer chooses, field by field, and then saves or goes on writing. */
export function conflictPage(exchange: Exchange, spec: FormSpec, versions: TwoVersions): Html {
  const { t } = exchange.texts
  const { mine, theirs } = versions
  const differing = differingFields(spec, versions)
  const same = Object.keys(spec.schema.shape).filter((name) => name !== 'version' && !differing.includes(name))
  const body = html`<div class="govuk-error-summary" role="alert" tabindex="-1" autofocus><h2 class="govuk-error-summary__title">${t('form.conflict')}</h2><p class="govuk-body">${t(differing.length === 0 ? 'form.conflict-same' : 'form.conflict-help')}</p></div>
<form class="ob-form" method="post" action="${exchange.context.req.path}"${spec.file === undefined ? '' : html` enctype="multipart/form-data"`} novalidate>${hiddenToken(exchange)}${hidden('version', theirs.version)}
${same.map((name) => (mine[name] === undefined ? '' : hidden(name, mine[name])))}
${differing.map((name) => choice(exchange, spec, name, versions))}
<div class="govuk-button-group"><button class="govuk-button">${t('form.save-chosen')}</button><button class="govuk-button govuk-button--secondary" name="edit" value="yes">${t('form.edit-chosen')}</button></div></form>`
  return page(exchange, { ...versions, titlePrefix: t('form.error'), body })
}

/** What was chosen of two versions, as if it had been typed. Anything else passes as it came. */
export function chosen(posted: Posted): Posted {
  const kept = Object.entries(posted).filter(([name]) => !name.startsWith('keep-') && !name.startsWith('theirs-'))
  const taken = Object.entries(posted)
    .filter(([name, value]) => name.startsWith('keep-') && value === 'theirs')
    .map(([name]) => name.slice('keep-'.length))
    .map((name): [string, Posted[string]] => [name, posted[`theirs-${name}`] ?? ''])
  return { ...Object.fromEntries(kept), ...Object.fromEntries(taken) }
}

function differingFields(spec: FormSpec, { mine, theirs }: TwoVersions): readonly string[] {
  return Object.keys(spec.schema.shape).filter(
    (name) => !spec.hidden?.includes(name) && name in theirs && canonical(mine[name]) !== canonical(theirs[name]),
  )
}

/** The order of ticks and the ends of lines are no difference. */
function canonical(value: unknown): string {
  return Array.isArray(value) ? value.map(String).toSorted().join('\n') : asText(value).replaceAll('\r\n', '\n').trim()
}

function choice(exchange: Exchange, spec: FormSpec, name: string, { mine, theirs }: TwoVersions): Html {
  const { t } = exchange.texts
  const shown = (value: unknown) => shownValue(exchange.texts, spec, name, value)
  const compare = spec.long?.includes(name) ? wordByWord : asAWhole
  const [own, other] = compare(shown(mine[name]), shown(theirs[name]))
  const option = (which: 'mine' | 'theirs', text: string, shown: Html | string) =>
    html`<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" id="keep-${name}-${which}" name="keep-${name}" value="${which}"${which === 'mine' ? html` checked` : ''} aria-describedby="shown-${name}-${which}"><label class="govuk-label govuk-radios__label" for="keep-${name}-${which}">${text}</label><div class="ob-version ob-diff" id="shown-${name}-${which}" dir="auto">${shown === '' ? html`<em>${t('form.nothing')}</em>` : shown}</div></div>`
  return html`<fieldset class="govuk-fieldset govuk-form-group ob-versions"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${fieldName(exchange.texts, spec, name)}</legend><div class="govuk-radios">${option('mine', t('form.yours'), own)}${option('theirs', t('form.theirs'), other)}</div></fieldset>${hidden(name, mine[name])}${hidden(`theirs-${name}`, theirs[name])}`
}

/** A name or a day differs as a whole. */
function asAWhole(own: string, other: string): [Html | string, Html | string] {
  return [own === '' ? '' : html`<ins>${own}</ins>`, other === '' ? '' : html`<del>${other}</del>`]
}

/** Both texts, each with the words that only it has marked. */
function wordByWord(own: string, other: string): [Html | string, Html | string] {
  if (own === '' || other === '') return [own, other]
  const parts = diffWordsWithSpace(other, own)
  return [
    html`${parts.filter(({ removed }) => !removed).map(({ added, value }) => (added ? html`<ins>${value}</ins>` : value))}`,
    html`${parts.filter(({ added }) => !added).map(({ removed, value }) => (removed ? html`<del>${value}</del>` : value))}`,
  ]
}
