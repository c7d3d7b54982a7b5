'use client'

import { useSyncExternalStore } from 'react'
import { Dialog } from '../ui/Dialog'
import { FreshProofForm } from './FreshProofForm'
import { currentAsk, subscribeToAsk } from './fresh-proof'

/** Asks who this is, for withFreshProof. Once in the whole app, above every other dialog. */
export function FreshProofDialog() {
  const ask = useSyncExternalStore(subscribeToAsk, currentAsk, () => null)
  return (
    <Dialog narrow title="Prove that it is you" open={ask !== null} onOpen={(open) => !open && ask?.settle(false)}>
      {ask && <FreshProofForm onProven={() => ask.settle(true)} onCancel={() => ask.settle(false)} />}
    </Dialog>
  )
}
