import { z } from 'zod'
import { discordSettings } from './discord.js'
import { emailSettings } from './email.js'
import { googleChatSettings } from './google-chat.js'
import { gotifySettings } from './gotify.js'
import { jiraServiceManagementSettings } from './jira-service-management.js'
import { matrixSettings } from './matrix.js'
import { mattermostSettings } from './mattermost.js'
import { ntfySettings } from './ntfy.js'
import { opsgenieSettings } from './opsgenie.js'
import { pagerdutySettings } from './pagerduty.js'
import { pushoverSettings } from './pushover.js'
import { slackSettings } from './slack.js'
import { teamsSettings } from './teams.js'
import { telegramSettings } from './telegram.js'
import { twilioSettings } from './twilio.js'
import { webPushSettings } from './web-push.js'
import { webhookSettings } from './webhook.js'

/** Settings of every kind of channel, told apart by `kind`. Secret fields: see ./channel-secrets. */
export const channelSettings = z.discriminatedUnion('kind', [
  emailSettings,
  slackSettings,
  discordSettings,
  teamsSettings,
  telegramSettings,
  webhookSettings,
  pagerdutySettings,
  opsgenieSettings,
  jiraServiceManagementSettings,
  ntfySettings,
  gotifySettings,
  pushoverSettings,
  mattermostSettings,
  googleChatSettings,
  matrixSettings,
  twilioSettings,
  webPushSettings,
])
export type ChannelSettings = z.infer<typeof channelSettings>
export type ChannelKindName = ChannelSettings['kind']
export type SettingsOf<Kind extends ChannelKindName> = Extract<ChannelSettings, { kind: Kind }>

/** Kinds that this release can tell something on; settings of the others are understood, and no such channel can be added. */
export const OFFERED_KINDS: readonly ChannelKindName[] = [
  'email',
  'slack',
  'discord',
  'teams',
  'telegram',
  'webhook',
  'pagerduty',
  'opsgenie',
  'jira-service-management',
  'ntfy',
  'twilio',
]
