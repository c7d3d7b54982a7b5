import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const module = fileURLToPath(new URL('./shutdown-signal.ts', import.meta.url))
const program = `
  import { aborted, shutdownSignal } from ${JSON.stringify(module)}
  const signal = shutdownSignal()
  const life = setInterval(() => undefined, 1000)
  console.log('ready')
  aborted(signal).then(() => {
    console.log('ending because of ' + signal.reason)
    if (process.argv.at(-1) !== 'stubborn') clearInterval(life)
  })
`

async function start(argument: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]()
  const next = async () => String((await lines.next()).value).trim()
  expect(await next()).toBe('ready')
  return { child, next, exited: once(child, 'exit') }
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s aborts the signal, and the process may end by itself', async (name) => {
  const { child, next, exited } = await start('gentle')
  child.kill(name)
  expect(await next()).toBe(`ending because of ${name}`)
  expect(await exited).toEqual([0, null])
})

test('a second Ctrl-C ends the process at once', async () => {
  const { child, next, exited } = await start('stubborn')
  child.kill('SIGINT')
  expect(await next()).toBe('ending because of SIGINT')
  child.kill('SIGINT')
  expect(await exited).toEqual([130, null])
})
