/** The one error that ends a start. Its message is the whole sentence that the operator reads. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
