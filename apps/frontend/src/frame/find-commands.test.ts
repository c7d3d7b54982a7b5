import { expect, test } from 'vitest'
import { findCommands } from './find-commands'

const command = (label: string, hint = '') => ({ id: label, label, hint, run: () => undefined })
const all = [command('Go to monitors'), command('shop', 'https://shop.example.org/go'), command('Add monitor')]
const labels = (text: string) => findCommands(all, text).map(({ label }) => label)

test('every word must be there, in label or hint', () => expect(labels('shop example')).toEqual(['shop']))
test('what starts with the text comes first', () => expect(labels('add')).toEqual(['Add monitor']))
test('without a text all are there', () => expect(labels(' ')).toHaveLength(3))
test('no match is no command', () => expect(labels('xyz')).toEqual([]))
