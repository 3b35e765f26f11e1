/** Files of the own case. */
import { isHiddenInNumber, type Procedure } from '../../procedures/index.ts'
import type { CaseView } from '../../register/index.ts'
import { fileAnswer, isFile, type ShownFiles } from '../cases/file-fact.ts'
import type { Exchange } from '../exchange.ts'
import type { Bearer } from './bearer.ts'

/** Where words are sealed to the Ombudsperson alone, a file that the server could open is not taken. */
export function takesFile(procedure: Procedure, fact: string): boolean {
  return isFile(procedure.facts[fact]) && !isHiddenInNumber(procedure)
}

export function ownFiles({ files, timeline }: CaseView): ShownFiles {
  return { files, timeline, address: (id) => `/case/file?id=${id}` }
}

export function ownFile(exchange: Exchange, { found }: Bearer): Promise<Response> {
  const { procedure, caseId, who } = found
  return fileAnswer(exchange, who, { procedure, caseId, purpose: 'own-data' }, exchange.query('id'))
}
