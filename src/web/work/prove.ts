/** Evidence: a link or a file, private until shared; and a file read back, as a download that no browser runs. */
import { z } from 'zod'
import { addFile, addLink, EvidenceFile, EvidenceLink, LARGEST_FILE, readEvidence } from '../../obligations/index.ts'
import { Invalid } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import type { Route } from '../route.ts'
import { storyFor } from './decide.ts'
import { aboutObligation, back } from './judge.ts'

/** Either a link or a file; which of the two it was decides the command. */
const EvidenceForm = z.object({
  title: EvidenceFile.shape.title,
  obligations: EvidenceFile.shape.obligations,
  sharing: EvidenceFile.shape.sharing,
  url: EvidenceLink.shape.url.optional(),
  file: z.unknown().optional(),
})

export function proveRoutes(): Route[] {
  return [
    ...formRoutes({
      path: '/obligations/:code/evidence',
      who: ['secretariat', 'official', 'nhri'],
      name: 'evidence',
      schema: EvidenceForm,
      file: 'file',
      // Room for the other fields and the form's own lines.
      largestBody: LARGEST_FILE + 1024 * 1024,
      load: async (exchange) => {
        const { obligation } = await storyFor(exchange)
        return {
          ...aboutObligation(obligation, exchange.texts.t('action.evidence')),
          values: { obligations: [obligation.id], sharing: 'own' },
          choices: { obligations: [{ value: obligation.id, text: `${obligation.code} ${obligation.summary}` }] },
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
    }),
    { method: 'GET', path: '/evidence/:id', who: 'anyone', answer: download },
  ]
}

/** The read is recorded in the transaction that reads; the file leaves after it is saved. */
async function download(exchange: Exchange): Promise<Response> {
  const file = await exchange.act('evidence.read', (tx) => readEvidence(tx, exchange.context.req.param('id') ?? ''))
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  })
}
