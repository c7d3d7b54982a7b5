import { ConfigError } from '@mointering/backend-common/config/load-config'
import { Command, CommanderError } from 'commander'
import { StartError } from '../start-error.js'
import { version } from '../version.js'
import { addCheckCommand } from './check-command.js'
import { addDoctorCommand } from './doctor-command.js'
import { addResetPasswordCommand } from './reset-password-command.js'
import { addSecretsCommand } from './secrets-command.js'
import { addStartCommand } from './start-command.js'

/** Exit code of a command that was not used correctly; 1 means that it could not do its work. */
const USAGE_EXIT_CODE = 64

/** Runs the `mointering` command line with these arguments and sets the exit code. Never rejects. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const program = new Command('mointering')
    .description('Watches web sites and services, and tells the truth about them.')
    .version(version())
    .exitOverride()
  addStartCommand(program)
  addCheckCommand(program)
  addDoctorCommand(program)
  addResetPasswordCommand(program)
  addSecretsCommand(program)
  for (const command of program.commands) {
    for (const each of [command, ...command.commands]) each.exitOverride()
  }
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE // it has printed what was wrong
  const isExplained = error instanceof StartError || error instanceof ConfigError
  console.error(isExplained ? error.message : error)
  return 1
}
