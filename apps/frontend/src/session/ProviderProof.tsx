'use client'

import type { Identity } from '@mointering/api-contract/http/identities'
import { useEffect, useState } from 'react'
import { readAccount } from '../account/account-actions'
import { ApiProblem, asApiProblem } from '../api/api-problem'
import { AuthProblem } from '../auth/AuthProblem'
import { providerStart } from '../auth/auth-paths'
import { ProviderMark } from '../auth/ProviderMark'
import { Button } from '../ui/Button'

const blocked = () =>
  new ApiProblem({
    code: 'blocked',
    message: 'Your browser blocked the window. Allow pop-up windows for this page, then try again.',
  })

/**
 * A round trip to the provider in a window of its own, so that what was asked for here is not lost. That window is cut off from this one on its way
 * (Cross-Origin-Opener-Policy), so it cannot report back: whenever the person returns, the API is asked whether the proof is there.
 */
export function ProviderProof({ identity, onProven }: { identity: Identity; onProven: () => void }) {
  const { provider, providerName } = identity
  const [openedAt, setOpenedAt] = useState<string | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)

  useEffect(() => {
    if (openedAt === null) return
    const look = () =>
      readAccount().then(
        ({ authenticatedAt }) => authenticatedAt !== openedAt && onProven(),
        (error: unknown) => setProblem(asApiProblem(error)),
      )
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [openedAt, onProven])

  const open = async () => {
    // At once: after waiting for an answer the browser would block the window.
    const opened = window.open('about:blank', '_blank', 'popup,width=520,height=680')
    try {
      const { authenticatedAt } = await readAccount()
      const address = providerStart(provider, { intent: 'reauthenticate', next: '/reauthenticated' })
      if (opened) opened.location.assign(address)
      else setProblem(blocked())
      setOpenedAt(authenticatedAt)
    } catch (error) {
      opened?.close()
      setProblem(asApiProblem(error))
    }
  }

  return (
    <>
      <AuthProblem problem={problem} />
      <Button onClick={() => void open()}>
        <ProviderMark id={provider} />
        Continue with {providerName}
      </Button>
      {openedAt !== null && <p className="text-sm text-text-2">Sign in there, then come back to this window.</p>}
    </>
  )
}
