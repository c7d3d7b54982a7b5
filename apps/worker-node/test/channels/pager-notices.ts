import type { Notice, NoticeKind } from '@mointering/api-contract/notices/notice'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'

const { opened, resolved, digest } = SAMPLE_NOTICES

/** The sample incident, told as `kind`. */
export const told = (kind: NoticeKind, changes: Partial<Notice> = {}): Notice => ({
  ...(kind === 'resolved' ? resolved : opened),
  kind,
  ...changes,
})

/** A digest of two incidents, newest first, that is over once both have ended. */
export const digestOf = (kinds: readonly [NoticeKind, string][]): Notice => ({
  ...digest,
  items: kinds.map(([kind, name]) => ({ kind, title: name, url: `https://status.example.org/incidents/${name}` })),
})

/** The longest notice of hostile texts, and one of empty ones. */
export const EXTREME_NOTICES: readonly [string, Notice][] = [
  [
    'long',
    {
      ...opened,
      title: '🧨'.repeat(200),
      summary: '<b>'.repeat(333),
      facts: Array.from({ length: 20 }, (_, index) => ({ label: `${index}${'ü'.repeat(58)}`, value: '&'.repeat(500) })),
      items: Array.from({ length: 100 }, () => ({ kind: 'opened' as const, title: '"'.repeat(200), url: null })),
    },
  ],
  [
    'empty',
    {
      ...opened,
      title: ' \u0000',
      summary: '',
      facts: [
        { label: '', value: '' },
        { label: '__proto__', value: 'x' },
        { label: 'Lone', value: '\ud83e' },
      ],
      monitor: opened.monitor && { ...opened.monitor, target: '' },
    },
  ],
]
