/** What a file holds as JSON that the database takes: files hold null characters and halves of characters, jsonb does not. */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  )
}
