import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ANSWERS = ['yes', 'partly', 'no', 'n.a.'] as const
const text = readFileSync(new URL('../../docs/security-asvs.md', import.meta.url), 'utf8')
const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim())
const rows = text
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ /.test(line))
  .map((line) => {
    const [, number = '', level = '', what = '', answer = '', where = ''] = cellsOf(line)
    return { number, level, what, answer, where }
  })

/** ASVS 5.0.0: requirements of the levels 1 and 2 in each chapter. */
const IN_CHAPTER = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]

test('every requirement of levels 1 and 2 has one answer, and what is not yes says why', () => {
  expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length)
  expect(IN_CHAPTER.map((_, index) => rows.filter(({ number }) => number.startsWith(`${index + 1}.`)).length)).toEqual(
    IN_CHAPTER,
  )
  for (const row of rows) {
    expect(ANSWERS, row.number).toContain(row.answer)
    expect(['1', '2'], row.number).toContain(row.level)
    expect(row.what, row.number).not.toBe('')
    if (row.answer !== 'yes') expect(row.where, row.number).not.toBe('')
  }
})

test('the sums above the tables are those of the tables', () => {
  const counted = (number: string) =>
    ANSWERS.map((answer) => rows.filter((row) => row.answer === answer && row.number.startsWith(number)).length)
  const told = text.split('\n').filter((line) => /^\| (?:V\d+ |All )/.test(line))
  expect(told).toHaveLength(IN_CHAPTER.length + 1)
  for (const line of told) {
    const [, chapter = '', ...sums] = cellsOf(line)
    const number = chapter === 'All' ? '' : `${chapter.slice(1).split(' ')[0]}.`
    expect(sums.slice(0, ANSWERS.length).map(Number), chapter).toEqual(counted(number))
  }
})
