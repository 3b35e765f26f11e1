/**
 * Forms whose saving is a serious act: what was typed is shown once more and signed with a passkey, and saved in the
 * transaction that uses the signature up. Invented people, who have none, confirm on the same page.
 */
import { createHmac } from 'node:crypto'
import { html } from 'hono/html'
import type { z } from 'zod'
import { type SignatureProblem, useSignature } from '../../firewall/index.ts'
import { canonicalJson } from '../../ledger/index.ts'
import { StepRefused } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { type FormPage, formRoutes, type Posted } from '../form-route.ts'
import { type FormSpec, type FormValues, fieldName, shownValue } from '../parts/fields.ts'
import { summaryList } from '../parts/summary.ts'
import type { Route } from '../route.ts'
import { isInvented, sessionHolder } from './holder.ts'
import { actToSign, type Carried, CHANGE, readSignature, SIGNATURE, signPage } from './sign.ts'

/** All is in order, and it is to be signed. Nothing was saved. */
export class ToBeSigned extends Error {
  override readonly name = 'ToBeSigned'
  readonly act: Buffer
  /** What came of the signature that was sent. */
  readonly problem: SignatureProblem | null

  constructor(act: Buffer, problem: SignatureProblem | null) {
    super('to be signed')
    this.act = act
    this.problem = problem
  }
}

/** The texts of a form, as they are signed and carried along. */
export function carriedIn(posted: Posted): Carried {
  return Object.fromEntries(
    Object.entries(posted).map(([name, value]) => [name, [value].flat().filter((one) => typeof one === 'string')]),
  )
}

/**
 * Runs `work` with an exchange whose acts are signed: each uses the signature up in its transaction, last of all, so that whatever
 * else refuses comes first. Throws ToBeSigned where there is none.
 */
export async function withSignature<T>(
  exchange: Exchange,
  posted: Posted,
  work: (signed: Exchange) => Promise<T>,
): Promise<T> {
  const typed = carriedIn(posted)
  const [sent] = typed[SIGNATURE] ?? []
  const { problem, unconfirmed } = await readSignature(exchange, { ...typed, [SIGNATURE]: sent ?? '' })
  const act = actOf(exchange, typed)
  const invented = await isInvented(exchange)
  const signed: Exchange = {
    ...exchange,
    act: (action, change) =>
      exchange.act(action, async (tx) => {
        const done = await change(tx)
        if (unconfirmed) throw new StepRefused('signature-missing', { detail: act.toString('hex') })
        if (!invented) await useSignature(tx, sessionHolder(exchange), act)
        return done
      }),
  }
  try {
    return await work(signed)
  } catch (error) {
    throw actToSign(error) === null ? error : new ToBeSigned(act, problem)
  }
}

/** All that is to be done and where, under a key: what was signed cannot be guessed from its digest. */
function actOf({ context, store }: Exchange, typed: Carried): Buffer {
  const fields = Object.entries(typed).filter(([name]) => name !== SIGNATURE && name !== CHANGE)
  const said = canonicalJson({ form: context.req.path, fields: Object.fromEntries(fields) as Record<string, string[]> })
  return createHmac('sha256', store.key('forms')).update(`observance signed form ${said}`).digest()
}

/** The two routes of a form with a page between it and its saving, on which it is signed. */
export function signedFormRoutes<Schema extends z.ZodObject>(form: FormPage<Schema>): Route[] {
  return formRoutes(signedForm(form))
}

function signedForm<Schema extends z.ZodObject>(form: FormPage<Schema>): FormPage<Schema> {
  return {
    ...form,
    save: (exchange, input, posted) => withSignature(exchange, posted, (signed) => form.save(signed, input, posted)),
    between: {
      back: CHANGE,
      page: async (exchange, error, { values, posted }) => {
        if (!(error instanceof ToBeSigned)) return null
        const start = await form.load(exchange)
        const spec = { ...form, choices: start.choices, empty: start.empty }
        const shown = Object.keys(form.schema.shape).filter((name) => form.hidden?.includes(name) !== true)
        return signPage(exchange, {
          ...{ act: error.act, problem: error.problem, typed: carriedIn(posted), change: true },
          ...{ action: exchange.context.req.path, title: start.title },
          ...(start.trail === undefined ? {} : { trail: start.trail }),
          what: summaryList(
            shown.map((name) => [fieldName(exchange.texts, spec, name), shownIn(exchange, spec, name, values)]),
          ),
        })
      },
    },
  }
}

function shownIn(exchange: Exchange, spec: FormSpec, name: string, values: FormValues): Html | string {
  const text = shownValue(exchange.texts, spec, name, values[name])
  return text === '' ? '' : html`<span class="ob-lines" dir="auto">${text}</span>`
}
