import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type { Notice } from '@mointering/api-contract/notices/notice'
import type { ChannelKind } from '../channel-kind.js'
import { httpOutcome, JSON_HEADERS } from '../http-outcome.js'
import { shorten, TONE_COLOURS, toneOf } from '../words.js'

/** Slack's incoming webhooks: no receipt, no dedup key, no way to change a message. */
export const slack: ChannelKind<SettingsOf<'slack'>> = {
  repeatsAreSeenOnce: false,
  async deliver({ url }, notice, tools) {
    const answer = await tools.request({
      method: 'POST',
      url,
      headers: JSON_HEADERS,
      body: JSON.stringify(slackMessage(notice)),
    })
    return httpOutcome(answer, tools.now())
  },
}

const MOST_FIELDS = 10
const MOST_ITEMS = 20

/** The message as Block Kit, with the title as text for notifications. */
export function slackMessage(notice: Notice): object {
  const { title, summary, facts, items, incident, url } = notice
  const link = (label: string, target: string) => ({
    type: 'button',
    text: { type: 'plain_text', text: label },
    url: target,
  })
  const listed = items.slice(0, MOST_ITEMS).map((item) => `• ${escaped(item.title)}`)
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: shorten(title, 150) } },
    ...(summary ? [{ type: 'section', text: { type: 'mrkdwn', text: escaped(summary) } }] : []),
    ...(facts.length > 0
      ? [
          {
            type: 'section',
            fields: facts
              .slice(0, MOST_FIELDS)
              .map(({ label, value }) => ({ type: 'mrkdwn', text: `*${escaped(label)}*\n${escaped(value)}` })),
          },
        ]
      : []),
    ...(listed.length > 0
      ? [{ type: 'section', text: { type: 'mrkdwn', text: shorten(listed.join('\n'), 3000) } }]
      : []),
    {
      type: 'actions',
      elements: [
        link('Open', url),
        ...(incident?.acknowledgeUrl ? [link('Acknowledge', incident.acknowledgeUrl)] : []),
      ],
    },
  ]
  return { text: escaped(title), attachments: [{ color: TONE_COLOURS[toneOf(notice)], blocks }] }
}

/** The three characters that Slack reads as its own: https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
