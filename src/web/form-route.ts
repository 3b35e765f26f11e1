/**
 * A form page from one declaration: shown, posted, refused with everything typed kept, and, when somebody else saved
 * first, shown side by side for the writer to choose field by field.
 */
import { html } from 'hono/html'
import type { z } from 'zod'
import { Conflict, Invalid, type Problem, StepRefused } from '../store/index.ts'
import type { Exchange, Html } from './exchange.ts'
import { chosen, conflictPage } from './form-conflict.ts'
import { receivedTexts } from './form-files.ts'
import { type FormSpec, type FormValues, fields, hiddenToken, problemSummary } from './parts/fields.ts'
import { keptNotice } from './parts/kept-notice.ts'
import { doneBanner, type PageContent, page } from './parts/page.ts'
import { refusedNotice } from './parts/refused-notice.ts'
import type { Route, Who } from './route.ts'

export interface FormPage<Schema extends z.ZodObject> extends Omit<FormSpec, 'schema' | 'choices' | 'empty'> {
  readonly path: string
  readonly who: Who
  readonly schema: Schema
  readonly largestBody?: number
  /** What stands in the form at first, and what the page says around it. NotFound where the viewer has no business here. */
  readonly load: (exchange: Exchange, typed?: Typed) => Promise<FormStart>
  /** Saves and says where to go. Runs its own `exchange.act`. */
  readonly save: (exchange: Exchange, input: z.output<Schema>, posted: Posted) => Promise<string>
  readonly between?: Between
}

/** A page between the form and its saving, which carries all that was typed. */
export interface Between {
  /** The button by which it leads back to the form. */
  readonly back: string
  /** Null for what is no matter of this page. */
  readonly page: (exchange: Exchange, error: unknown, typed: Pick<Typed, 'values' | 'posted'>) => Promise<Html | null>
}

/** A form that comes back before it is saved. */
export interface Typed {
  readonly values: FormValues
  readonly posted: Posted
  /** The words looked for, to make the choices of the `lookup` field longer. */
  readonly find: string
}

export interface FormStart {
  readonly title: string
  readonly values: FormValues
  readonly trail?: PageContent['trail']
  readonly choices?: FormSpec['choices']
  /** What the empty choice of a list means, by field: "as the post says". */
  readonly empty?: FormSpec['empty']
  readonly before?: Html | string
  /** Fields that no schema can know, below the others: they reach `save` in `posted`. */
  readonly more?: Html | string
  readonly after?: Html | string
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
  const posted = (await exchange.keptForm()) as Posted | null // text fields alone were kept
  if (posted === null) return show(exchange, form, await form.load(exchange))
  const kept = { values: tidy(posted, form), posted }
  const start = await form.load(exchange, typedOf(kept))
  const { t } = exchange.texts
  const notice = keptNotice(
    exchange,
    form.file === undefined ? '' : html`<p class="govuk-body">${t('form.kept-file')}</p>`,
  )
  return show(exchange, form, { ...start, values: { ...start.values, ...kept.values } }, { ...NOTHING_SAID, notice })
}

async function post<Schema extends z.ZodObject>(exchange: Exchange, form: FormPage<Schema>): Promise<Response | Html> {
  const posted = chosen(await postedFields(exchange))
  const typed = tidy(posted, form)
  if ('look' in posted || 'edit' in posted || (form.between !== undefined && form.between.back in posted))
    return again(exchange, form, { values: typed, posted, problems: [], status: 200 })
  try {
    const parsed = form.schema.safeParse(typed)
    if (!parsed.success) throw new Invalid(parsed.error.issues.map(problemOf))
    return exchange.context.redirect(await form.save(exchange, parsed.data, posted), 303)
  } catch (error) {
    const kept = { values: typed, posted }
    const between = await form.between?.page(exchange, error, kept)
    if (between) return between
    if (error instanceof Invalid) return again(exchange, form, { ...kept, problems: error.problems, status: 422 })
    if (error instanceof Conflict) return conflict(exchange, form, kept, error)
    if (error instanceof StepRefused)
      return again(exchange, form, { ...kept, problems: [], status: 409, refusal: error })
    throw error
  }
}

interface Kept {
  readonly values: FormValues
  readonly posted: Posted
}

interface Again extends Kept {
  readonly problems: readonly Problem[]
  readonly status: 200 | 409 | 422
  readonly refusal?: StepRefused
}

