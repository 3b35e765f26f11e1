/** Evidence: a link or a file, private until shared; renamed, shared, attached to more; and a file read back, as a download that no browser runs. */
import { html } from 'hono/html'
import { z } from 'zod'
import {
  ALLOWED_ENDINGS,
  addFile,
  addLink,
  EvidenceEdit,
  EvidenceFile,
  EvidenceLink,
  editEvidence,
  evidenceAsForm,
  evidenceOf,
  LARGEST_FILE,
  type ListedEvidence,
  readEvidence,
  SHARINGS,
} from '../../obligations/index.ts'
import { Invalid, NotFound } from '../../store/index.ts'
import { keyIn } from '../address.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { asList, type Choice } from '../parts/fields.ts'
import { demonstrationMark, table } from '../parts/list.ts'
import { institutionLink } from '../parts/names.ts'
import type { Route } from '../route.ts'
import { storyFor } from './decide.ts'
import { aboutObligation, back } from './judge.ts'
import { obligationChoices } from './offer.ts'
import { seenBy } from './seen-by.ts'

const WHO = ['secretariat', 'official', 'nhri'] as const

/** Either a link or a file; which of the two it was decides the command. */
const EvidenceForm = z.object({
  title: EvidenceFile.shape.title,
  url: EvidenceLink.shape.url.optional(),
  file: z.unknown().optional(),
  obligations: EvidenceFile.shape.obligations,
  sharing: EvidenceFile.shape.sharing,
})

export function proveRoutes(): Route[] {
  return [...addRoutes(), ...editRoutes(), { method: 'GET', path: '/evidence/:id', who: 'anyone', answer: download }]
}

function addRoutes(): Route[] {
  return formRoutes({
    path: '/obligations/:code/evidence',
    who: WHO,
    name: 'evidence',
    schema: EvidenceForm,
    file: 'file',
    accept: ALLOWED_ENDINGS,
    lookup: 'obligations',
    // Room for the other fields and the form's own lines.
    largestBody: LARGEST_FILE + 1024 * 1024,
    load: async (exchange, typed) => {
      const { obligation } = await storyFor(exchange)
      const chosen = [...new Set([obligation.id, ...asList(typed?.values.obligations)])]
      const { obligations, there } = await exchange.read(async (tx) => ({
        obligations: await obligationChoices(exchange, tx, { chosen, find: typed?.find ?? '' }),
        there: await evidenceOf(tx, obligation.id),
      }))
      return {
        ...aboutObligation(obligation, exchange.texts.t('action.evidence')),
        values: { obligations: [obligation.id], sharing: 'own' },
        choices: { obligations, sharing: sharingChoices(exchange) },
        after: alreadyThere(exchange, there),
      }
    },
    save: async (exchange, { url, file: _file, ...shared }, { file }) => {
      const given = file instanceof File && file.name !== '' ? file : null
      if ((given === null) === (url === undefined)) throw new Invalid([{ field: 'url', rule: 'link-or-file' }])
      const uploaded = given === null ? null : { name: given.name, bytes: new Uint8Array(await given.arrayBuffer()) }
      await exchange.act('evidence.add', (tx) =>
        uploaded === null
          ? addLink(tx, exchange.viewer, { ...shared, url: url ?? '' })
          : addFile(tx, exchange.viewer, shared, uploaded),
      )
      return back(exchange, 'evidence.added')
    },
  })
}

/** What it is called, who sees it, what it proves. The file itself is never replaced: another one is other evidence. */
function editRoutes(): Route[] {
  return formRoutes({
    path: '/evidence/:id/edit',
    who: WHO,
    name: 'evidence',
    schema: EvidenceEdit,
    hidden: ['id', 'version'],
    lookup: 'obligations',
    load: async (exchange, typed) => {
      const { evidence, obligations } = await exchange.read(async (tx) => {
        const evidence = await evidenceAsForm(tx, keyIn(exchange, 'id'))
        // Another institution's is read here, not changed: the form is not there for its readers.
        if (evidence === undefined || evidence.institution !== exchange.viewer.institution) throw new NotFound()
        const chosen = [...new Set([...evidence.obligations, ...asList(typed?.values.obligations)])]
        return { evidence, obligations: await obligationChoices(exchange, tx, { chosen, find: typed?.find ?? '' }) }
      })
      const { t } = exchange.texts
      return {
        title: t('evidence.edit'),
        values: evidence,
        choices: { obligations, sharing: sharingChoices(exchange) },
        before: html`${seenBy(exchange, evidence.sharing, evidence.institution)}<p class="govuk-body"><a class="govuk-link" dir="auto" rel="noopener noreferrer" href="${evidence.url ?? `/evidence/${evidence.id}`}">${evidence.file_name ?? evidence.url}</a></p><p class="govuk-body">${t('evidence.never-replaced')}</p>`,
        after: html`<p class="govuk-body"><a class="govuk-link" href="/history?kind=evidence&amp;object=${evidence.id}">${t('evidence.history')}</a></p>`,
      }
    },
    save: async (exchange, input) => {
      const id = keyIn(exchange, 'id')
      await exchange.act('evidence.edit', (tx) => editEvidence(tx, exchange.viewer, { ...input, id }))
      return `/evidence/${id}/edit?done=evidence.changed`
    },
  })
}

/** The human rights institution is no official: it shares with everybody or keeps to itself. */
function sharingChoices({ viewer, texts }: Exchange): readonly Choice[] {
  return SHARINGS.filter((sharing) => sharing !== 'officials' || viewer.role !== 'nhri').map((sharing) => ({
    value: sharing,
    text: texts.named(`sharing.${sharing}`),
    hint: texts.named(`sharing.${sharing}.means`),
  }))
}

/** So that nothing is added twice, and what is one's own can be changed. */
function alreadyThere(exchange: Exchange, rows: readonly ListedEvidence[]): Html | string {
  if (rows.length === 0) return ''
  const { t, named } = exchange.texts
  return table(
    t('evidence.there', { n: rows.length }),
    [
      { heading: t('evidence.what') },
      { heading: t('evidence.from') },
      { heading: t('evidence.seen-by') },
      { heading: t('site.change') },
    ],
    rows.map((row) => [
      html`<a class="govuk-link" dir="auto" rel="noopener noreferrer" href="${row.url ?? `/evidence/${row.id}`}">${row.title}</a>${demonstrationMark(exchange, row.demonstration)}<span class="ob-code">${row.file_name ?? row.url ?? ''}</span>`,
      institutionLink(exchange, row.institution),
      named(`audience.${row.audience.split(':')[0]}`),
      row.institution !== null && row.institution === exchange.viewer.institution
        ? html`<a class="govuk-link" href="/evidence/${row.id}/edit">${t('site.change')}<span class="govuk-visually-hidden" dir="auto"> ${row.title}</span></a>`
        : '–',
    ]),
  )
}

/** The read is recorded in the transaction that reads; the file leaves after it is saved. */
async function download(exchange: Exchange): Promise<Response> {
  const file = await exchange.act('evidence.read', (tx) => readEvidence(tx, keyIn(exchange, 'id')))
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  })
}
