/** The words of a declaration in another language: English is the source and types the keys. */

/**
 * The same keys, none of its own: a key that English does not have does not compile. What is left out is shown in English;
 * which may be left out, `translationFindings` says.
 */
export type Translation<T> = {
  readonly [K in keyof T]?: NonNullable<T[K]> extends string ? string : Translation<NonNullable<T[K]>>
}
