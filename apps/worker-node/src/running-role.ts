import { createScope, type Scope } from '@mointering/backend-common/lifecycle/scope'

/** A role that runs. Disposing drains it. */
export type RunningRole = AsyncDisposable & {
  /** Why it cannot work right now; empty when it can. */
  notReady(): string[]
}

/** Starts a role from parts that are collected in a scope: when one of them fails, those before it are ended again and the error is thrown. */
export async function startRole(start: (scope: Scope) => Promise<RunningRole['notReady']>): Promise<RunningRole> {
  const scope = createScope()
  try {
    const notReady = await start(scope)
    return { notReady, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() }
  } catch (error) {
    await scope[Symbol.asyncDispose]()
    throw error
  }
}
