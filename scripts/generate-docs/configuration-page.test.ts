import { expect, it } from 'vitest'
import { configurationPage } from './configuration-page.mts'

const rowOf = (name: string) =>
  configurationPage()
    .split('\n')
    .find((line) => line.startsWith(`| \`${name}\``))
    ?.split('|')
    .map((cell) => cell.trim())

it.each(['SMTP_URL', 'GOOGLE_CLIENT_ID', 'OIDC_ISSUER'])(
  'what may be left out and then is off has no default: %s',
  (name) => expect(rowOf(name)?.slice(2, 4)).toEqual(['none', 'the same']),
)

it('what the embedded shape fills in is filled in by itself there, and required elsewhere', () =>
  expect(rowOf('DATABASE_URL')?.slice(2, 4)).toEqual(['**required**', 'by itself']))
