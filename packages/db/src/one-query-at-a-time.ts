import type { SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils'

/**
 * The same adapter, whose transactions send one query at a time. Prisma asks for several relations of a row at once, in a transaction too, where all of them
 * share one connection: pg queues them, says that it will not do so for ever, and says it on stderr.
 */
export function oneQueryAtATime(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect()
      const start = adapter.startTransaction.bind(adapter)
      adapter.startTransaction = async (isolationLevel) => inTurn(await start(isolationLevel))
      return adapter
    },
  }
}

function inTurn(transaction: Transaction): Transaction {
  let last: Promise<unknown> = Promise.resolve()
  const afterTheLast = <T>(send: () => Promise<T>): Promise<T> => {
    // Also after one that failed: the server refuses what follows it, and says why.
    const sent = last.then(send, send)
    last = sent
    return sent
  }
  const queryRaw = transaction.queryRaw.bind(transaction)
  const executeRaw = transaction.executeRaw.bind(transaction)
  transaction.queryRaw = (query) => afterTheLast(() => queryRaw(query))
  transaction.executeRaw = (query) => afterTheLast(() => executeRaw(query))
  return transaction
}
