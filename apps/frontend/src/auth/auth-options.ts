import 'server-only'
import { type AuthOptions, authOptionsReply } from '@mointering/api-contract/http/accounts'
import { cache } from 'react'
import { readApi } from '../api/server-api'

/** What the pages for signing in and up offer. Rejects with ApiProblem when the API cannot answer. */
export const getAuthOptions = cache((): Promise<AuthOptions> => readApi(authOptionsReply, '/auth/options'))
