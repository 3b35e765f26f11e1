/** How names of a declaration become names in the database. Only declared names pass; nothing typed by a person does. */

/** "immigration-enforcement", "libertyLostAt" → immigration_enforcement, liberty_lost_at. */
export function sqlName(name: string): string {
  const snake = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(snake)) throw new RangeError(`not a name for the database: ${name}`)
  return snake
}

/** A text constant. Declared words only. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** An array of text constants. */
export function textArray(texts: readonly string[]): string {
  return `array[${texts.map(literal).join(', ')}]::text[]`
}

/** Words that SQL keeps for itself (SQL key words, appendix C of PostgreSQL's manual: reserved). */
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default
   deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into
   lateral leading limit localtime not null offset on only or order placing primary references returning select some
   symmetric system_user table then to trailing true union unique user using variadic when where window with`.split(
    /\s+/,
  ),
)

/** The column of a fact: `where` is where_, since SQL keeps that word. */
export function columnName(fact: string): string {
  const name = sqlName(fact)
  return RESERVED.has(name) ? `${name}_` : name
}
