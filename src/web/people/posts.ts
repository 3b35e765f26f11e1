/** Giving a post of an institution to somebody, or leaving it vacant. */
import { html } from 'hono/html'
import { z } from 'zod'
import { findInstitution } from '../../obligations/index.ts'
import { appoint, colleaguesOf, headOf, mayAppoint, PostName, posts, vacate } from '../../obligations/people/index.ts'
import { Conflict, NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'
import { institutionName } from '../parts/names.ts'
import { signedFormRoutes } from '../passkeys/index.ts'
import type { Route } from '../route.ts'
import { PEOPLE_READERS } from './person.ts'

const PostForm = z.object({
  account: z.uuid().optional(),
  version: z.coerce.number().int().optional(),
})

export function postRoutes(): Route[] {
  return signedFormRoutes({
    path: '/people/posts/:institution/:post',
    who: PEOPLE_READERS,
    name: 'post',
    schema: PostForm,
    hidden: ['version'],
    load: async (exchange) => {
      const { institution, post } = await postFor(exchange)
      const { t, named } = exchange.texts
      const { holder, colleagues } = await exchange.read(async (tx) => ({
        holder: (await posts(tx, institution)).find((row) => row.post === post),
        colleagues: await colleaguesOf(tx, institution),
      }))
      const name = institutionName(exchange, institution)
      return {
        title: t('posts.title', { post: named(`post.${post}`), institution: name }),
        trail: [
          { href: '/people', text: t('nav.people') },
          { href: `/people?institution=${institution}`, text: name },
        ],
        values: { account: holder?.account, version: holder?.version },
        choices: { account: colleagues.map(({ id, name: text }) => ({ value: id, text })) },
        empty: { account: t('posts.vacant') },
        before: html`<p class="govuk-body">${named(`posts.task.${post}`)}</p><p class="govuk-body">${t('posts.means')}</p>`,
      }
    },
    save: async (exchange, { account, version }) => {
      const { institution, post } = await postFor(exchange)
      await exchange.act(account === undefined ? 'post.vacate' : 'post.appoint', async (tx) => {
        if (account !== undefined) return appoint(tx, exchange.viewer, { institution, post, account, version })
        if (version !== undefined) return vacate(tx, exchange.viewer, { institution, post, version })
        // Vacant when the form was opened, and left vacant: nothing to do, unless somebody has appointed since.
        const holder = (await posts(tx, institution)).find((row) => row.post === post)
        if (holder !== undefined) throw new Conflict({ ...holder })
      })
      return `/people?institution=${institution}&done=post.saved`
    },
  })
}

/** The post of the address. NotFound for whoever does not give it, and for one that there is not. */
async function postFor(exchange: Exchange): Promise<{ institution: string; post: PostName }> {
  const institution = exchange.context.req.param('institution') ?? ''
  const post = PostName.safeParse(exchange.context.req.param('post')).data
  if (post === undefined) throw new NotFound()
  const head = await exchange.read(async (tx) => {
    await findInstitution(tx, institution)
    return headOf(tx, institution)
  })
  if (!mayAppoint(exchange.viewer, head)) throw new NotFound()
  return { institution, post }
}
