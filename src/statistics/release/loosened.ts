/** A default that is loosened (statistics.md 6): which limit, how far, why; two statisticians agree, and readers are told. */
import { Invalid } from '../../store/index.ts'
import { type Limits, tooLoose } from '../gates/limits.ts'
import { type Texts, wordingIn } from '../publication/index.ts'
import { LANGUAGES_OF_TABLES } from '../words/words.ts'

export interface Loosened {
  readonly limits: Partial<Limits>
  readonly reason: string
  /** In which the reason is. */
  readonly language: string
}

/** Refuses (Invalid) a limit that is moved too far, or without a reason. */
export function refuseTooLoose(loosened: Loosened | undefined): void {
  const problems =
    loosened === undefined ? [] : tooLoose(loosened.limits).map((field) => ({ field, rule: 'too-loose' }))
  if (problems.length > 0) throw new Invalid(problems)
  if (loosened?.reason.trim() === '') throw new Invalid([{ field: 'reason', rule: 'required' }])
}

/** "persons in a population, at least 50", in every language. */
export function loosenedText(limits: Loosened['limits']): Texts {
  const moved = Object.entries(limits) as [keyof Limits, number][] // as refuseTooLoose let them through
  return Object.fromEntries(
    LANGUAGES_OF_TABLES.map((language) => {
      const { say, number } = wordingIn(language)
      const said = moved.map(([limit, to]) =>
        say(`limit.${limit}`, { to: number(limit === 'smallShare' ? to * 100 : to) }),
      )
      return [language, said.join('; ')]
    }),
  )
}
