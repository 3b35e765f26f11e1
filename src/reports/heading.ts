/** The document's own headings, where it has been imported: which chapter and topic each paragraph stands under. */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'

export interface DocumentHeadings {
  readonly sections: readonly { readonly id: string; readonly title: string; readonly articles: string | null }[]
  /** By paragraph number. A topic holds until the next one in the same section. */
  readonly places: ReadonlyMap<string, { readonly section: string | null; readonly topic: string | null }>
}

interface Outline {
  readonly sections: DocumentHeadings['sections'] | null
  readonly places: readonly (readonly [number: string, section: string | null, heading: string | null])[] | null
}

/** Reads the outline alone, not the document: a model may hold 300 pages. */
export async function headingsOf(tx: Tx, document: string): Promise<DocumentHeadings> {
  const { rows } = await sql<Outline>`
    select model -> 'sections' as sections,
      (select jsonb_agg(jsonb_build_array(p -> 'number', p -> 'section', p -> 'heading') order by n)
        from jsonb_array_elements(model -> 'paragraphs') with ordinality as paragraphs (p, n)) as places
    from followup.document where id = ${document}`.execute(tx)
  const outline = rows[0]
  return { sections: outline?.sections ?? [], places: placesOf(outline?.places ?? []) }
}

function placesOf(places: NonNullable<Outline['places']>): DocumentHeadings['places'] {
  const found = new Map<string, { section: string | null; topic: string | null }>()
  let last: { section: string | null; topic: string | null } = { section: null, topic: null }
  for (const [number, section, heading] of places) {
    last = { section, topic: heading ?? (section === last.section ? last.topic : null) }
    found.set(number, last)
  }
  return found
}
