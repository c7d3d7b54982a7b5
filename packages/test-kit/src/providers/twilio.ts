import { z } from 'zod'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const phone = z.string().regex(/^\+[1-9]\d{6,14}$/)
const message = z
  .strictObject({
    To: phone,
    From: z.union([phone, z.string().regex(/^[A-Za-z0-9 ]{1,11}$/)]).optional(),
    MessagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/)
      .optional(),
    Body: z.string().min(1).max(1600),
  })
  .refine(({ From, MessagingServiceSid }) => (From === undefined) !== (MessagingServiceSid === undefined), 'one sender')

export const FAKE_ACCOUNT_SID = `AC${'0'.repeat(32)}`

export type FakeTwilio = FakeProvider & {
  /** What was sent, oldest first. */
  texts: readonly { to: string; body: string }[]
}

/** Takes what Twilio's Messages resource takes of the account above with the token `auth-token`: https://www.twilio.com/docs/messaging/api/message-resource */
export async function startFakeTwilio(): Promise<FakeTwilio> {
  const texts: { to: string; body: string }[] = []
  const authorization = `Basic ${Buffer.from(`${FAKE_ACCOUNT_SID}:auth-token`).toString('base64')}`
  const fake = await startFakeProvider(({ method, url, headers, body }) => {
    const isMessages = url.pathname === `/2010-04-01/Accounts/${FAKE_ACCOUNT_SID}/Messages.json`
    if (url.origin !== 'https://api.twilio.com' || !isMessages) return refusal(404, 20_404, 'Not found')
    if (headers.authorization !== authorization) return refusal(401, 20_003, 'Authenticate')
    if (method !== 'POST') return refusal(405, 20_004, 'Method not allowed')
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return refusal(400, 21_604, 'No To')
    const parsed = message.safeParse(Object.fromEntries(new URLSearchParams(body)))
    if (!parsed.success) return refusal(400, 21_602, parsed.error.message)
    texts.push({ to: parsed.data.To, body: parsed.data.Body })
    const sid = `SM${texts.length.toString(16).padStart(32, '0')}`
    return { status: 201, body: { sid, status: 'queued', to: parsed.data.To, error_code: null } }
  })
  return Object.assign(fake, { texts })
}

const refusal = (status: number, code: number, said: string): ProviderReply => ({
  status,
  body: { code, message: said, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})
