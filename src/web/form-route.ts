/**
 * A form page from one declaration: shown, posted, refused with everything typed kept, and, when somebody else saved
 * first, shown side by side for the writer to choose field by field.
 */
import { html } from 'hono/html'
import type { z } from 'zod'
import { Conflict, Invalid, type Problem, StepRefused } from '../store/index.ts'
import type { Exchange, Html } from './exchange.ts'
import { type FormSpec, type FormValues, fields, hiddenToken, problemSummary } from './parts/fields.ts'
import { doneBanner, type PageContent, page } from './parts/page.ts'
import type { Route, Who } from './route.ts'

export interface FormPage<Schema extends z.ZodObject> extends Omit<FormSpec, 'schema' | 'choices' | 'empty'> {
  readonly path: string
  readonly who: Who
  readonly schema: Schema
  readonly largestBody?: number
  /** What stands in the form at first, and what the page says around it. NotFound where the viewer has no business here. */
  readonly load: (exchange: Exchange) => Promise<FormStart>
  /** Saves and says where to go. Runs its own `exchange.act`. */
  readonly save: (exchange: Exchange, input: z.output<Schema>, posted: Posted) => Promise<string>
}

export interface FormStart {
  readonly title: string
  readonly values: FormValues
  readonly trail?: PageContent['trail']
  readonly choices?: FormSpec['choices']
  /** What the empty choice of a list means, by field: "as the post says". */
  readonly empty?: FormSpec['empty']
  readonly before?: Html
  readonly after?: Html
  /** Text of the button; "Save" unless told. */
  readonly button?: string
}

/** The raw fields as they came; a field sent several times is a list. Files are `File`s. */
export type Posted = Readonly<Record<string, string | File | (string | File)[]>>

/** The two routes, GET and POST, of a form page. */
export function formRoutes<Schema extends z.ZodObject>(form: FormPage<Schema>): Route[] {
  const { path, who } = form
  const sized = form.largestBody === undefined ? {} : { largestBody: form.largestBody }
  return [
    { method: 'GET', path, who, answer: (exchange) => open(exchange, form) },
    { method: 'POST', path, who, ...sized, answer: (exchange) => post(exchange, form) },
  ]
}

/** The form as it stands, or with what was typed when the session had ended: shown again, sent by nobody but the writer. */
async function open<Schema extends z.ZodObject>(exchange: Exchange, form: FormPage<Schema>): Promise<Html> {
  const start = await form.load(exchange)
  const kept = await exchange.keptForm()
  if (kept === null) return show(exchange, form, start)
  const { t } = exchange.texts
  const notice = html`<div class="govuk-notification-banner" role="region" aria-labelledby="kept-title"><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="kept-title">${t('form.kept-title')}</h2></div><div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">${t('form.kept')}</p>${form.file === undefined ? '' : html`<p class="govuk-body">${t('form.kept-file')}</p>`}</div></div>`
  const typed = tidy(kept as Posted, form) // text fields alone were kept
  return show(exchange, form, { ...start, values: { ...start.values, ...typed } }, [], notice)
}

async function post<Schema extends z.ZodObject>(exchange: Exchange, form: FormPage<Schema>): Promise<Response | Html> {
  const posted = await postedFields(exchange)
  const typed = tidy(posted, form)
  try {
    const parsed = form.schema.safeParse(typed)
    if (!parsed.success) throw new Invalid(parsed.error.issues.map(problemOf))
    return exchange.context.redirect(await form.save(exchange, parsed.data, posted), 303)
  } catch (error) {
    if (error instanceof Invalid) return again(exchange, form, { values: typed, problems: error.problems, status: 422 })
    if (error instanceof Conflict) return conflict(exchange, form, typed, error)
    if (error instanceof StepRefused)
      return again(exchange, form, { values: typed, problems: [], status: 409, refusal: error })
    throw error
  }
}

interface Again {
  readonly values: FormValues
  readonly problems: readonly Problem[]
  readonly status: 409 | 422
  readonly refusal?: StepRefused
}

