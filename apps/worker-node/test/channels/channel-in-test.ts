import { readFile, writeFile } from 'node:fs/promises'
import type { Notice } from '@mointering/api-contract/notices/notice'
import { type FakeProvider, MEANT_FOR_HEADER } from '@mointering/test-kit/providers/fake-provider'
import { expect } from 'vitest'
import type { ChannelKind, ChannelTools, Outcome } from '../../src/notifier/channels/channel-kind.js'

export const NOW_MS = Date.parse('2026-11-25T10:15:01.000Z')

/** Tools whose requests all go to the fake, which is told where they were meant to go. */
export function toolsFor(fake: FakeProvider): ChannelTools {
  const told = new Set<string>()
  return {
    now: () => NOW_MS,
    signal: new AbortController().signal,
    parts: { isTold: (part) => told.has(part), told: async (part) => void told.add(part) },
    async request({ method, url, headers, body }) {
      const { origin, pathname, search } = new URL(url)
      const meant = origin === fake.origin ? {} : { [MEANT_FOR_HEADER]: origin }
      const answer = await fetch(`${fake.origin}${pathname}${search}`, {
        method,
        headers: { ...headers, ...meant },
        body: typeof body === 'string' || body === null ? body : new Uint8Array(body),
        redirect: 'manual',
      })
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
    },
  }
}

export const deliverTo = <Settings>(
  fake: FakeProvider,
  kind: ChannelKind<Settings>,
  settings: Settings,
  notice: Notice,
): Promise<Outcome> => kind.deliver(settings, notice, toolsFor(fake))

/** Compares with test/channels/golden/<name>; UPDATE_GOLDEN=1 writes it. */
export async function expectGolden(name: string, actual: string): Promise<void> {
  const file = new URL(`golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') await writeFile(file, actual)
  expect(actual).toBe(await readFile(file, 'utf8'))
}
