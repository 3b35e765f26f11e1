/** How a command ends without having done anything: its input is refused, or it was used wrongly. One sentence each. */

export class Refused extends Error {
  override readonly name = 'Refused'
}

/** The command line says too little or too much. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}
