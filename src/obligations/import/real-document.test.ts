/** The whole way on the real document, where it is at hand: read, saved, met by the country pack, said to be the same again. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { installedPacks, loadPack } from '../../countries/index.ts'
import { parseDocument } from '../../documents/index.ts'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, asOperator, asReader, systemReader, type Tx } from '../../store/index.ts'
import { loadPackIntoStore } from '../load-pack.ts'
import { acceptImport, beginImport } from './index.ts'

const FILE = join(import.meta.dirname, '../../../../shared/documents/CMW_C_AZE_CO_3.txt')
const store = await testStore()

test('the real document meets every row of its country pack, and a second time changes nothing', async (t) => {
  const [folder] = Object.values(installedPacks)
  if (folder === undefined || !existsSync(FILE)) return t.skip('the real document is not at hand')
  const pack = await loadPack(folder)
  const model = await parseDocument(readFileSync(FILE), 'CMW_C_AZE_CO_3.txt')
  await asActor(store.web, systemReader('pack'), 'pack.load', (tx) => loadPackIntoStore(tx, pack))
  const account = await asOperator(store, systemReader('test'), 'test', (tx) =>
    tx
      .insertInto('account')
      .values({ name: 'S', email: 's@example.org', role: 'secretariat', institution: pack.parts.secretariat })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const viewer: Viewer = {
    ...{ account: account.id, name: 'S', role: 'secretariat', institution: pack.parts.secretariat },
    ...{ organization: null, language: 'en' },
  }
  const act = <T>(work: (tx: Tx) => Promise<T>) => asActor(store.web, readerOf(viewer), 'import', work)
  const importIt = () =>
    act(async (tx) => {
      const draft = await beginImport(tx, viewer, { fileName: 'real.txt', sha256: '0'.repeat(64), model })
      return acceptImport(tx, viewer, draft)
    })
  const start = performance.now()
  const { recommendations, deadlines } = await importIt()
  t.diagnostic(
    `saved in ${Math.round(performance.now() - start)} ms: ${JSON.stringify({ recommendations, deadlines })}`,
  )
  const unmet = await asReader(store.web, readerOf(viewer), (tx) =>
    tx
      .selectFrom('recommendation as r')
      .innerJoin('document as d', 'd.id', 'r.document')
      .select('r.address')
      .where('d.symbol', '=', model.symbol)
      .where('r.text', 'is', null)
      .execute(),
  )
  assert.deepEqual(unmet, [])
  assert.equal(recommendations.added, 0, 'the pack knows everything that the document asks')
  assert.equal(deadlines, 0, 'and both its dates')
  assert.equal((await importIt()).outcome, 'unchanged')
})
