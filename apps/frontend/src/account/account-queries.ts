import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { readAccount, readActivity, readIdentities, readPasskeys, readSessions } from './account-actions'

/** All below one key: whatever changes an account may change any of its parts, and its activity always. */
export const ACCOUNT_KEY = ['account']

export const accountQuery = () =>
  queryOptions({ queryKey: [...ACCOUNT_KEY, 'self'], queryFn: ({ signal }) => readAccount(signal) })
export const sessionsQuery = () =>
  queryOptions({ queryKey: [...ACCOUNT_KEY, 'sessions'], queryFn: ({ signal }) => readSessions(signal) })
export const passkeysQuery = () =>
  queryOptions({ queryKey: [...ACCOUNT_KEY, 'passkeys'], queryFn: ({ signal }) => readPasskeys(signal) })
export const identitiesQuery = () =>
  queryOptions({ queryKey: [...ACCOUNT_KEY, 'identities'], queryFn: ({ signal }) => readIdentities(signal) })
export const activityQuery = () =>
  infiniteQueryOptions({
    queryKey: [...ACCOUNT_KEY, 'activity'],
    queryFn: ({ signal, pageParam }) => readActivity(pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
