import { randomBytes } from 'node:crypto'
import { PROVIDER_INTENTS } from '@mointering/api-contract/http/identities'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'
import { sameText } from '../../auth/csrf-token.js'
import type { ProviderChecks } from './provider-client.js'

const SECONDS = 10 * 60

const held = z.object({
  provider: z.string(),
  intent: z.enum(PROVIDER_INTENTS),
  next: z.string(),
  invitation: z.string().nullable(),
  /** Of who began it; the session's cookies do not come along when the provider sends the browser back. Null for signing in. */
  session: z.object({ sessionId: z.string(), userId: z.string() }).nullable(),
  checks: z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), again: z.boolean() }),
})
/** A browser that is away at a provider. */
export type ProviderFlow = z.infer<typeof held>

export type ProviderFlows = {
  begin(res: Response, flow: Omit<ProviderFlow, 'checks'>, again: boolean): Promise<ProviderChecks>
  /**
   * The flow that this browser began, and its end: nobody gets it twice. `expired` when there is none any more. `failed` when it is of another provider or
   * another state: then it goes on, as that answer was not for it.
   */
  take(
    req: Request,
    answer: { provider: string; state: string | undefined },
  ): Promise<ProviderFlow | 'expired' | 'failed'>
}

export function createProviderFlows({ flows, cookies }: Pick<AuthServices, 'flows' | 'cookies'>): ProviderFlows {
  return {
    async begin(res, flow, again) {
      const checks = { state: random(), nonce: random(), verifier: random(), again }
      const data: ProviderFlow = { ...flow, checks }
      const userId = flow.session?.userId ?? null
      const { token } = await flows.start({ kind: 'provider', userId, data, seconds: SECONDS })
      cookies.write(res, { flow: token })
      return checks
    },
    async take(req, { provider, state }) {
      const token = cookies.read(req, 'flow')
      const found = await flows.read(token, 'provider')
      if (!found) return 'expired'
      const flow = held.parse(found.data)
      if (flow.provider !== provider || state === undefined || !sameText(flow.checks.state, state)) return 'failed'
      return (await flows.finish(token, 'provider')) ? flow : 'expired'
    },
  }
}

/** 256 bits, which is also a verifier of RFC 7636 4.1. */
const random = () => randomBytes(32).toString('base64url')
