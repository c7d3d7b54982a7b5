import { CSRF_HEADER, csrfReply, sessionReply } from '@mointering/api-contract/http/accounts'
import { resultsReply, uptimeReply } from '@mointering/api-contract/http/monitors'
import { type CreateMonitorInput, monitor } from '@mointering/api-contract/monitors/monitor'
import type { z } from 'zod'

/** A person with a cookie jar who speaks HTTP as the pages do. */
export async function signUp(url: string, email: string): Promise<ApiClient> {
  const cookies = new Map<string, string>()
  const send = createSend(url, cookies)
  const session = sessionReply.parse(
    await send('POST', '/auth/sign-up', { email, password: 'correct horse battery', name: 'Ada' }),
  )
  return clientOf(send, session)
}

export async function signIn(url: string, email: string): Promise<ApiClient> {
  const send = createSend(url, new Map())
  return clientOf(
    send,
    sessionReply.parse(await send('POST', '/auth/sign-in', { email, password: 'correct horse battery' })),
  )
}

export type ApiClient = ReturnType<typeof clientOf>

function clientOf(send: ReturnType<typeof createSend>, session: z.infer<typeof sessionReply>) {
  const workspace = session.workspaces[0]
  if (workspace === undefined) throw new Error('signing up makes a workspace')
  const monitors = `/workspaces/${workspace.id}/monitors`
  return {
    session,
    addMonitor: async (input: CreateMonitorInput) => monitor.parse(await send('POST', monitors, input)),
    readMonitor: async (id: string) => monitor.parse(await send('GET', `${monitors}/${id}`)),
    changeMonitor: async (id: string, change: object) =>
      monitor.parse(await send('PATCH', `${monitors}/${id}`, change)),
    readResults: async (id: string) =>
      resultsReply.parse(await send('GET', `${monitors}/${id}/results?limit=500`)).items,
    readUptime: async (id: string) => uptimeReply.parse(await send('GET', `${monitors}/${id}/uptime`)),
  }
}

function createSend(url: string, cookies: Map<string, string>) {
  return async function send(method: string, path: string, body?: unknown): Promise<unknown> {
    const csrf = method === 'GET' ? null : csrfReply.parse(await send('GET', '/auth/csrf')).token
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(csrf !== null && { [CSRF_HEADER]: csrf, origin: url }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const equals = pair.indexOf('=')
      cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
    }
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
}
