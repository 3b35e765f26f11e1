/** The English catalogue, one file an area; its keys type every call of `t`. */
import obligations from './obligations.json' with { type: 'json' }
import site from './site.json' with { type: 'json' }

export const english = { ...site, ...obligations }

export type TextKey = keyof typeof english
