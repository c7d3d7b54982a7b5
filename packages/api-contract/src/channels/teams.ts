import { z } from 'zod'
import { secretUrl } from './secret.js'

/** A workflow "When a Teams webhook request is received". Source: https://learn.microsoft.com/connectors/teams/#microsoft-teams-webhook */
export const teamsSettings = z.object({ kind: z.literal('teams'), url: secretUrl('the address of the Teams workflow') })
