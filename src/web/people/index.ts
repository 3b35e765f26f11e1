/** People: accounts, who holds which post, what each holds, and passing it on. */
import type { Route } from '../route.ts'
import { accountRoutes } from './account-form.ts'
import { closeRoutes } from './close.ts'
import { handOverRoutes } from './hand-over.ts'
import { peoplePage } from './list.ts'
import { PEOPLE_READERS, personPage } from './person.ts'
import { postRoutes } from './posts.ts'

export function peopleRoutes(): Route[] {
  return [
    { method: 'GET', path: '/people', who: PEOPLE_READERS, answer: peoplePage },
    // Before the person's page, whose pattern would take "new" for an id.
    ...accountRoutes(),
    ...postRoutes(),
    { method: 'GET', path: '/people/:id', who: PEOPLE_READERS, answer: personPage },
    ...closeRoutes(),
    ...handOverRoutes(),
  ]
}
