/** The country's list of places and of moratoria, laid into the database at each start: commit functions ask it, whatever the application says. */
import type pg from 'pg'
import { type CountryPack, officeId } from '../countries/index.ts'

/** Writes both anew, in the caller's transaction. What is not on the list is there no more. */
export async function installPlaces(
  owner: Pick<pg.Client, 'query'>,
  { places, moratoria }: CountryPack['places'],
): Promise<void> {
  await owner.query('delete from register.place')
  await owner.query(
    `insert into register.place (place_id, district, qualities)
     select (p->>'id')::uuid, p->>'district', array(select jsonb_array_elements_text(p->'qualities')) from jsonb_array_elements($1::jsonb) p`,
    [JSON.stringify(places.map(({ office, district, qualities }) => ({ id: officeId(office), district, qualities })))],
  )
  await owner.query('delete from register.moratorium')
  await owner.query(
    `insert into register.moratorium (countries, first_day, last_day)
     select array(select jsonb_array_elements_text(m->'countries')), (m->>'from')::date, (m->>'until')::date from jsonb_array_elements($1::jsonb) m`,
    [JSON.stringify(moratoria)],
  )
}
