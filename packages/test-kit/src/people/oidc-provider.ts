import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { type Configuration } from 'oidc-provider'
import { listen } from '../targets/listen.js'
import { createWalker } from './walker.js'

/** Somebody who has an account at the provider. */
export type OidcPerson = { sub: string; email?: string; email_verified?: boolean; name?: string }

export type OidcProvider = AsyncDisposable & {
  issuer: string
  people: Map<string, OidcPerson>
  /**
   * Goes to an authorization address as a new browser, signs in as that person, consents, and resolves to the address that the
   * browser is sent back to, without opening it.
   */
  signIn(authorizationUrl: string, sub: string): Promise<URL>
  /** The same, but the person turns back at the sign-in form. */
  refuse(authorizationUrl: string): Promise<URL>
  /** From now on it publishes other keys than those it signs with, as somebody would see who forged its tokens. */
  publishOtherKeys(): void
  /** From now on it answers nothing but 503. */
  fail(): void
  /** Ends what these two began. */
  recover(): void
}

/** A real OpenID Connect provider on loopback with one client. It insists on PKCE, and names itself in its answers (RFC 9207). */
export async function startOidcProvider(options: {
  clientId: string
  clientSecret: string
  redirectUri: string
}): Promise<OidcProvider> {
  const people = new Map<string, OidcPerson>()
  let tampering: 'none' | 'keys' | 'away' = 'none'
  let handle = (_req: IncomingMessage, res: ServerResponse): void => void res.writeHead(503).end()

  const server = createServer((req, res) => {
    if (tampering === 'away') res.writeHead(503).end()
    else if (tampering === 'keys' && req.url === '/jwks')
      res.setHeader('content-type', 'application/json').end(otherKeys())
    else handle(req, res)
  })
  const target = await listen(server)
  const issuer = `http://127.0.0.1:${target.port}`
  handle = new Provider(issuer, configurationOf(options, people)).callback()

  async function walkTo(authorizationUrl: string, answer: 'abort' | { login: string }): Promise<URL> {
    const walker = createWalker(issuer)
    let step = await walker.open(authorizationUrl)
    for (let forms = 0; step.kind === 'page'; forms++) {
      if (forms > 3) throw new Error(`The provider asks for ever: ${step.text}`)
      const action = /<form[^>]* action="([^"]+)"/.exec(step.text)?.[1]
      const prompt = /name="prompt" value="(\w+)"/.exec(step.text)?.[1]
      if (!action || !prompt) throw new Error(`The provider shows no form: ${step.text}`)
      if (answer === 'abort') step = await walker.open(`${action}/abort`)
      else step = await walker.open(action, { prompt, login: answer.login, password: 'any' })
    }
    return step.url
  }

  return {
    issuer,
    people,
    signIn: (authorizationUrl, sub) => walkTo(authorizationUrl, { login: sub }),
    refuse: (authorizationUrl) => walkTo(authorizationUrl, 'abort'),
    publishOtherKeys: () => {
      tampering = 'keys'
    },
    fail: () => {
      tampering = 'away'
    },
    recover: () => {
      tampering = 'none'
    },
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}

function configurationOf(
  client: { clientId: string; clientSecret: string; redirectUri: string },
  people: ReadonlyMap<string, OidcPerson>,
): Configuration {
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [sharedSigningKey().secret] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_ctx, sub) => {
      const person = people.get(sub)
      return person && { accountId: sub, claims: () => ({ ...person }) }
    },
  }
}

const otherKeys = () => JSON.stringify({ keys: [newSigningKey().open] })

// Making one takes a while, and providers of one test need not differ in it.
let signingKey: ReturnType<typeof newSigningKey> | null = null

const sharedSigningKey = () => {
  signingKey ??= newSigningKey()
  return signingKey
}

/** An RSA key, both parts as JWK (RFC 7517). */
function newSigningKey() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const about = { alg: 'RS256', use: 'sig' }
  return {
    secret: { ...privateKey.export({ format: 'jwk' }), ...about },
    open: { ...publicKey.export({ format: 'jwk' }), ...about },
  }
}
