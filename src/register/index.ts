/** The engine that runs any procedure: cases, events, safeguards, clocks, holds. It knows no procedure by name. */
export type { Mode, Modes } from './commit/rule.ts'
export { type Installation, installRegisters } from './install.ts'
export * from './people/index.ts'
export { type Kept, registerRecords } from './records/live-records.ts'
export { KeyDestroyed, type KeyId, openVault, type Vault, vaultFolderIn } from './seal/vault.ts'
