import { expect, test, vi } from 'vitest'
import { ApiProblem } from '../api/api-problem'
import { currentAsk, proveFirst, subscribeToAsk, withFreshProof } from './fresh-proof'

const refusal = () => new ApiProblem({ code: 'reauthentication_required', message: 'Prove it', status: 403 })

/** Refuses until `proven` is set, as the API does. */
function guarded() {
  const state = { proven: false, calls: 0 }
  const work = async () => {
    state.calls++
    if (!state.proven) throw refusal()
    return 'done'
  }
  return { state, work }
}

test('a call that needs no proof asks nobody', async () => {
  expect(await withFreshProof(async () => 1)).toBe(1)
  expect(currentAsk()).toBeNull()
})

test('after the proof the call is repeated once', async () => {
  const { state, work } = guarded()
  const result = withFreshProof(work)
  await vi.waitFor(() => expect(currentAsk()).not.toBeNull())
  state.proven = true
  currentAsk()?.settle(true)
  expect(await result).toBe('done')
  expect(state.calls).toBe(2)
  expect(currentAsk()).toBeNull()
})

test('two calls at once ask one question', async () => {
  const { state, work } = guarded()
  const asked = vi.fn()
  const unsubscribe = subscribeToAsk(asked)
  const both = Promise.all([withFreshProof(work), withFreshProof(work)])
  await vi.waitFor(() => expect(state.calls).toBe(2))
  await vi.waitFor(() => expect(currentAsk()).not.toBeNull())
  expect(asked).toHaveBeenCalledOnce()
  state.proven = true
  currentAsk()?.settle(true)
  expect(await both).toEqual(['done', 'done'])
  unsubscribe()
})

test('closing the dialog leaves everything as it was', async () => {
  const { state, work } = guarded()
  const result = withFreshProof(work)
  await vi.waitFor(() => expect(currentAsk()).not.toBeNull())
  currentAsk()?.settle(false)
  await expect(result).rejects.toMatchObject({ code: 'cancelled' })
  expect(state.calls).toBe(1)
})

test('a proof that was not enough is not asked for in a loop', async () => {
  const { work } = guarded()
  const result = withFreshProof(work)
  await vi.waitFor(() => expect(currentAsk()).not.toBeNull())
  currentAsk()?.settle(true)
  await expect(result).rejects.toMatchObject({ code: 'reauthentication_required' })
})

test('any other refusal is passed on', async () => {
  const forbidden = new ApiProblem({ code: 'forbidden', message: 'No', status: 403 })
  await expect(withFreshProof(() => Promise.reject(forbidden))).rejects.toBe(forbidden)
  expect(currentAsk()).toBeNull()
})

test('before leaving, an old proof is renewed, once, even when this clock is wrong', async () => {
  const old = async () => new Date(Date.now() - 3_600_000).toISOString()
  const proving = proveFirst(old)
  await vi.waitFor(() => expect(currentAsk()).not.toBeNull())
  currentAsk()?.settle(true)
  await proving
  expect(currentAsk()).toBeNull()
})

test('before leaving, a young proof is enough', async () => {
  await proveFirst(async () => new Date().toISOString())
  expect(currentAsk()).toBeNull()
})
