/** Who reads complaints: an officer whose role the procedure lets read every fact of its cases. To all others nothing is here. */
import { listedFor, type Who } from '../../../register/index.ts'
import { NotFound } from '../../../store/index.ts'
import type { Exchange } from '../../exchange.ts'

/** The officer; NotFound for whoever lists no complaints. */
export function readerOfComplaints(exchange: Exchange): Extract<Who, { as: 'officer' }> {
  const who = exchange.officer()
  if (!listedFor(exchange.register, who).some(({ name }) => name === 'complaint')) throw new NotFound()
  return who
}
