/** The four posts of an institution with who holds them; a vacant one says what that means. */
import { html } from 'hono/html'
import { headOf, mayAppoint, PostName, posts } from '../../obligations/people/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { table } from '../parts/list.ts'

export async function postsOf(exchange: Exchange, institution: string): Promise<Html> {
  const { t, named } = exchange.texts
  const { holders, head } = await exchange.read(async (tx) => ({
    holders: await posts(tx, institution),
    head: await headOf(tx, institution),
  }))
  const may = mayAppoint(exchange.viewer, head)
  return html`<h2 class="govuk-heading-m" id="posts">${t('posts.heading')}</h2><p class="govuk-body">${t('posts.explained')}</p>${table(
    t('posts.caption'),
    [
      { heading: t('posts.post') },
      { heading: t('posts.holder') },
      { heading: t('posts.task') },
      ...(may ? [{ heading: t('posts.change-heading') }] : []),
    ],
    PostName.options.map((post) => {
      const holder = holders.find((row) => row.post === post)
      return [
        named(`post.${post}`),
        holder === undefined ? html`<span class="ob-overdue">${t('posts.vacant')}</span>` : holder.name,
        named(`posts.task.${post}`),
        ...(may
          ? [
              html`<a class="govuk-link" href="/people/posts/${institution}/${post}">${holder === undefined ? t('posts.appoint') : t('posts.change')}<span class="govuk-visually-hidden"> ${named(`post.${post}`)}</span></a>`,
            ]
          : []),
      ]
    }),
  )}`
}
