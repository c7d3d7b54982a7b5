import { monitor } from '@mointering/api-contract/monitors/monitor'
import { SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import { expect, test } from 'vitest'
import { validateForm } from './field-errors'
import { fromMonitor } from './from-monitor'
import { hideHeader, renameHeader } from './header-form'
import { otherChanges } from './other-changes'
import { toRequest } from './to-request'

const stored = (changes: object = {}) =>
  monitor.parse({
    kind: 'http',
    name: 'Shop',
    url: 'https://example.org/',
    headers: [{ name: 'X-Key', value: SECRET_MASK, secret: true }],
    authentication: { scheme: 'basic', username: 'ada', password: SECRET_MASK },
    clientCertificate: {
      certificate: '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----',
      key: SECRET_MASK,
    },
    id: '0198f3a0-0000-7000-8000-000000000001',
    workspaceId: '0198f3a0-0000-7000-8000-000000000002',
    version: 1,
    status: 'up',
    statusSince: null,
    statusReason: null,
    certificateExpiresAt: null,
    heartbeatUrl: null,
    lastHeartbeatAt: null,
    lastResult: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    ...changes,
  })

test('masks of stored secrets are sent back as they came, and pass as valid', () => {
  const form = fromMonitor(stored())
  expect(validateForm(form)).toEqual({})
  expect(toRequest(form)).toMatchObject({
    headers: [{ name: 'X-Key', value: SECRET_MASK, secret: true }],
    authentication: { password: SECRET_MASK },
    clientCertificate: { key: SECRET_MASK },
  })
})

test('a stored value is entered again for another name, and to be shown', () => {
  const header = { name: 'X-Key', value: SECRET_MASK, secret: true }
  expect(renameHeader(header, 'x-key').value).toBe(SECRET_MASK)
  expect(renameHeader(header, 'X-Other').value).toBe('')
  expect(renameHeader({ ...header, value: 'typed' }, 'X-Other').value).toBe('typed')
  expect(hideHeader(header, false)).toEqual({ name: 'X-Key', value: '', secret: false })
  expect(hideHeader({ ...header, secret: false, value: 'typed' }, true).value).toBe('typed')
})

test('what somebody else changed is told in words', () => {
  const newest = stored({ version: 2, name: 'Shop 2', timeoutMs: 5000, enabled: false, body: 'x'.repeat(200) })
  expect(otherChanges(stored(), newest)).toEqual([
    { field: 'Name', before: 'Shop', after: 'Shop 2' },
    { field: 'Body', before: 'nothing', after: `${'x'.repeat(80)}…` },
    { field: 'Timeout ms', before: '10000', after: '5000' },
    { field: 'Enabled', before: 'on', after: 'off' },
  ])
  expect(otherChanges(stored(), stored({ version: 2 }))).toEqual([])
})
