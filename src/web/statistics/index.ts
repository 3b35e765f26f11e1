/** Statistical tables: for anybody what was released, for statisticians the way there. */
import type { Route } from '../route.ts'
import { catalogueFile, structureOfRelease } from './catalogue.ts'
import { describeRoutes, descriptionPage, takeReady } from './description.ts'
import { approve, exactPage } from './exact.ts'
import { importTableRoutes } from './import-table.ts'
import { tablesPage } from './list.ts'
import { loosenRoutes } from './loosening.ts'
import { pTableRoutes } from './p-table.ts'
import { parametersPage } from './parameters.ts'
import { refusalRoutes } from './refusals.ts'
import { announceRoutes, calendarFile, calendarPage } from './release-calendar.ts'
import { releasedFile, releaseProof } from './release-files.ts'
import { refuseRun, reviewRoutes, runPage } from './run-page.ts'
import { seriesPage, seriesReviewRoutes } from './series.ts'
import { tablePage } from './table-page.ts'
import { withdrawRoutes } from './withdrawal.ts'
import { compute, workbenchPage } from './workbench.ts'

export { formulaCell } from './cell-name.ts'
export { feedFromStanding, feedIndicators } from './feed.ts'
export { feedAfterRelease } from './feed-releases.ts'
export { type LateFigures, lateFigures, lateNote } from './lateness.ts'
export { releaseNow, startReleasing } from './releasing.ts'
export { openStatistics } from './room.ts'

export function tableRoutes(): Route[] {
  return [
    { method: 'GET', path: '/tables', who: 'anyone', answer: tablesPage },
    { method: 'GET', path: '/tables/workbench', who: ['officer'], answer: (exchange) => workbenchPage(exchange) },
    { method: 'POST', path: '/tables/workbench', who: ['officer'], answer: compute },
    { method: 'GET', path: '/tables/calendar', who: 'anyone', answer: calendarPage },
    { method: 'GET', path: '/tables/calendar.ics', who: 'anyone', answer: calendarFile },
    ...announceRoutes(),
    { method: 'GET', path: '/tables/metadata/:table', who: ['officer'], answer: descriptionPage },
    { method: 'POST', path: '/tables/metadata/:table', who: ['officer'], answer: takeReady },
    ...describeRoutes(),
    ...loosenRoutes(),
    ...refusalRoutes(),
    ...withdrawRoutes(),
    { method: 'GET', path: '/tables/exact', who: ['officer', 'nhri'], answer: exactPage },
    { method: 'POST', path: '/tables/exact', who: ['officer', 'nhri'], answer: approve },
    { method: 'GET', path: '/tables/runs/:id', who: ['officer'], answer: runPage },
    { method: 'GET', path: '/tables/runs/:id/parameters', who: ['officer'], answer: parametersPage },
    { method: 'POST', path: '/tables/runs/:id/refuse', who: ['officer'], answer: refuseRun },
    ...reviewRoutes(),
    ...importTableRoutes(),
    ...pTableRoutes(),
    { method: 'GET', path: '/tables/series/:series/:period', who: ['officer'], answer: seriesPage },
    ...seriesReviewRoutes(),
    { method: 'GET', path: '/tables/catalog.jsonld', who: 'anyone', answer: catalogueFile },
    { method: 'GET', path: '/tables/:table', who: 'anyone', answer: tablePage },
    { method: 'GET', path: '/releases/:release/structure.json', who: 'anyone', answer: structureOfRelease },
    { method: 'GET', path: '/releases/:release/proof/:table', who: 'anyone', answer: releaseProof },
    { method: 'GET', path: '/releases/:release/:file', who: 'anyone', answer: releasedFile },
  ]
}
