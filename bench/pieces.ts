/** What the floor serves for a page: the page itself, cut into as many rows as it shows. */
import type pg from 'pg'

/** Rows of tables, lists and summaries in a page. */
export function rowsIn(page: string): number {
  return Math.max(1, page.match(/<\/(?:tr|li|dd)>/g)?.length ?? 0)
}

/** Puts the page's bytes into the database in as many rows as it shows, for the role that serves pages. */
export async function keepPieces(owner: pg.Client, name: string, page: string): Promise<void> {
  await owner.query(`create schema if not exists bench;
    create table if not exists bench.piece (page text, n integer, text text not null, primary key (page, n));
    grant usage on schema bench to observance_web; grant select on bench.piece to observance_web`)
  await owner.query('delete from bench.piece where page = $1', [name])
  await owner.query(
    'insert into bench.piece select $1, n, text from unnest($2::text[]) with ordinality cut (text, n)',
    [name, cut(page, rowsIn(page))],
  )
  await owner.query('analyze bench.piece')
}

function cut(text: string, pieces: number): string[] {
  const length = Math.ceil(text.length / pieces)
  return Array.from({ length: pieces }, (_, index) => text.slice(index * length, (index + 1) * length))
}
