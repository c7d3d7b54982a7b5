import { expect, test } from 'vitest'
import { sparklinePath } from './sparkline-path'

test('a gap is not bridged', () => expect(sparklinePath([10, 10, null, 10, 10], 40, 11)).toBe('M0 1L10 1M30 1L40 1'))
test('a lone value is still visible', () => expect(sparklinePath([null, 5, null], 20, 11)).toBe('M10 1h1.5'))
test('y starts at 0', () => expect(sparklinePath([0, 10], 10, 11)).toBe('M0 11L10 1'))
test('nothing seen draws nothing', () => expect(sparklinePath([null, null], 10, 10)).toBe(''))
