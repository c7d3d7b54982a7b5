import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { livingHolder, takeInstanceLock } from './instance-lock.js'
import { startOfProcess } from './process-identity.js'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mointering-lock-'))
  path = join(folder, 'running.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (holder: object) => writeFileSync(path, JSON.stringify({ url: null, host: hostname(), ...holder }))

test('the second taker is told who has it and where', () => {
  using lock = takeInstanceLock(path, folder)
  lock.announce('http://localhost:3000')
  expect(() => takeInstanceLock(path, folder)).toThrow(
    `Mointering is already running on the data folder ${folder} (process ${process.pid}, http://localhost:3000): stop that one first, or set MOINTERING_DATA_DIR to another folder.`,
  )
})

test('what was given back can be taken again', () => {
  takeInstanceLock(path, folder)[Symbol.dispose]()
  expect(livingHolder(path)).toBeNull()
  takeInstanceLock(path, folder)[Symbol.dispose]()
})

test('the lock of a killed process is taken over', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const startedAt = startOfProcess(child.pid ?? 0)
  write({ pid: child.pid, startedAt })
  expect(() => takeInstanceLock(path, folder)).toThrow('already running')
  child.kill('SIGKILL')
  await once(child, 'exit')
  using _lock = takeInstanceLock(path, folder)
  expect(livingHolder(path)?.pid).toBe(process.pid)
})

test('a number that belongs to another process now is no holder', () => {
  write({ pid: process.ppid, startedAt: 'another boot 1' })
  takeInstanceLock(path, folder)[Symbol.dispose]()
})

test('a lock that cannot be read is no holder', () => {
  writeFileSync(path, '{"pid":')
  takeInstanceLock(path, folder)[Symbol.dispose]()
})

test('a holder on another host counts for as long as it renews', () => {
  write({ pid: 1, startedAt: 'x', host: 'elsewhere' })
  expect(() => takeInstanceLock(path, folder)).toThrow('(process 1 on elsewhere)')
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(path, longAgo, longAgo)
  takeInstanceLock(path, folder)[Symbol.dispose]()
})

test('who lost the lock does not remove the one of its successor', () => {
  const lock = takeInstanceLock(path, folder)
  write({ pid: 1, startedAt: 'x', host: 'elsewhere' })
  lock[Symbol.dispose]()
  expect(readFileSync(path, 'utf8')).toContain('elsewhere')
})
