'use client'

import { sessionReply } from '@mointering/api-contract/http/accounts'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef } from 'react'
import { rememberWorkspace } from '../../app/providers/remember-workspace'
import { useSession } from '../../app/providers/SessionProvider'
import { callApi, onRefusal } from '../api/api-client'
import { ApiProblem } from '../api/api-problem'
import { useLiveState } from '../live/LiveProvider'
import { readPreference } from '../session/preference-cookies'
import { WORKSPACE_COOKIE } from '../session/session'
import { toasts } from '../ui/toasts'
import { describeSessionChange } from './describe-session-change'
import { useSwitchWorkspace } from './use-switch-workspace'

/** Looks again at most this often when the window comes to the front. */
const LOOK_AGAIN_MS = 60_000
/** Live changes that stay away this long were perhaps refused. */
const CUT_OFF_MS = 5_000

/**
 * Notices what happened to one's membership meanwhile: after a refusal, when live changes are cut off, and when the window comes to the front. Then it says so and has
 * the pages drawn again, in another workspace when this one is gone. It also keeps each tab in its own workspace: the remembered one is
 * that of the tab in front.
 */
export function SessionWatch() {
  const session = useSession()
  const live = useLiveState()
  const router = useRouter()
  const { switchTo } = useSwitchWorkspace()
  const lookedAt = useRef(0)
  const looking = useRef(false)

  const look = useEffectEvent(async () => {
    if (looking.current) return
    looking.current = true
    lookedAt.current = Date.now()
    try {
      const change = describeSessionChange(session, await callApi(sessionReply, '/auth/session'))
      if (!change) return
      if (change.words) toasts.add({ ...change.words, timeout: 12_000 })
      if (change.goTo) switchTo(change.goTo, '/monitors')
      else router.refresh()
    } catch (error) {
      // Nothing was asked for here: what asks next says what is wrong.
      if (!(error instanceof ApiProblem)) throw error
    } finally {
      looking.current = false
    }
  })
  const onFront = useEffectEvent(() => {
    if (document.visibilityState !== 'visible') return
    const { workspace, workspaces } = session
    const remembered = readPreference(readCookie, WORKSPACE_COOKIE)
    if (workspaces.length > 1 && remembered !== workspace.id)
      rememberWorkspace(workspace.id, null).catch(() => undefined) // without a connection: when it next comes to the front
    if (Date.now() - lookedAt.current > LOOK_AGAIN_MS) void look()
  })

  useEffect(() => {
    lookedAt.current = Date.now()
    const stop = onRefusal(() => void look())
    const listen = () => onFront()
    window.addEventListener('focus', listen)
    document.addEventListener('visibilitychange', listen)
    return () => {
      stop()
      window.removeEventListener('focus', listen)
      document.removeEventListener('visibilitychange', listen)
    }
  }, [])
  useEffect(() => {
    if (live !== 'reconnecting') return
    const timer = setTimeout(() => void look(), CUT_OFF_MS)
    return () => clearTimeout(timer)
  }, [live])
  return null
}

const readCookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
