/** For machines: the catalogue of all data, and the structure that the tables of a release share. */
import { dataCatalogue, inAll, JSON_LD, readReleasedTable, structureFile } from '../../statistics/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'

export async function catalogueFile(exchange: Exchange): Promise<Response> {
  const { origin, country } = exchange
  const entries = await exchange.recall(async (tx) => {
    const rows = await tx
      .selectFrom('table_release')
      .select(['release', 'table_name', 'document'])
      .where('withdrawn_at', 'is', null)
      .execute()
    const files = await tx
      .selectFrom('release_file')
      .select([
        'release',
        'table_name',
        'name',
        'media_type',
        'sha256',
        ({ fn }) => fn<number>('octet_length', ['bytes']).as('size'),
      ])
      .execute()
    return rows.map(({ release, table_name, document }) => ({
      table: readReleasedTable(document),
      files: files
        .filter((file) => file.release === release && file.table_name === table_name)
        .map(({ name, media_type, sha256, size }) => ({ name, mediaType: media_type, sha256, size })),
    }))
  })
  const agency = country.pack.institutions.find(({ code }) => code === country.pack.parts.statistics)
  const head = {
    title: inAll(({ catalogue }) => catalogue.title, 'title of the catalogue'),
    description: inAll(({ catalogue }) => catalogue.description, 'description of the catalogue'),
    publisher: {
      id: `${origin}/institutions/${country.pack.parts.statistics}`,
      name: { en: agency?.name ?? country.pack.parts.statistics },
    },
  }
  const text = dataCatalogue(head, entries, {
    catalogue: `${origin}/tables/catalog.jsonld`,
    table: (table) => `${origin}/tables/${table}`,
    release: (release, table) => `${origin}/tables/${table}?release=${release}`,
    file: (release, name) => `${origin}/releases/${release}/${name}`,
  })
  return new Response(text, { headers: { 'content-type': JSON_LD } })
}

/** `structure.json` of a release: concepts, code lists, structures and dataflows of its tables. */
export async function structureOfRelease(exchange: Exchange): Promise<Response> {
  const release = exchange.context.req.param('release') ?? ''
  const rows = await exchange.recall((tx) =>
    tx
      .selectFrom('table_release')
      .select('document')
      .where('release', '=', release)
      .where('withdrawn_at', 'is', null)
      .execute(),
  )
  if (rows.length === 0) throw new NotFound()
  const { bytes, mediaType, sha256 } = structureFile(rows.map(({ document }) => readReleasedTable(document)))
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': mediaType, etag: `"${sha256}"` } })
}
