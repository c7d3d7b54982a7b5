import { emailAddress } from '@mointering/api-contract/http/accounts'
import { loadConfig } from '@mointering/backend-common/config/load-config'
import { readEnvFiles } from '@mointering/backend-common/config/read-env-files'
import { type Command, InvalidArgumentError } from 'commander'

/** `mointering reset-password`: for whoever runs an installation that sends no mail, or whose mail is broken. */
export function addResetPasswordCommand(program: Command): void {
  program
    .command('reset-password')
    .description('print a link that sets a new password for an account, good once and for an hour')
    .argument('<email>', 'address of the account', parseEmail)
    .addHelpText(
      'after',
      '\nWhoever opens the link chooses the password: give it to nobody else. A second factor is still asked for.',
    )
    .action((email: string) => resetPassword(email))
}

async function resetPassword(email: string): Promise<void> {
  const [{ standaloneConfig }, { openInstallation }, { makeResetLink }] = await Promise.all([
    import('../standalone-config.js'),
    import('../accounts/open-installation.js'),
    import('../accounts/make-reset-link.js'),
  ])
  const config = loadConfig(standaloneConfig, readEnvFiles(process.cwd(), process.env))
  await using installation = await openInstallation(config, (note) => console.error(`  ${note}`))
  const { link, expiresAt } = await makeResetLink({ ...installation, now: Date.now }, email)
  console.log(link)
  console.error(`  Good once, until ${expiresAt.toISOString()}.`)
}

function parseEmail(text: string): string {
  const parsed = emailAddress.safeParse(text)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError('It is not an e-mail address.')
}
