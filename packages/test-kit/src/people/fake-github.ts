import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { listen } from '../targets/listen.js'

export type GithubPerson = {
  id: number
  login: string
  name: string | null
  emails: { email: string; primary: boolean; verified: boolean }[]
}

/** The endpoints of GitHub that signing in needs, on loopback. They refuse what GitHub refuses. */
export type FakeGithub = AsyncDisposable & {
  addresses: { site: string; api: string }
  /** What its authorize page does for that person: the address that the browser is sent back to. Throws for a wrong request. */
  authorize(authorizationUrl: string, person: GithubPerson): URL
  /** What it refused, in words. */
  refusals: string[]
}

type Grant = { person: GithubPerson; challenge: string; redirectUri: string }

export async function startFakeGithub(client: {
  clientId: string
  clientSecret: string
  redirectUri: string
}): Promise<FakeGithub> {
  const codes = new Map<string, Grant>()
  const tokens = new Map<string, GithubPerson>()
  const refusals: string[] = []

  /** GitHub answers 200 with an `error` in the body (docs: "Troubleshooting OAuth app access token request errors"). */
  function exchange(form: URLSearchParams): object {
    const grant = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const verifier = form.get('code_verifier') ?? ''
    const problem =
      form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret
        ? 'incorrect_client_credentials'
        : !grant || challengeOf(verifier) !== grant.challenge
          ? 'bad_verification_code'
          : form.get('redirect_uri') !== grant.redirectUri
            ? 'redirect_uri_mismatch'
            : null
    if (problem !== null || !grant) {
      refusals.push(problem ?? 'bad_verification_code')
      return { error: problem, error_description: 'refused' }
    }
    const token = `gho_${randomBytes(18).toString('hex')}`
    tokens.set(token, grant.person)
    return { access_token: token, scope: 'read:user,user:email', token_type: 'bearer' }
  }

  function api({ url, headers }: IncomingMessage): { status: number; body: object } {
    const person = tokens.get((headers.authorization ?? '').replace(/^Bearer /, ''))
    if (!person) return { status: 401, body: { message: 'Bad credentials' } }
    // "Request forbidden by administrative rules. Please make sure your request has a User-Agent header"
    if (!headers['user-agent'] || headers['user-agent'] === 'node')
      return { status: 403, body: { message: 'Forbidden' } }
    const path = url?.split('?')[0]
    if (path === '/user') return { status: 200, body: { id: person.id, login: person.login, name: person.name } }
    return path === '/user/emails'
      ? { status: 200, body: person.emails }
      : { status: 404, body: { message: 'Not Found' } }
  }

  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const isToken = req.method === 'POST' && req.url === '/login/oauth/access_token'
      const json = req.headers.accept?.includes('json') === true
      const { status, body } = isToken
        ? { status: json ? 200 : 406, body: exchange(new URLSearchParams(Buffer.concat(chunks).toString())) }
        : api(req)
      res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
    })
  })
  const target = await listen(server)
  const site = `http://127.0.0.1:${target.port}`

  return {
    addresses: { site, api: site },
    refusals,
    authorize(authorizationUrl, person) {
      const { origin, pathname, searchParams: asked } = new URL(authorizationUrl)
      if (`${origin}${pathname}` !== `${site}/login/oauth/authorize`) throw new Error(`Not GitHub: ${pathname}`)
      const challenge = asked.get('code_challenge') ?? ''
      const redirectUri = asked.get('redirect_uri') ?? ''
      if (asked.get('client_id') !== client.clientId || redirectUri !== client.redirectUri)
        throw new Error('No such app')
      if (asked.get('code_challenge_method') !== 'S256' || challenge === '') throw new Error('PKCE is missing')
      const code = randomBytes(10).toString('hex')
      codes.set(code, { person, challenge, redirectUri })
      const back = new URL(redirectUri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked.get('state') ?? '')
      return back
    },
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  }
}

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')
