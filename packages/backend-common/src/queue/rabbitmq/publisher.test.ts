import { EventEmitter } from 'node:events'
import type { ChannelModel } from 'amqplib'
import { expect, test, vi } from 'vitest'
import { createLogger } from '../../log/logger.js'
import { UnknownQueueError } from '../message-queue.js'
import type { Link } from './link.js'
import { createPublisher } from './publisher.js'

type Sent = { content: string; id: string; confirm: (error: Error | null) => void }

/** A confirm channel of which the test is the broker. */
function fakeBroker() {
  const sent: Sent[] = []
  const channels: EventEmitter[] = []
  let setUp: ((connection: ChannelModel) => Promise<void>) | undefined
  const createConfirmChannel = async () => {
    const channel = Object.assign(new EventEmitter(), {
      publish(_: string, __: string, content: Buffer, { messageId }: { messageId: string }, confirm: Sent['confirm']) {
        sent.push({ content: content.toString(), id: messageId, confirm })
      },
    })
    channels.push(channel)
    return channel
  }
  const connect = async () => setUp?.({ createConfirmChannel } as unknown as ChannelModel)
  const link = {
    async onConnect(run: (connection: ChannelModel) => Promise<void>) {
      setUp = run
      await connect()
    },
  } as Link
  return { sent, channels, connect, link }
}

const log = createLogger({ name: 'test', level: 'silent' })
const message = (text: string | number) => ({ queue: 'q', content: Buffer.from(`${text}`) })

test('a bounded window is unconfirmed at once; the others wait in order', async () => {
  const { sent, link } = fakeBroker()
  const publisher = await createPublisher(link, { timeoutMs: 10_000, log })
  const all = Array.from({ length: 600 }, (_, index) => publisher.publish(message(index)))
  expect(sent).toHaveLength(256)
  for (let next = 0; next < sent.length; next++) sent[next]?.confirm(null)
  await Promise.all(all)
  expect(sent.map(({ content }) => content)).toEqual(all.map((_, index) => `${index}`))
})

test('large messages are bounded by their bytes', async () => {
  const { sent, link } = fakeBroker()
  const publisher = await createPublisher(link, { timeoutMs: 10_000, log })
  const content = Buffer.alloc(6 * 1024 * 1024, 'x')
  for (let count = 0; count < 5; count++) void publisher.publish({ queue: 'q', content })
  expect(sent).toHaveLength(3)
})

test('what was not confirmed when the channel went away is sent again, before what waited', async () => {
  const { sent, channels, connect, link } = fakeBroker()
  const publisher = await createPublisher(link, { timeoutMs: 10_000, log })
  const all = ['a', 'b', 'c'].map((text) => publisher.publish(message(text)))
  sent[0]?.confirm(null)
  channels[0]?.emit('close')
  for (const { confirm } of sent.slice(1)) confirm(new Error('channel closed'))
  all.push(publisher.publish(message('d')))
  await connect()
  expect(sent.slice(3).map(({ content }) => content)).toEqual(['b', 'c', 'd'])
  for (const { confirm } of sent.slice(3)) confirm(null)
  await Promise.all(all)
})

test('a message that the broker refuses for now is sent again', async () => {
  const { sent, link } = fakeBroker()
  const publisher = await createPublisher(link, { timeoutMs: 10_000, log })
  const published = publisher.publish(message('full'))
  sent[0]?.confirm(new Error('message nacked'))
  await vi.waitFor(() => expect(sent).toHaveLength(2))
  sent[1]?.confirm(null)
  await published
})

test('a returned message rejects although the broker confirms it', async () => {
  const { sent, channels, link } = fakeBroker()
  const publisher = await createPublisher(link, { timeoutMs: 10_000, log })
  const published = publisher.publish(message('lost'))
  channels[0]?.emit('return', { properties: { messageId: sent[0]?.id } })
  sent[0]?.confirm(null)
  await expect(published).rejects.toThrow(UnknownQueueError)
})
