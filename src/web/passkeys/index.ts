/** Passkeys of officers, and the page on which a serious act is signed with one. */
export { passkeySite, sessionHolder } from './holder.ts'
export { passkeyRoutes } from './pages.ts'
export { PASSKEY_SCRIPT } from './script.ts'
export { actToSign, CHANGE, readSignature, SIGNATURE, type Signing, signPage } from './sign.ts'
export { carriedIn, signedFormRoutes, ToBeSigned, withSignature } from './signed-form.ts'
