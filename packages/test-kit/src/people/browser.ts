/** What came back of a request, its body read. `body` is parsed JSON, the text where it is none, null where there is none. */
export type Answer = { status: number; headers: Headers; body: unknown; text: string }

export type RequestOptions = {
  method?: string
  /** Sent as JSON. */
  json?: unknown
  headers?: Record<string, string>
  /** Sent as it is. */
  raw?: string | Uint8Array<ArrayBuffer>
  /** Leaves the CSRF header out. */
  withoutCsrf?: boolean
  signal?: AbortSignal
  /** `manual`: a redirect is the answer. */
  redirect?: 'follow' | 'manual'
}

export type Browser = {
  /** Sends the cookies, keeps those that come back, and sends the CSRF token with unsafe methods. */
  request(path: string, options?: RequestOptions): Promise<Answer>
  /** The same without reading the body, for streams. */
  open(path: string, options?: RequestOptions): Promise<Response>
  cookies: Map<string, string>
  /** Another browser with the same cookies: what a thief, or a tab that is a moment behind, would have. */
  copy(): Browser
}

/** A browser without a page: cookies, and the manners of our own frontend. */
export function createBrowser(baseUrl: string, cookies = new Map<string, string>()): Browser {
  async function open(path: string, options: RequestOptions = {}): Promise<Response> {
    const {
      method = options.json === undefined && options.raw === undefined ? 'GET' : 'POST',
      json,
      raw,
      signal,
    } = options
    const headers = new Headers(options.headers)
    if (json !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
    if (method !== 'GET' && !options.withoutCsrf && cookies.size > 0 && !headers.has('x-csrf-token')) {
      headers.set('x-csrf-token', await csrfToken())
    }
    // Last: asking for the token may have brought its cookie.
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const body = json === undefined ? raw : JSON.stringify(json)
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
      redirect: options.redirect ?? 'follow',
    })
    keepCookies(response)
    return response
  }

  async function csrfToken(): Promise<string> {
    const body: unknown = await (await open('/api/v1/auth/csrf')).json()
    return typeof body === 'object' && body !== null && 'token' in body ? String(body.token) : ''
  }

  function keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(name.length + 1)
      if (value === '' || attributes.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
  }

  return {
    open,
    cookies,
    async request(path, options) {
      const response = await open(path, options)
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: parse(text), text }
    },
    copy: () => createBrowser(baseUrl, new Map(cookies)),
  }
}

function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
