import type { ChannelKindName, ChannelSettings, SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type { EncryptionKeys } from '@mointering/backend-common/crypto/encryption-keys'
import type { MailTransport } from '@mointering/backend-common/mail/mail-transport'
import type { Database } from '@mointering/db/database'
import type { ChannelKind } from './channel-kind.js'
import { discord } from './discord/discord.js'
import { createEmail } from './email/email.js'
import { jiraServiceManagement } from './jira-service-management/jira-service-management.js'
import { ntfy } from './ntfy/ntfy.js'
import { opsgenie } from './opsgenie/opsgenie.js'
import { pagerduty } from './pagerduty/pagerduty.js'
import { slack } from './slack/slack.js'
import { teams } from './teams/teams.js'
import { telegram } from './telegram/telegram.js'
import { twilio } from './twilio/twilio.js'
import { webhook } from './webhook/webhook.js'

/** What kinds of channels need besides the tools of a delivery. */
export type ChannelDeps = {
  /** Null when this installation has no mail server. */
  mail: MailTransport | null
  database: Database
  keys: EncryptionKeys
  /** Where the pages are, without a slash at its end. */
  publicUrl: string
}

export type ChannelTable = { readonly [Kind in ChannelKindName]?: ChannelKind<SettingsOf<Kind>> }

/** Every kind of channel, one line each. A kind without a line cannot be reached: its deliveries are dead at once. */
export const createChannelTable = (deps: ChannelDeps): ChannelTable => ({
  discord,
  email: createEmail(deps),
  'jira-service-management': jiraServiceManagement,
  ntfy,
  opsgenie,
  pagerduty,
  slack,
  teams,
  telegram,
  twilio,
  webhook,
})

/** The kind of a channel; null when this release has none. Call it with settings of the same kind only. */
export const channelKindOf = (table: ChannelTable, { kind }: ChannelSettings): ChannelKind<ChannelSettings> | null =>
  table[kind] ?? null
