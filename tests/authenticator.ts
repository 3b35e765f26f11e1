/** A passkey for tests in which no browser matters: an ES256 key that answers what a site asks (WebAuthn Level 3), well or badly. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface Asked {
  readonly challenge: string
}

/** How it answers, where that is not as it should be. */
export interface Badly {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly userVerified?: boolean
  readonly counter?: number
  readonly id?: string
}

export interface Authenticator {
  readonly id: string
  counter: number
  /** Answers as JSON, as `credential.toJSON()` gives them. */
  readonly make: (asked: Asked, badly?: Badly) => string
  readonly sign: (asked: Asked, badly?: Badly) => string
}

const PRESENT = 0x01
const VERIFIED = 0x04
const NEW_KEY = 0x40

export function authenticator(site: { readonly origin: string; readonly rpId: string }): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const { x, y } = publicKey.export({ format: 'jwk' })
  const point = (part: string | undefined) =>
    Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(part ?? '', 'base64url')])
  // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  const cose = Buffer.concat([Buffer.from('a5010203262001', 'hex'), byte(0x21), point(x), byte(0x22), point(y)])

  const clientData = (type: string, asked: Asked, badly: Badly) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: badly.challenge ?? asked.challenge,
        origin: badly.origin ?? site.origin,
        crossOrigin: false,
      }),
    )
  const data = (flags: number, badly: Badly) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(badly.counter ?? own.counter)
    const said = flags | PRESENT | (badly.userVerified === false ? 0 : VERIFIED)
    return Buffer.concat([sha256(badly.rpId ?? site.rpId), byte(said), counter])
  }
  const answer = (response: Readonly<Record<string, unknown>>, badly: Badly) => {
    const name = badly.id ?? id.toString('base64url')
    return JSON.stringify({ id: name, rawId: name, type: 'public-key', response, clientExtensionResults: {} })
  }

  const own: Authenticator = {
    id: id.toString('base64url'),
    counter: 0,
    make: (asked, badly = {}) => {
      const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
      const authData = Buffer.concat([data(NEW_KEY, badly), key])
      // {fmt: "none", attStmt: {}, authData}
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]),
        authData,
      ])
      const clientDataJSON = clientData('webauthn.create', asked, badly).toString('base64url')
      return answer(
        { clientDataJSON, attestationObject: attestation.toString('base64url'), transports: ['internal'] },
        badly,
      )
    },
    sign: (asked, badly = {}) => {
      own.counter += 1
      const said = clientData('webauthn.get', asked, badly)
      const authData = data(0, badly)
      const signature = sign(
        'sha256',
        Buffer.concat([authData, createHash('sha256').update(said).digest()]),
        privateKey,
      )
      const [clientDataJSON, authenticatorData] = [said.toString('base64url'), authData.toString('base64url')]
      return answer({ clientDataJSON, authenticatorData, signature: signature.toString('base64url') }, badly)
    },
  }
  return own
}

const byte = (value: number) => Buffer.from([value])
const sha256 = (text: string) => createHash('sha256').update(text).digest()
