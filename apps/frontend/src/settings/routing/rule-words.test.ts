import { expect, test } from 'vitest'
import { effectLine, subjectLine } from './rule-words'

const names = { channel: (id: string) => `#${id}`, monitor: (id: string) => id, policy: (id: string) => id }
const any = { severities: [], tags: [], monitorIds: [] }

test.each([
  [any, 'Incidents of every monitor'],
  [{ ...any, severities: ['critical' as const] }, 'Critical incidents of every monitor'],
  [{ ...any, severities: ['critical' as const, 'warning' as const] }, 'Incidents of every monitor'],
  [{ ...any, monitorIds: ['Shop', 'Blog'] }, 'Incidents of Shop or Blog'],
  [{ ...any, tags: ['eu'] }, 'Incidents of monitors tagged eu'],
  [{ ...any, tags: ['eu'], monitorIds: ['a', 'b', 'c', 'd', 'e'] }, 'Incidents of a, b, c or 2 more, when tagged eu'],
])('%j is about: %s', (rule, line) => expect(subjectLine(rule, names)).toBe(line))

test.each([
  [{ channelIds: [], escalationPolicyId: null }, 'told to nobody'],
  [{ channelIds: ['ops', 'dev'], escalationPolicyId: null }, 'told to #ops and #dev'],
  [{ channelIds: ['ops'], escalationPolicyId: 'Office' }, 'told to #ops, escalate by Office'],
  [{ channelIds: [], escalationPolicyId: 'Office' }, 'escalate by Office'],
])('%j means: %s', (rule, line) => expect(effectLine(rule, names)).toBe(line))
