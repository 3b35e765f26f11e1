/** The steps on a draft: correct a piece, correct the facts, take a correction back, save. Each leads back to its page. */
import { acceptImport, correctImport, diffImport, importDraft, undoCorrection } from '../../obligations/import/index.ts'
import { Conflict } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { attempt } from './attempt.ts'
import { choiceOf, markOf } from './diff-lines.ts'
import { draftPage } from './draft-page.ts'
import { piecePage } from './piece-page.ts'
import { anchorOf } from './preview.ts'
import { partsOf } from './preview-parts.ts'
import { correctionOf, factsChanged, typedFields } from './typed-correction.ts'

/** Carries out one correction of a piece. */
export async function correctDraft(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const { 'form-token': _token, version, ...fields } = await exchange.context.req.parseBody()
  const typed = typedFields(fields)
  // What was typed is kept by the page of the piece; settling a doubt has nothing typed and no page.
  const again = (_: Exchange, sentence: string) =>
    typed.is === 'settle' ? draftPage(exchange, sentence) : piecePage(exchange, sentence, typed)
  return attempt(exchange, again, async () => {
    const at = await exchange.act('import.correct', async (tx) => {
      const { model } = await importDraft(tx, id)
      const correction = correctionOf(model, typed)
      await correctImport(tx, exchange.viewer, { id, version: Number(version) }, correction)
      const after = (await importDraft(tx, id)).model
      const place = correction.is === 'address' ? correction.to : 'at' in correction ? correction.at : ''
      return { part: partsOf(after).partOf(place), place }
    })
    return `/import/${id}?done=import.corrected&part=${at.part}#${anchorOf(at.place)}`
  })
}

/** Takes over what was changed in the form, and nothing else. */
export async function correctFacts(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const { version, 'form-token': _token, ...typed } = await exchange.context.req.parseBody()
  const again = (_: Exchange, sentence: string) => draftPage(exchange, sentence, typed)
  return attempt(exchange, again, async () => {
    await exchange.act('import.correct', async (tx) => {
      const { model } = await importDraft(tx, id)
      const correction = factsChanged(model, typed)
      if (correction !== null) await correctImport(tx, exchange.viewer, { id, version: Number(version) }, correction)
    })
    return `/import/${id}?done=import.corrected#about`
  })
}

/** Takes one correction back. */
export async function undoInDraft(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const { version, place } = await exchange.context.req.parseBody()
  return attempt(exchange, draftPage, async () => {
    await exchange.act('import.correct', (tx) =>
      undoCorrection(tx, exchange.viewer, { id, version: Number(version) }, Number(place)),
    )
    return `/import/${id}?done=import.undone#corrections`
  })
}

/** Saves a draft; of a corrected document, the lines that were left ticked. */
export async function acceptDraft(exchange: Exchange): Promise<Response | Html> {
  const id = exchange.context.req.param('id') ?? ''
  const posted = await exchange.context.req.parseBody({ all: true })
  if ('next' in posted) return draftPage(exchange, null, posted)
  const again = (_: Exchange, sentence: string) => draftPage(exchange, sentence, posted)
  return attempt(exchange, again, async () => {
    const accepted = await exchange.act('import.accept', async (tx) => {
      const draft = { id, version: Number(posted.version) }
      const { against, lines } = await diffImport(tx, await importDraft(tx, id))
      if (against !== 'changed') return acceptImport(tx, exchange.viewer, draft, null)
      // Lines that nobody has seen are never taken over.
      if (posted.of !== markOf(lines)) throw new Conflict({ lines })
      const { leftOut } = choiceOf(lines, posted)
      const chosen = lines.filter((_, place) => !leftOut.has(place)).map(({ id }) => id)
      return acceptImport(tx, exchange.viewer, draft, chosen)
    })
    return `/documents/${encodeURIComponent(accepted.symbol)}?done=import.${accepted.outcome}`
  })
}
