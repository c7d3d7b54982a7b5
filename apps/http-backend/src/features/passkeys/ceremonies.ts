import type { Request, Response } from 'express'
import { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'
import type { ActiveSession } from '../../auth/session-store.js'
import { CEREMONY_SECONDS } from './relying-party.js'

const held = z.object({ challenge: z.string(), sessionId: z.string().nullable() })
type Kind = 'passkey_sign_in' | 'passkey_creation' | 'passkey_reauthentication'

/** Challenges between the request for options and the answer of the device: five minutes, single use, in the browser that asked. */
export type Ceremonies = {
  begin(res: Response, kind: Kind, session: ActiveSession | null, challenge: string): Promise<void>
  /** The challenge that was begun in this browser, and in this session where there is one; null otherwise. It is used up, whatever comes of it. */
  end(req: Request, res: Response, kind: Kind, session: ActiveSession | null): Promise<string | null>
}

export function createCeremonies({ flows, cookies }: Pick<AuthServices, 'flows' | 'cookies'>): Ceremonies {
  return {
    async begin(res, kind, session, challenge) {
      const data = { challenge, sessionId: session?.sessionId ?? null }
      const userId = session?.user.id ?? null
      const { token } = await flows.start({ kind, userId, data, seconds: CEREMONY_SECONDS })
      cookies.write(res, { flow: token })
    },
    async end(req, res, kind, session) {
      const flow = await flows.finish(cookies.read(req, 'flow'), kind)
      if (!flow) return null
      cookies.clearFlow(res)
      const { challenge, sessionId } = held.parse(flow.data)
      const sameSession = sessionId === (session?.sessionId ?? null) && flow.userId === (session?.user.id ?? null)
      return sameSession ? challenge : null
    },
  }
}
