import { spawn } from 'node:child_process'

/** A step that failed for a reason that its message explains to the person who started it. */
export class StepError extends Error {
  name = 'StepError'
}

/**
 * Runs a command and resolves with its exit code, and with what it printed unless `show` is set.
 * SIGTERM is passed on; Ctrl-C reaches the command by itself, because it is in our process group.
 */
export function run(command, args, { cwd, env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32', // npx and turbo are .cmd files there
    })
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    const stop = () => child.kill('SIGTERM')
    process.once('SIGTERM', stop)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      process.off('SIGTERM', stop)
      if (signal) process.exitCode = 1
      resolve({ code: code ?? 1, output: Buffer.concat(output).toString('utf8') })
    })
  })
}

/** Like `run`, but a failure is a StepError that shows the end of what the command printed. */
export async function runOrExplain(what, command, args, options = {}) {
  const { code, output } = await run(command, args, options)
  if (code === 0) return output
  const tail = output.trimEnd().split('\n').slice(-60).join('\n')
  throw new StepError(`${tail}\n\n${what} failed: ${command} ${args.join(' ')} (exit code ${code}).`)
}
