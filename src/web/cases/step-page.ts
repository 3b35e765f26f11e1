/** The page of a step: its form, and what comes of sending it. Refused, everything typed stands in it again, with every reason. */
import { html } from 'hono/html'
import { isAboutSomebody, type Procedure } from '../../procedures/index.ts'
import {
  type Asked,
  type CaseView,
  carryOut,
  type Done,
  type Facts,
  openingFor,
  type Prospect,
  propose,
  type Refusal,
  Refused,
  viewCase,
} from '../../register/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { postedFields } from '../form-route.ts'
import { keptNotice } from '../parts/kept-notice.ts'
import { page } from '../parts/page.ts'
import { refusedNotice } from '../parts/refused-notice.ts'
import { summaryList } from '../parts/summary.ts'
import { actToSign, CHANGE, readSignature, type Signing, signPage } from '../passkeys/index.ts'
import { caseIdIn, trailOf } from './case-page.ts'
import { changedFacts } from './changed-facts.ts'
import { declaredText, wordsFor } from './declared-text.ts'
import { factsFrom, type Typed } from './fact-fields.ts'
import { instantFrom, shownFact } from './fact-value.ts'
import { keepFiles } from './file-fact.ts'
import { purposeOf } from './purposes.ts'
import { slipPage } from './slip.ts'
import { newCaseCode } from './slip-code.ts'
import { OWN_FIELDS, refusalSummary, standingFor, stepForm } from './step-form.ts'
import { textIn, typedOf } from './typed.ts'
import { procedureHere } from './worked-here.ts'

/** What the form is about: a step of a case, or the opening of one. */
interface Subject {
  readonly procedure: Procedure
  readonly view: CaseView | null
  readonly prospect: Prospect
  readonly facts: readonly string[]
}

export async function stepPage(exchange: Exchange): Promise<Html> {
  const subject = await subjectOf(exchange)
  const kept = await exchange.keptForm()
  return shown(exchange, subject, {
    typed: typedOf(kept ?? {}),
    refusals: [],
    notice: kept === null ? '' : keptNotice(exchange),
  })
}

export async function takeStep(exchange: Exchange): Promise<Response | Html> {
  const posted = typedOf(await postedFields(exchange))
  const subject = await subjectOf(exchange)
  const { typed, refusals } = await withFiles(exchange, subject, posted)
  if (refusals.length > 0) {
    exchange.context.status(422)
    return shown(exchange, subject, { typed, refusals, notice: '' })
  }
  if (CHANGE in typed) return shown(exchange, subject, { typed, refusals: [], notice: '' })
  const signing = await readSignature(exchange, typed)
  try {
    const code =
      subject.view === null && isAboutSomebody(subject.procedure)
        ? newCaseCode(exchange, textIn(typed, OWN_FIELDS.key))
        : null
    const asked = { ...askedFrom(exchange, subject, typed), unconfirmed: signing.unconfirmed }
    if (subject.prospect.countersignedBy.length > 0) {
      await propose(exchange.register, exchange.officer(), asked)
      return exchange.context.redirect(
        `/cases/${subject.procedure.name}/${subject.view?.caseId ?? ''}?done=case.proposed`,
        303,
      )
    }
    const done = await carryOut(exchange.register, exchange.officer(), { ...asked, code: code?.hash ?? null })
    if (code !== null)
      return await slipPage(exchange, { procedure: subject.procedure.name, caseId: done.caseId, code: code.code })
    return exchange.context.redirect(`/cases/${subject.procedure.name}/${done.caseId}?done=${doneKey(done)}`, 303)
  } catch (error) {
    const act = actToSign(error)
    if (act !== null) return toSign(exchange, subject, { typed, act, signing })
    if (error instanceof Refused) {
      exchange.context.status(422)
      return shown(exchange, subject, { typed, refusals: error.refusals, notice: '' })
    }
    if (error instanceof StepRefused) {
      exchange.context.status(409)
      return shown(exchange, await subjectOf(exchange), {
        typed,
        refusals: [],
        notice: refusedNotice(exchange.texts, [exchange.texts.named(`refused.${error.rule}`, error.data)]),
      })
    }
    throw error
  }
}

