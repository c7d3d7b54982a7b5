import { expect, test } from 'vitest'
import { trailOf } from './trail-of'

test.each([
  ['/monitors', null, 'Monitors'],
  ['/monitors/new', null, 'Monitors(/monitors) Add monitor'],
  ['/monitors/7', 'Shop', 'Monitors(/monitors) Shop'],
  ['/monitors/7', null, 'Monitors(/monitors) …'],
  ['/monitors/7/edit', 'Shop', 'Monitors(/monitors) Shop(/monitors/7) Edit'],
  ['/incidents', null, 'Incidents'],
  ['/maintenance', null, 'Maintenance'],
  ['/incidents/7', 'Shop', 'Incidents(/incidents) Shop'],
  ['/settings', null, 'Settings'],
  ['/settings/api-keys', null, 'Settings(/settings) API keys'],
  ['/account', null, 'Account'],
  ['/account/security', null, 'Account(/account) Security'],
  ['/styleguide', null, ''],
])('%s with %j', (path, name, shown) => {
  expect(
    trailOf(path, name)
      .map(({ label, href }) => (href ? `${label}(${href})` : label))
      .join(' '),
  ).toBe(shown)
})
