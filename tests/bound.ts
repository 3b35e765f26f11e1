/** What a count of trials that all went well says of those that were not tried. */

/** Rule of three: where none of `tried` went wrong, fewer than three in as many do, with 95 % confidence. */
export function boundOf(tried: number): string {
  return `what goes wrong goes wrong less often than once in ${Math.max(1, Math.floor(tried / 3)).toLocaleString('en')}, with 95 % confidence`
}
