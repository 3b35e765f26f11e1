/** A State's identity provider for tests: a certified OpenID Connect server, on a free port, that signs in whoever the test says. */
import { createServer } from 'node:http'
import { after } from 'node:test'
import { Provider } from 'oidc-provider'

export interface Person {
  readonly subject: string
  readonly email: string
  readonly verified: boolean
}

export interface IdentityProvider {
  readonly issuer: string
  /** Who signs in next. */
  person: Person
  readonly stop: () => void
  readonly start: () => Promise<void>
}

export const CLIENT = { clientId: 'observance', clientSecret: 'a-secret-of-the-tests-alone' } as const

/** Starts the provider for one client, which must use PKCE and come back to `redirectUri`. */
export async function identityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer()
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const issuer = `http://127.0.0.1:${port}`
  const state: { person: Person } = { person: { subject: 'nobody', email: 'nobody@state.example', verified: true } }
  const provider = new Provider(issuer, configurationFor(redirectUri, state))
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return answer(request, response)
    void provider.interactionFinished(request, response, { login: { accountId: state.person.subject } })
  })
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  after(stop)
  return Object.assign(state, { issuer, stop, start: () => listen(port) })
}

function configurationFor(redirectUri: string, state: { person: Person }): Readonly<Record<string, unknown>> {
  return {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_: unknown, subject: string) => ({
      accountId: subject,
      claims: () => ({ sub: subject, email: state.person.email, email_verified: state.person.verified }),
    }),
    loadExistingGrant: grantAll,
  }
}

interface Asking {
  readonly oidc: {
    readonly provider: Provider
    readonly client: { readonly clientId: string }
    readonly session: { readonly accountId: string }
  }
}

/** The State's own client needs no consent of its officials. */
async function grantAll({ oidc }: Asking) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
  grant.addOIDCScope('openid email')
  await grant.save()
  return grant
}