async function again<Schema extends z.ZodObject>(
  exchange: Exchange,
  form: FormPage<Schema>,
  reason: Again,
): Promise<Html> {
  exchange.context.status(reason.status)
  const start = await form.load(exchange)
  const refusal =
    reason.refusal === undefined
      ? ''
      : html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${exchange.texts.t('form.refused')}</h2><p>${exchange.texts.named(`refused.${reason.refusal.rule}`, reason.refusal.data)}</p></div>`
  return show(exchange, form, { ...start, values: { ...start.values, ...reason.values } }, reason.problems, refusal)
}

function show<Schema extends z.ZodObject>(
  exchange: Exchange,
  form: FormPage<Schema>,
  start: FormStart,
  problems: readonly Problem[] = [],
  notice: Html | string = '',
): Html {
  const spec: FormSpec = { ...form, choices: start.choices, empty: start.empty }
  const body = html`${doneBanner(exchange)}${problemSummary(exchange.texts, problems)}${notice}${start.before ?? ''}
<form method="post" action="${exchange.context.req.path}"${form.file === undefined ? '' : html` enctype="multipart/form-data"`} novalidate>${hiddenToken(exchange)}
${fields(exchange, spec, start.values, problems)}
<button class="govuk-button">${start.button ?? exchange.texts.t('form.save')}</button></form>${start.after ?? ''}`
  return page(exchange, { title: start.title, ...(start.trail === undefined ? {} : { trail: start.trail }), body })
}

/** What somebody else saved, beside what was typed; each field keeps the typed value unless the other is chosen. */
async function conflict<Schema extends z.ZodObject>(
  exchange: Exchange,
  form: FormPage<Schema>,
  typed: FormValues,
  error: Conflict,
): Promise<Html> {
  exchange.context.status(409)
  const { t, named } = exchange.texts
  const start = await form.load(exchange)
  const differing = Object.keys(form.schema.shape).filter(
    (name) =>
      name !== 'version' && name in error.current && String(error.current[name] ?? '') !== String(typed[name] ?? ''),
  )
  const said = wordsOf(exchange, form, start)
  const rows = differing.map(
    (name) =>
      html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${named(`form.${form.name}.${name}`)}</th><td class="govuk-table__cell ob-diff"><del>${said(name, error.current[name])}</del></td><td class="govuk-table__cell ob-diff"><ins>${said(name, typed[name])}</ins></td></tr>`,
  )
  const notice = html`<div class="govuk-error-summary" role="alert"><h2 class="govuk-error-summary__title">${t('form.conflict')}</h2><p>${t('form.conflict-help')}</p></div>
<table class="govuk-table"><thead class="govuk-table__head"><tr class="govuk-table__row"><th class="govuk-table__header" scope="col">${t('form.field')}</th><th class="govuk-table__header" scope="col">${t('form.theirs')}</th><th class="govuk-table__header" scope="col">${t('form.yours')}</th></tr></thead><tbody class="govuk-table__body">${rows}</tbody></table>`
  const values = { ...start.values, ...typed, version: error.current.version }
  return show(exchange, form, { ...start, values, button: t('form.save-mine') }, [], notice)
}

/** A field's value as its form says it: choices by their text, lists with commas, nothing as the empty choice. */
function wordsOf<Schema extends z.ZodObject>(exchange: Exchange, form: FormPage<Schema>, start: FormStart) {
  const one = (name: string, value: unknown): string => {
    const chosen = start.choices?.[name]?.find((choice) => choice.value === String(value))
    if (chosen !== undefined) return chosen.text
    const key = `form.${form.name}.${name}.${value}`
    const word = exchange.texts.named(key)
    // A key that no catalogue knows gives its own last part: then the value has no other words.
    return word === (key.split('.').at(-1) ?? '').replaceAll('-', ' ') ? String(value) : word
  }
  return (name: string, value: unknown): string => {
    if (value === null || value === undefined || value === '')
      return start.empty?.[name] ?? exchange.texts.t('form.nothing')
    return Array.isArray(value) ? value.map((item) => one(name, item)).join(', ') : one(name, value)
  }
}

/** Reads the body once; the kernel has already checked its size and its token. */
export async function postedFields(exchange: Exchange): Promise<Posted> {
  const { 'form-token': _token, ...rest } = await exchange.context.req.parseBody({ all: true })
  return rest
}

/** What a browser sends, as the schema expects it: an empty field is absent, a lone checkbox is a list of one. */
function tidy<Schema extends z.ZodObject>(posted: Posted, form: FormPage<Schema>): FormValues {
  const lists = new Set(
    Object.entries(form.schema.shape)
      .filter(([, type]) => isList(type))
      .map(([name]) => name),
  )
  const entries = Object.entries(posted)
    // A file in the place of a text is no text.
    .filter(([name, value]) => Object.hasOwn(form.schema.shape, name) && (name === form.file || !holdsFile(value)))
    .map(([name, value]): [string, unknown] => {
      if (lists.has(name)) return [name, Array.isArray(value) ? value : value === '' ? [] : [value]]
      return [
        name,
        typeof value === 'string' ? (value.trim() === '' ? undefined : value.replaceAll('\r\n', '\n')) : value,
      ]
    })
  return { ...Object.fromEntries([...lists].map((name) => [name, []])), ...Object.fromEntries(entries) }
}

function holdsFile(value: Posted[string]): boolean {
  return [value].flat().some((one) => one instanceof File)
}

function isList(type: unknown): boolean {
  const kind = (type as z.ZodType).def.type // zod's own discriminator
  if (kind === 'array') return true
  if (kind === 'optional' || kind === 'default' || kind === 'nullable')
    return isList((type as z.ZodOptional<z.ZodType>).def.innerType)
  return false
}

/** zod's issue as a problem of ours: the rule is a key of the catalogue. */
function problemOf(issue: z.core.$ZodIssue): Problem {
  const field = String(issue.path[0] ?? '')
  if (issue.code === 'invalid_type' && issue.input === undefined) return { field, rule: 'missing' }
  if (issue.code === 'too_big') return { field, rule: 'too-long', data: { most: Number(issue.maximum) } }
  if (issue.code === 'too_small') return { field, rule: 'missing' }
  if (issue.code === 'invalid_format') return { field, rule: `format-${issue.format}` }
  if (issue.code === 'custom') return { field, rule: issue.message }
  return { field, rule: issue.code.replaceAll('_', '-') }
}
