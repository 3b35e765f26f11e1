/** From one declaration to the next: shown, read, applied. */
export { applyMigration, type Migration, MigrationRefused, plannedMigration } from './migration.ts'
