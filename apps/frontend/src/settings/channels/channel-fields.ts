import type { ChannelKindName } from '@mointering/api-contract/channels/channel-settings'

/** A field of a channel's settings. `list`: several, separated by commas. `optional`: left empty it is null. */
export type ChannelField = {
  name: string
  label: string
  hint?: string
  placeholder?: string
  type: 'text' | 'secret' | 'list' | 'switch' | 'choice' | 'long'
  optional?: boolean
  choices?: readonly { value: string; label: string }[]
  initial?: string
}
export type ChannelForm = { word: string; fields: readonly ChannelField[] }

const REGIONS = [
  { value: 'us', label: 'United States' },
  { value: 'eu', label: 'European Union' },
]
const region: ChannelField = {
  name: 'region',
  label: 'Service region',
  type: 'choice',
  choices: REGIONS,
  initial: 'us',
}
const hook = (placeholder: string, hint: string): ChannelField => ({
  name: 'url',
  label: 'Webhook address',
  placeholder,
  hint,
  type: 'secret',
})

/** What each kind of channel asks for. Web Push is turned on in the browser that shows it, so it has no form. */
export const CHANNEL_FORMS: Readonly<Record<Exclude<ChannelKindName, 'web-push'>, ChannelForm>> = {
  email: {
    word: 'E-mail',
    fields: [
      {
        name: 'to',
        label: 'Recipients',
        type: 'list',
        placeholder: 'team@example.org, boss@example.org',
        hint: 'Separate several with commas. Each gets a mail of its own.',
      },
    ],
  },
  slack: {
    word: 'Slack',
    fields: [hook('https://hooks.slack.com/services/…', 'Of an incoming webhook of your Slack app.')],
  },
  discord: {
    word: 'Discord',
    fields: [
      hook('https://discord.com/api/webhooks/…', 'Channel settings, Integrations, Webhooks.'),
      { name: 'threadId', label: 'Thread id', type: 'text', optional: true, hint: 'To write into one thread.' },
    ],
  },
  teams: {
    word: 'Microsoft Teams',
    fields: [hook('https://….logic.azure.com/…', 'Of a workflow “When a Teams webhook request is received”.')],
  },
  telegram: {
    word: 'Telegram',
    fields: [
      { name: 'token', label: 'Bot token', type: 'secret', placeholder: '123456:ABC…', hint: 'From @BotFather.' },
      { name: 'chatId', label: 'Chat id', type: 'text', placeholder: '-1001234567890' },
    ],
  },
  webhook: {
    word: 'Webhook',
    fields: [
      { name: 'url', label: 'Address', type: 'text', placeholder: 'https://example.org/hooks/mointering' },
      {
        name: 'secret',
        label: 'Signing secret',
        type: 'secret',
        optional: true,
        hint: 'Signs each request, so that the receiver knows who it is from.',
      },
      {
        name: 'template',
        label: 'Body template',
        type: 'long',
        optional: true,
        hint: 'Such as {"text": "{{title}}"}. Left empty: the documented JSON.',
      },
    ],
  },
  pagerduty: {
    word: 'PagerDuty',
    fields: [
      { name: 'routingKey', label: 'Integration key', type: 'secret', hint: 'Of an Events API v2 integration.' },
      region,
    ],
  },
  opsgenie: {
    word: 'Opsgenie',
    fields: [{ name: 'apiKey', label: 'API key', type: 'secret', hint: 'Of an API integration.' }, region],
  },
  'jira-service-management': {
    word: 'Jira Service Management',
    fields: [
      { name: 'cloudId', label: 'Cloud id', type: 'text', hint: 'See https://<site>.atlassian.net/_edge/tenant_info' },
      { name: 'email', label: 'E-mail address', type: 'text' },
      { name: 'apiToken', label: 'API token', type: 'secret' },
    ],
  },
  ntfy: {
    word: 'ntfy',
    fields: [
      { name: 'server', label: 'Server', type: 'text', initial: 'https://ntfy.sh' },
      { name: 'topic', label: 'Topic', type: 'text' },
      { name: 'token', label: 'Access token', type: 'secret', optional: true },
    ],
  },
  gotify: {
    word: 'Gotify',
    fields: [
      { name: 'server', label: 'Server', type: 'text', placeholder: 'https://push.example.org' },
      { name: 'token', label: 'Application token', type: 'secret' },
    ],
  },
  pushover: {
    word: 'Pushover',
    fields: [
      { name: 'token', label: 'API token', type: 'secret' },
      { name: 'user', label: 'User or group key', type: 'secret' },
      {
        name: 'emergency',
        label: 'Ring until somebody acknowledges it',
        type: 'switch',
        hint: 'For critical incidents.',
      },
    ],
  },
  mattermost: {
    word: 'Mattermost',
    fields: [
      hook('https://mattermost.example.org/hooks/…', 'Of an incoming webhook.'),
      { name: 'channel', label: 'Channel', type: 'text', optional: true, placeholder: 'town-square' },
    ],
  },
  'google-chat': {
    word: 'Google Chat',
    fields: [hook('https://chat.googleapis.com/v1/spaces/…', 'Space settings, Apps and integrations, Webhooks.')],
  },
  matrix: {
    word: 'Matrix',
    fields: [
      { name: 'homeserver', label: 'Homeserver', type: 'text', placeholder: 'https://matrix.example.org' },
      { name: 'roomId', label: 'Room id', type: 'text', placeholder: '!abc:example.org' },
      { name: 'accessToken', label: 'Access token', type: 'secret' },
    ],
  },
  twilio: {
    word: 'SMS (Twilio)',
    fields: [
      { name: 'accountSid', label: 'Account SID', type: 'text', placeholder: 'AC…' },
      { name: 'authToken', label: 'Auth token', type: 'secret' },
      { name: 'from', label: 'From', type: 'text', placeholder: '+15550100' },
      { name: 'to', label: 'To', type: 'list', placeholder: '+491701234567' },
    ],
  },
}

export type FormKind = keyof typeof CHANNEL_FORMS
export const isFormKind = (kind: string): kind is FormKind => Object.hasOwn(CHANNEL_FORMS, kind)
/** What people call a kind; also one that this release does not know. */
export const kindWord = (kind: string): string =>
  isFormKind(kind) ? CHANNEL_FORMS[kind].word : kind === 'web-push' ? 'Web Push' : kind
