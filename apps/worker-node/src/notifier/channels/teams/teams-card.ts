import type { Notice } from '@mointering/api-contract/notices/notice'
import { oneLine, orDash, tidy } from '../fit.js'
import { type Tone, toneOf } from '../words.js'

/** Teams takes 28 KB, whichever way it counts them (https://learn.microsoft.com/microsoftteams/limits-specifications-teams#incoming-webhooks): some room is left. */
const MOST_BYTES = 27_000

const TITLE_COLOURS: Readonly<Record<Tone, string>> = {
  good: 'Good',
  critical: 'Attention',
  warning: 'Warning',
  info: 'Accent',
}

/**
 * The message as an Adaptive Card 1.4. Texts are TextRuns: unlike TextBlocks and FactSets they know no Markdown
 * (https://adaptivecards.io/explorer/TextRun.html). Without `msteams.entities` nobody can be mentioned. Facts and items that would burst the size of a message
 * are left out.
 */
export function teamsMessage(notice: Notice): object {
  const { title, summary, workspace, url, incident } = notice
  const color = TITLE_COLOURS[toneOf(notice)]
  const head = [
    paragraph({ text: orDash(oneLine(title)), weight: 'Bolder', size: 'Large', color }),
    ...(tidy(summary) === '' ? [] : [paragraph({ text: tidy(summary) })]),
  ]
  const foot = [paragraph({ text: orDash(oneLine(workspace.name)), size: 'Small', isSubtle: true })]
  const actions = [
    openUrl('Open', url),
    ...(incident?.acknowledgeUrl ? [openUrl('Acknowledge', incident.acknowledgeUrl)] : []),
  ]
  const whole = (body: readonly object[]): object => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body,
          actions,
        },
      },
    ],
  })
  const details = detailsThatFit(notice, MOST_BYTES - bytesOf(whole([...head, ...foot])))
  return whole([...head, ...details, ...foot])
}

function detailsThatFit({ facts, items }: Notice, bytes: number): object[] {
  const more = (count: number) => paragraph({ text: `and ${count} more`, isSubtle: true })
  const room = bytes - bytesOf(more(1000))
  const all = [
    ...facts.map(({ label, value }) =>
      paragraph({ text: `${orDash(oneLine(label))}: `, weight: 'Bolder' }, { text: orDash(tidy(value)) }),
    ),
    ...items.map(({ title }) => paragraph({ text: `• ${oneLine(title)}` })),
  ]
  let used = 0
  const taken = all.findIndex((detail) => {
    used += bytesOf(detail)
    return used > room
  })
  return taken === -1 ? all : [...all.slice(0, taken), more(all.length - taken)]
}

type TextRun = { text: string; weight?: 'Bolder'; size?: 'Large' | 'Small'; color?: string; isSubtle?: boolean }

const paragraph = (...runs: readonly TextRun[]): object => ({
  type: 'RichTextBlock',
  inlines: runs.map((run) => ({ type: 'TextRun', ...run })),
})

const openUrl = (title: string, url: string): object => ({ type: 'Action.OpenUrl', title, url })

/** As UTF-8 or as UTF-16, whichever is more, and a comma. */
function bytesOf(part: object): number {
  const json = JSON.stringify(part)
  return Math.max(Buffer.byteLength(json), json.length * 2) + 2
}
