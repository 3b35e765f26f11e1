/** The English catalogue, one file an area; its keys type every call of `t`. */
import site from './site.json' with { type: 'json' }

export const english = { ...site }

export type TextKey = keyof typeof english
