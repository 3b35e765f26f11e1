/** The labelled demonstration content of a country, so that an empty system shows what it looks like in use. */
export { demonstrationReader, loadDemonstrationIntoStore } from './load.ts'
