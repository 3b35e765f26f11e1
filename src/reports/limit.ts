/** How long a paper to the United Nations may be, each limit beside its source. */

export interface WordLimit {
  readonly words: number
  readonly source: string
  /** False where we know it from practice only. */
  readonly certain: boolean
}

export const WORD_LIMITS = {
  initial: { words: 31_800, source: 'A/RES/68/268, para. 16', certain: true },
  periodic: { words: 21_200, source: 'A/RES/68/268, para. 16', certain: true },
  core: { words: 42_400, source: 'A/RES/68/268, para. 16', certain: true },
  'follow-up': { words: 3_500, source: 'practice of several committees', certain: false },
} as const satisfies Record<string, WordLimit>

/** From this share of the limit on, the writer is warned. */
export const WARN_FROM = 0.9

/** Where a draft stands against its limit. */
export interface WordCount {
  readonly words: number
  readonly limit: number
  /** 1 is the whole limit. */
  readonly share: number
  readonly level: 'within' | 'near' | 'over'
}

/** Weighs words against a limit: near from 90 % on, over above it. */
export function weigh(words: number, limit: number): WordCount {
  const share = words / limit
  return { words, limit, share, level: words > limit ? 'over' : share >= WARN_FROM ? 'near' : 'within' }
}
