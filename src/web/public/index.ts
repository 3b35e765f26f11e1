/** Pages that anyone may read. */
import type { Route } from '../route.ts'
import { indicatorPage } from './indicator/index.ts'
import { indicatorsPage } from './indicators.ts'
import { institutionPage } from './institution.ts'
import { obligationsPage } from './obligations.ts'
import { overviewPage } from './overview.ts'
import { planPage } from './plan.ts'
import { progressPage } from './progress.ts'
import { searchPage } from './search.ts'
import { storyPage } from './story/index.ts'
import { wordsPage } from './story/words.ts'

export function publicRoutes(): Route[] {
  return [
    { method: 'GET', path: '/', who: 'anyone', answer: overviewPage },
    { method: 'GET', path: '/progress/:by', who: 'anyone', answer: progressPage },
    { method: 'GET', path: '/obligations', who: 'anyone', answer: obligationsPage },
    { method: 'GET', path: '/obligations/:code', who: 'anyone', answer: storyPage },
    { method: 'GET', path: '/obligations/:code/words', who: 'anyone', answer: wordsPage },
    { method: 'GET', path: '/institutions/:code', who: 'anyone', answer: institutionPage },
    { method: 'GET', path: '/plan', who: 'anyone', answer: planPage },
    { method: 'GET', path: '/search', who: 'anyone', answer: searchPage },
    { method: 'GET', path: '/indicators', who: 'anyone', answer: indicatorsPage },
    { method: 'GET', path: '/indicators/:name', who: 'anyone', answer: indicatorPage },
  ]
}
