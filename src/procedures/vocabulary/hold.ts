/** The bits that cross walls. Named by effect, so that a name never tells which procedure placed it, or why. */
export const HOLDS = [
  'removalSuspended',
  'mayNotBeDetained',
  'noStatusCharge',
  'permitStays',
  'mayLeave',
  'eraseNot',
  'childGuardNeeded',
  'licenceFrozen',
  'died',
] as const
export type HoldName = (typeof HOLDS)[number]
