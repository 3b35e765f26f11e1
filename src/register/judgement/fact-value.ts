/** The values of facts as events, forms and the API carry them. A fact that is not given is absent: never null, never "". */

export type LineValue = Readonly<Record<string, string | boolean | number | readonly string[]>>

/** Instants are ISO 8601 in UTC, days "YYYY-MM-DD", a birth date that is known by its year "YYYY". */
export type FactValue = string | boolean | number | readonly string[] | readonly LineValue[]