async function again<Schema extends z.ZodObject>(
  exchange: Exchange,
  form: FormPage<Schema>,
  reason: Again,
): Promise<Html> {
  exchange.context.status(reason.status)
  const start = await form.load(exchange, typedOf(reason))
  const refusal =
    reason.refusal === undefined
      ? ''
      : refusedNotice(exchange.texts, [exchange.texts.named(`refused.${reason.refusal.rule}`, reason.refusal.data)])
  return show(
    exchange,
    form,
    { ...start, values: { ...start.values, ...reason.values, ...fileName(form, reason.posted) } },
    { problems: reason.problems, notice: refusal, outcome: reason.status === 200 ? 'fine' : 'wrong' },
  )
}

function typedOf({ values, posted }: Kept): Typed {
  return { values, posted, find: typeof posted.find === 'string' ? posted.find.trim() : '' }
}

/** No browser keeps a chosen file; its name is kept, to say which one to choose again. */
function fileName({ file }: { readonly file?: string }, posted: Posted): FormValues {
  const given = file === undefined ? undefined : posted[file]
  return given instanceof File && given.name !== '' ? { [`${file}-name`]: given.name } : {}
}

/** What the page says above the form. */
interface Said {
  readonly problems: readonly Problem[]
  readonly notice: Html | string
  readonly outcome: 'fine' | 'wrong'
}

const NOTHING_SAID: Said = { problems: [], notice: '', outcome: 'fine' }

function show<Schema extends z.ZodObject>(
  exchange: Exchange,
  form: FormPage<Schema>,
  start: FormStart,
  { problems, notice, outcome }: Said = NOTHING_SAID,
): Html {
  const { t } = exchange.texts
  const spec = specOf(form, start)
  const button = start.button ?? t('form.save')
  // The first button of a form is the one that the Enter key presses.
  const enter =
    form.lookup === undefined
      ? ''
      : html`<input type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true" value="${button}">`
  const body = html`${doneBanner(exchange)}${problemSummary(exchange.texts, problems, spec)}${notice}${start.before ?? ''}
<form class="ob-form" method="post" action="${exchange.context.req.path}"${form.file === undefined ? '' : html` enctype="multipart/form-data"`} novalidate>${hiddenToken(exchange)}${enter}
${fields(exchange, spec, start.values, problems)}${start.more ?? ''}
<button class="govuk-button">${button}</button></form>${start.after ?? ''}`
  return page(exchange, {
    title: start.title,
    ...(outcome === 'wrong' ? { titlePrefix: t('form.error') } : {}),
    ...(start.trail === undefined ? {} : { trail: start.trail }),
    body,
  })
}

function specOf<Schema extends z.ZodObject>(form: FormPage<Schema>, start: FormStart): FormSpec {
  return { ...form, choices: start.choices, empty: start.empty }
}

async function conflict<Schema extends z.ZodObject>(
  exchange: Exchange,
  form: FormPage<Schema>,
  kept: Kept,
  error: Conflict,
): Promise<Html> {
  exchange.context.status(409)
  const start = await form.load(exchange, typedOf(kept))
  return conflictPage(exchange, specOf(form, start), {
    title: start.title,
    ...(start.trail === undefined ? {} : { trail: start.trail }),
    mine: kept.values,
    theirs: asTheFormHasIt(error.current, start.values, form),
  })
}

/** A list that the form has people type, such as articles with commas between them, stands as the form loads it. */
function asTheFormHasIt<Schema extends z.ZodObject>(
  current: FormValues,
  loaded: FormValues,
  form: FormPage<Schema>,
): FormValues {
  const typed = Object.entries(form.schema.shape)
    .filter(([name, type]) => !isList(type) && Array.isArray(current[name]) && typeof loaded[name] === 'string')
    .map(([name]) => [name, loaded[name]] as const)
  return { ...current, ...Object.fromEntries(typed) }
}

/** Reads the body once; the kernel has already checked its size and its token. */
export async function postedFields(exchange: Exchange): Promise<Posted> {
  const { 'form-token': _token, ...rest } =
    receivedTexts(exchange.context) ?? (await exchange.context.req.parseBody({ all: true }))
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
export function problemOf(issue: z.core.$ZodIssue): Problem {
  const field = String(issue.path[0] ?? '')
  if (issue.code === 'invalid_type' && issue.input === undefined) return { field, rule: 'missing' }
  if (issue.code === 'too_big') return { field, rule: 'too-long', data: { most: Number(issue.maximum) } }
  if (issue.code === 'too_small') return { field, rule: 'missing' }
  // A schema that knows better than its format's name says so by the rule.
  if (issue.code === 'invalid_format' && /^[a-z]+(-[a-z]+)+$/.test(issue.message)) return { field, rule: issue.message }
  if (issue.code === 'invalid_format') return { field, rule: `format-${issue.format}` }
  if (issue.code === 'custom') return { field, rule: issue.message }
  return { field, rule: issue.code.replaceAll('_', '-') }
}
