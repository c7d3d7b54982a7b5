import type { Notice } from '@mointering/api-contract/notices/notice'

/** A request as it goes to a provider. The body is sent as it is; `headers` name its type. */
export type ProviderRequest = {
  method: 'POST' | 'PUT' | 'PATCH' | 'GET'
  url: string
  headers: Readonly<Record<string, string>>
  body: string | Uint8Array | null
}

/** What came back: header names in lower case, at most 64 KiB of the body. */
export type ProviderAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string }

/**
 * - `sent`: the provider has taken it. `receipt` is what it calls the message; `handle` is what it needs to change it later, as JSON; `note` what a person should
 *   know all the same, such as a recipient of several that was refused.
 * - `passing`: may work later, at the earliest after `retryAfterMs` where the provider says so.
 * - `permanent`: will never work with these settings: a person must look. `reason` says what to do.
 */
export type Outcome =
  | { kind: 'sent'; receipt: string | null; handle?: unknown; note?: string }
  | { kind: 'passing'; reason: string; retryAfterMs: number | null; httpStatus: number | null }
  | { kind: 'permanent'; reason: string; httpStatus: number | null }

/** What a channel may use. Every request passes the address guard and the time limit of the notifier. */
export type ChannelTools = {
  /** Rejects with DeliveryError when there was no answer. */
  request(request: ProviderRequest): Promise<ProviderAnswer>
  /** Epoch milliseconds. */
  now(): number
  /** Ends the attempt: its time is up, or the notifier stops. */
  signal: AbortSignal
  /** Of a channel that tells several recipients with a request each: who is told already, so that another attempt goes to the others only. See tellEach. */
  parts: {
    isTold(part: string): boolean
    /** Stored before it resolves. */
    told(part: string): Promise<void>
  }
}

/** One way to tell people. A folder of its own: settings stand in api-contract/channels, payloads have golden files. */
export type ChannelKind<Settings> = {
  /** Hands the notice to the provider. Rejects only with what `tools` rejects with. */
  deliver(settings: Settings, notice: Notice, tools: ChannelTools): Promise<Outcome>
  /** Changes a message that was sent: a digest that grew, an incident that ended. Absent where the provider cannot. */
  update?(settings: Settings, notice: Notice, handle: unknown, tools: ChannelTools): Promise<Outcome>
  /** True when the provider shows a repeated notice once (its dedup or idempotency key). */
  repeatsAreSeenOnce: boolean
}
