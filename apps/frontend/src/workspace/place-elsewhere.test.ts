import { expect, test } from 'vitest'
import { placeElsewhere } from './place-elsewhere'

test.each([
  ['/monitors', '/monitors'],
  ['/monitors/new', '/monitors/new'],
  ['/monitors/7', '/monitors'],
  ['/monitors/7/edit', '/monitors'],
  ['/settings/members', '/settings/members'],
  ['/workspaces', '/monitors'],
])('%s leads to %s', (path, place) => expect(placeElsewhere(path)).toBe(place))
