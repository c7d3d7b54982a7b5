import { createScope } from '@mointering/backend-common/lifecycle/scope'
import { type MailSink, startMailSink } from '@mointering/test-kit/mail/mail-sink'
import type { Answer, Browser } from '@mointering/test-kit/people/browser'
import { type FakeGithub, startFakeGithub } from '@mointering/test-kit/people/fake-github'
import { type OidcPerson, type OidcProvider, startOidcProvider } from '@mointering/test-kit/people/oidc-provider'
import { type ApiWorld, startWorld } from '../api-world.js'

export const PUBLIC_URL = 'http://localhost:3000'
const client = (provider: string) => ({
  clientId: `client of ${provider}`,
  clientSecret: `secret of ${provider}, 32 letters or more of it`,
  redirectUri: `${PUBLIC_URL}/api/v1/auth/providers/${provider}/callback`,
})

export type ProviderWorld = AsyncDisposable & {
  api: ApiWorld
  oidc: OidcProvider
  /** A second one, where the API takes Google to be. */
  google: OidcProvider
  github: FakeGithub
  sink: MailSink
  /** As if it had just begun: nobody has an account, and everything works. */
  reset(): Promise<void>
  /** Begins at a provider: where it sends the browser. */
  begin(browser: Browser, provider: string, query?: string): Promise<string>
  /** Opens the address that a provider sent the browser back to. */
  comeBack(browser: Browser, url: URL): Promise<Answer>
  /** All of it for the generic provider: the path at which the browser goes on. */
  signIn(browser: Browser, person: OidcPerson, query?: string): Promise<string>
}

/** The API with three providers that it can be signed in with, and mail. */
export async function startProviderWorld(env: Record<string, string> = {}): Promise<ProviderWorld> {
  const scope = createScope()
  const sink = scope.add(await startMailSink())
  const oidc = scope.add(await startOidcProvider(client('oidc')))
  const google = scope.add(await startOidcProvider(client('google')))
  const github = scope.add(await startFakeGithub(client('github')))
  const api = scope.add(
    await startWorld({
      env: {
        SMTP_URL: sink.url,
        OIDC_ISSUER: oidc.issuer,
        OIDC_NAME: 'Example login',
        OIDC_CLIENT_ID: client('oidc').clientId,
        OIDC_CLIENT_SECRET: client('oidc').clientSecret,
        GOOGLE_CLIENT_ID: client('google').clientId,
        GOOGLE_CLIENT_SECRET: client('google').clientSecret,
        GITHUB_CLIENT_ID: client('github').clientId,
        GITHUB_CLIENT_SECRET: client('github').clientSecret,
        ...env,
      },
      rateLimits: { providerFromAddress: { limit: 10_000, windowMs: 60_000 } },
      providerAddresses: { google: google.issuer, github: github.addresses },
    }),
  )

  async function begin(browser: Browser, provider: string, query = ''): Promise<string> {
    const response = await browser.open(`/api/v1/auth/providers/${provider}/start${query}`, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (response.status !== 303 || location === null) throw new Error(`${response.status}: ${await response.text()}`)
    return location
  }
  const comeBack = (browser: Browser, url: URL) => browser.request(url.pathname + url.search)

  return {
    api,
    oidc,
    google,
    github,
    sink,
    async reset() {
      const { prisma } = api.database
      await prisma.$transaction([
        prisma.mail.deleteMany(),
        prisma.auditEntry.deleteMany(),
        prisma.workspace.deleteMany(),
        prisma.user.deleteMany(),
      ])
      sink.forget()
      github.refusals.splice(0)
      api.logged.splice(0)
      api.clock.aheadMs = 0
    },
    begin,
    comeBack,
    async signIn(browser, person, query) {
      oidc.people.set(person.sub, person)
      const back = await oidc.signIn(await begin(browser, 'oidc', query), person.sub)
      return pathOf(await comeBack(browser, back))
    },
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  }
}

/** Where the page of the callback goes on. */
export function pathOf({ status, text }: Answer): string {
  const path = /<meta http-equiv="refresh" content="0;url=([^"]+)">/.exec(text)?.[1]
  if (status !== 200 || path === undefined) throw new Error(`No page that goes on: ${status} ${text}`)
  return path.replaceAll('&amp;', '&')
}

export const ADA: OidcPerson = { sub: 'ada-1', email: 'ada@example.org', email_verified: true, name: 'Ada Lovelace' }
