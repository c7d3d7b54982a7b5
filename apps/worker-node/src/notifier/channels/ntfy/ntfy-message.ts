import type { Notice } from '@mointering/api-contract/notices/notice'
import { cut, fit, oneLine, orDash } from '../fit.js'
import { plainLines } from '../plain-lines.js'
import { type Tone, toneOf } from '../words.js'

/** In bytes: a longer message becomes a file, which most servers refuse. Source: https://docs.ntfy.sh/publish/#limitations */
const LONGEST_MESSAGE = 4095
/** In bytes, of the whole request: twice the limit of a message. */
const LONGEST_REQUEST = 8192
const TITLE = 200

/** 5 rings until somebody looks, 3 is the default, 2 makes no sound: https://docs.ntfy.sh/publish/#message-priority */
const PRIORITIES: Readonly<Record<Tone, number>> = { critical: 5, warning: 4, info: 2, good: 3 }
/** ntfy shows these as emojis before the title: https://docs.ntfy.sh/emojis/ */
const TAGS: Readonly<Record<Tone, string>> = {
  critical: 'red_circle',
  warning: 'orange_circle',
  info: 'information_source',
  good: 'white_check_mark',
}

/** The request as JSON text: a tap opens the page. `sequenceId`: newer servers replace what was published under it. */
export function ntfyMessage(notice: Notice, topic: string, sequenceId: string): string {
  const { url, incident } = notice
  const tone = toneOf(notice)
  const view = (label: string, target: string) => ({ action: 'view', label, url: target })
  const request = (message: string): string =>
    JSON.stringify({
      topic,
      title: orDash(fit(oneLine(notice.title), TITLE)),
      message,
      priority: PRIORITIES[tone],
      tags: [TAGS[tone]],
      click: url,
      actions: [view('Open', url), ...(incident?.acknowledgeUrl ? [view('Acknowledge', incident.acknowledgeUrl)] : [])],
      sequence_id: sequenceId,
    })
  const fits = (message: string) =>
    Buffer.byteLength(message) <= LONGEST_MESSAGE && Buffer.byteLength(request(message)) <= LONGEST_REQUEST
  return request(cut(orDash(plainLines(notice).join('\n')), '…', fits))
}
