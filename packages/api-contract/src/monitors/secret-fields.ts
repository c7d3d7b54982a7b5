import type { HttpSettings, MonitorSettings, ProbeSettings } from './monitor-kinds.js'
import { isSecretHeader } from './secret-mask.js'

/** A secret's place among the settings. */
export type SecretPlace = {
  /** The same wherever a header stands in the list: `header x-api-key`, `password`, `token`, `client key`, `body`, `send`. */
  name: string
  /** As a request names it: `headers.0.value`. */
  path: string
  /** What people call it, inside a sentence. */
  title: string
  /** True for what members with secrets:read are shown; all else is shown to nobody. */
  readable: boolean
}
export type ChangeSecret = (secret: string, place: SecretPlace) => string

const readable = (name: 'body' | 'send', title: string): SecretPlace => ({ name, path: name, title, readable: true })
const hidden = (name: string, path: string, title: string): SecretPlace => ({ name, path, title, readable: false })

const BODY = readable('body', 'the body')
const SEND = readable('send', 'the text to send')
const PASSWORD = hidden('password', 'authentication.password', 'the password')
const TOKEN = hidden('token', 'authentication.token', 'the token')
const CLIENT_KEY = hidden('client key', 'clientCertificate.key', 'the key of the client certificate')

/** The settings with each of their secrets changed; the very same object when there is none. The one list of what is secret in a monitor. */
export function mapSecrets(settings: ProbeSettings, change: ChangeSecret): ProbeSettings
export function mapSecrets(settings: MonitorSettings, change: ChangeSecret): MonitorSettings
export function mapSecrets(settings: MonitorSettings, change: ChangeSecret): MonitorSettings {
  if (settings.kind === 'http') return mapHttp(settings, change)
  if (settings.kind !== 'tcp' || settings.send === null) return settings
  return { ...settings, send: change(settings.send, SEND) }
}

/** Whether there is anything in the settings that must not be seen. */
export function hasSecrets(settings: MonitorSettings): boolean {
  if (settings.kind === 'tcp') return settings.send !== null
  if (settings.kind !== 'http') return false
  const { body, authentication, clientCertificate, headers } = settings
  return body !== null || authentication !== null || clientCertificate !== null || headers.some(isSecretHeader)
}

function mapHttp(settings: HttpSettings, change: ChangeSecret): HttpSettings {
  if (!hasSecrets(settings)) return settings
  const { headers, body, authentication, clientCertificate } = settings
  return {
    ...settings,
    headers: headers.map((header, index) => {
      if (!isSecretHeader(header)) return header
      const place = hidden(
        `header ${header.name.toLowerCase()}`,
        `headers.${index}.value`,
        `the value of ${header.name}`,
      )
      return { ...header, value: change(header.value, place) }
    }),
    body: body === null ? null : change(body, BODY),
    authentication: authentication === null ? null : mapAuthentication(authentication, change),
    clientCertificate:
      clientCertificate === null ? null : { ...clientCertificate, key: change(clientCertificate.key, CLIENT_KEY) },
  }
}

function mapAuthentication(
  authentication: NonNullable<HttpSettings['authentication']>,
  change: ChangeSecret,
): NonNullable<HttpSettings['authentication']> {
  return authentication.scheme === 'basic'
    ? { ...authentication, password: change(authentication.password, PASSWORD) }
    : { ...authentication, token: change(authentication.token, TOKEN) }
}
