import { expect, test } from 'vitest'
import { showValue } from './show-value'

test.each([
  [null, null],
  [undefined, null],
  ['', null],
  [[], null],
  ['Home', 'Home'],
  [60, '60'],
  [false, 'false'],
  [['eu', 'us'], 'eu, us'],
  [{ a: 1 }, '{\n "a": 1\n}'],
])('%j', (value, text) => expect(showValue(value)).toBe(text))
