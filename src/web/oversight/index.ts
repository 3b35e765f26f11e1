/** Watching over the agencies: breaches and alarms, the registers of places, alarms of the wall; and checking a record, for anybody. */
import type { Route } from '../route.ts'
import { acknowledge, breachesPage } from './breaches.ts'
import { answerPersonReport, personReportPage, personsPage } from './persons.ts'
import { heldPage, placesPage } from './places.ts'
import { checkProof, checkpointFile, proofPage } from './proof.ts'
import { wallPage } from './wall.ts'

/** Which of the officers, the register says: to all others there is no such page. */
const WHO = ['officer'] as const

export function oversightRoutes(): Route[] {
  return [
    { method: 'GET', path: '/oversight', who: WHO, answer: breachesPage },
    { method: 'POST', path: '/oversight', who: WHO, answer: acknowledge },
    { method: 'GET', path: '/oversight/wall', who: WHO, answer: wallPage },
    { method: 'GET', path: '/oversight/places', who: WHO, answer: placesPage },
    { method: 'GET', path: '/oversight/places/:office', who: WHO, answer: heldPage },
    { method: 'GET', path: '/oversight/persons', who: WHO, answer: personsPage },
    { method: 'GET', path: '/oversight/persons/:id', who: WHO, answer: personReportPage },
    { method: 'POST', path: '/oversight/persons/:id', who: WHO, answer: answerPersonReport },
    { method: 'GET', path: '/proof', who: 'anyone', answer: proofPage },
    { method: 'POST', path: '/proof', who: 'anyone', answer: checkProof },
    { method: 'GET', path: '/proof/checkpoint/:log', who: 'anyone', answer: checkpointFile },
  ]
}
