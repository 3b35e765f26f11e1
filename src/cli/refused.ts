/** A command refuses its input in one sentence. */
export class Refused extends Error {
  override readonly name = 'Refused'
}
