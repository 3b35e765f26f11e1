/** Indicators for the pages that list them. */
export { indicatorOf, listIndicators, seriesOf } from './indicators.ts'
