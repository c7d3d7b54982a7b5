import { type LiveEvent, liveEvent } from '@mointering/api-contract/pipeline/live-events'
import { goToSignIn, renewSession } from '../api/api-client'

export type LiveState = 'connected' | 'reconnecting' | 'paused'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
/** A tab nobody looks at gives its connection back after this long: browsers allow six to one origin without HTTP/2. */
const HIDDEN_MS = 60_000

type Handlers = {
  onState: (state: LiveState) => void
  onEvent: (event: LiveEvent) => void
  /** After each connection but the first: what happened meanwhile must be fetched. */
  onGap: () => void
}

/** Opens the stream of a workspace and keeps it open; gives back how to close it. */
export function openLiveStream(workspaceId: string, { onState, onEvent, onGap }: Handlers): () => void {
  let source: EventSource | null = null
  let waitMs = FIRST_WAIT_MS
  let retry: ReturnType<typeof setTimeout> | undefined
  let hide: ReturnType<typeof setTimeout> | undefined
  let connectedBefore = false
  let closed = false

  function connect() {
    disconnect()
    onState('reconnecting')
    source = new EventSource(`/api/v1/workspaces/${workspaceId}/events`)
    source.onopen = () => {
      waitMs = FIRST_WAIT_MS
      onState('connected')
      if (connectedBefore) onGap()
      connectedBefore = true
    }
    for (const type of ['results', 'status', 'monitor'] as const) source.addEventListener(type, read)
    source.onerror = () => {
      onState('reconnecting')
      // CONNECTING: the browser tries again by itself. CLOSED: the answer was a refusal, most often an access token that ended.
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(renewAndConnect, nextWait())
    }
  }

  async function renewAndConnect() {
    try {
      if (!(await renewSession())) return goToSignIn()
    } catch {
      // No connection at all: the next attempt finds out.
      if (!closed) retry = setTimeout(renewAndConnect, nextWait())
      return
    }
    if (!closed) connect()
  }

  function nextWait() {
    const wait = waitMs * (0.5 + Math.random() / 2) // spread, so that a restarted server is not met by everybody at once
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)
    return wait
  }

  function disconnect() {
    clearTimeout(retry)
    source?.close()
    source = null
  }

  function read(message: MessageEvent<string>) {
    const parsed = liveEvent.safeParse(JSON.parse(message.data))
    if (parsed.success) onEvent(parsed.data) // what a newer server says in words unknown here is left out
  }

  function followVisibility() {
    clearTimeout(hide)
    if (document.visibilityState === 'hidden') {
      hide = setTimeout(() => {
        disconnect()
        onState('paused')
      }, HIDDEN_MS)
    } else if (!source) connect()
  }

  connect()
  document.addEventListener('visibilitychange', followVisibility)
  window.addEventListener('online', connect)
  return () => {
    closed = true
    clearTimeout(hide)
    disconnect()
    document.removeEventListener('visibilitychange', followVisibility)
    window.removeEventListener('online', connect)
  }
}