/** Files are kept before the step is judged: whatever becomes of it, nobody sends them twice. */
async function withFiles(exchange: Exchange, { procedure, view, facts }: Subject, typed: Typed) {
  if (view === null) return { typed, refusals: [] }
  const form = { procedure, caseId: view.caseId, purpose: purposeOf(exchange), facts, typed }
  return keepFiles(exchange, exchange.officer(), form)
}

/** What was typed is to be signed: it is shown once more, and sent again with the signature. */
function toSign(
  exchange: Exchange,
  subject: Subject,
  { typed, act, signing }: { readonly typed: Typed; readonly act: Buffer; readonly signing: Signing },
): Promise<Html> {
  const { procedure, facts } = subject
  const words = wordsFor(exchange, procedure.name)
  const given = factsFrom(exchange, procedure, facts, typed) as Facts // judged before a signature was asked
  return signPage(exchange, {
    ...{ act, typed, problem: signing.problem, change: true, action: exchange.context.req.path },
    title: titleOf(exchange, subject),
    trail: trailIn(exchange, subject),
    what: summaryList(
      Object.entries(given).map(([name, value]) => [
        declaredText(words.facts[name]?.label ?? name),
        shownFact(exchange, procedure, name, value),
      ]),
    ),
  })
}

const doneKey = ({ breaches }: Done) => (breaches.length === 0 ? 'case.taken' : 'case.breached')

/** NotFound for a step that is none, or that this role never takes. */
async function subjectOf(exchange: Exchange): Promise<Subject> {
  const { register, context } = exchange
  const step = context.req.param('step') ?? 'open'
  const procedure = procedureHere(exchange)
  if (context.req.param('id') === undefined) {
    const prospect = openingFor(register, exchange.officer(), procedure)
    if (prospect === null) throw new NotFound()
    return { procedure, view: null, prospect, facts: prospect.mayGive }
  }
  const view = await viewCase(register, exchange.officer(), {
    ...{ procedure: procedure.name, caseId: caseIdIn(exchange), purpose: purposeOf(exchange) },
  })
  const prospect = view.prospects.find((one) => one.step === step && one.yours)
  if (prospect === undefined) throw new NotFound()
  return { procedure, view, prospect, facts: prospect.mayGive }
}

function askedFrom(exchange: Exchange, { procedure, view, prospect, facts }: Subject, typed: Typed): Asked {
  const at = textIn(typed, OWN_FIELDS.at)
  const asserted = at === null ? null : instantFrom(at, exchange.country.timeZone)
  return {
    ...{ procedure: procedure.name, step: prospect.step, kind: prospect.kind, person: null, code: null },
    key: textIn(typed, OWN_FIELDS.key) ?? crypto.randomUUID(),
    on: view === null ? null : { caseId: view.caseId, event: Number(textIn(typed, OWN_FIELDS.event) ?? view.event) },
    facts: changedFacts(exchange, procedure, {
      names: facts,
      standing: standingFor(prospect, view?.facts ?? {}),
      typed,
    }),
    assertedAt: asserted === null ? null : timeOf(asserted),
    nationalLawBasis: textIn(typed, OWN_FIELDS.law),
    reasonsLong: textIn(typed, OWN_FIELDS.reasons),
    purpose: purposeOf(exchange),
  }
}

function timeOf(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new StepRefused('not-a-time')
  }
}

interface Said {
  readonly typed: Typed
  readonly refusals: readonly Refusal[]
  readonly notice: Html | string
}

function shown(exchange: Exchange, subject: Subject, { typed, refusals, notice }: Said): Html {
  const { procedure, view, prospect, facts } = subject
  return page(exchange, {
    title: titleOf(exchange, subject),
    ...(refusals.length === 0 ? {} : { titlePrefix: exchange.texts.t('form.error') }),
    trail: trailIn(exchange, subject),
    body: html`${refusalSummary(exchange, procedure, refusals)}${notice}${stepForm(exchange, { view, procedure, prospect, facts, typed, refusals })}`,
  })
}

function titleOf(exchange: Exchange, { procedure, prospect }: Subject): string {
  return declaredText(wordsFor(exchange, procedure.name).steps[prospect.step]?.button ?? prospect.step)
}

function trailIn(exchange: Exchange, { procedure, view }: Subject) {
  const trail = trailOf(exchange, { procedure })
  if (view === null) return trail
  return [...trail, { href: `/cases/${procedure.name}/${view.caseId}`, text: view.caseNumber }]
}
