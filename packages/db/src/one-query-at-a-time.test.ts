import { setImmediate } from 'node:timers/promises'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { expect, test } from 'vitest'
import { createDatabase } from './database.js'

async function openDatabase() {
  const server = await createTestDatabase()
  const database = createDatabase({ url: server.url, applicationName: 'db-test' })
  const user = await database.prisma.user.create({ data: { email: 'ada@example.org', name: 'Ada', passwordHash: 'x' } })
  return {
    user,
    prisma: database.prisma,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

test('several relations are read in a transaction without a complaint of pg', async () => {
  await using database = await openDatabase()
  const warnings: string[] = []
  const listen = ({ message }: Error) => void warnings.push(message)
  process.on('warning', listen)
  const where = { id: database.user.id }
  const include = { memberships: true, totp: true, passkeys: true, identities: true }
  const found = await database.prisma.$transaction((tx) => tx.user.findUnique({ where, include }))
  await setImmediate() // warnings are told in the next turn
  process.off('warning', listen)
  expect(found).toMatchObject({ name: 'Ada', memberships: [], totp: null, passkeys: [], identities: [] })
  expect(warnings).toEqual([])
})

test('a query behind one that fails is answered too, and nothing is kept', async () => {
  await using database = await openDatabase()
  const { prisma, user } = database
  const failed = prisma.$transaction((tx) =>
    Promise.all([
      tx.user.update({ where: { id: user.id }, data: { name: 'Eve' } }),
      tx.$queryRaw`select 1/0`,
      tx.user.findMany(),
    ]),
  )
  await expect(failed).rejects.toThrow(/division by zero/)
  expect(await prisma.user.findMany({ select: { name: true } })).toEqual([{ name: 'Ada' }])
})
