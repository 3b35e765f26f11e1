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
