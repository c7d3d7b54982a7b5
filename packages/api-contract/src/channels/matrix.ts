import { z } from 'zod'
import { httpUrl, secretText } from './secret.js'

/** Source: https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid */
export const matrixSettings = z.object({
  kind: z.literal('matrix'),
  homeserver: httpUrl('the address of the homeserver'),
  roomId: z
    .string()
    .trim()
    .max(255)
    .regex(/^![^\s\p{Cc}]+$/u, 'A room id begins with !'),
  accessToken: secretText('the access token', 1000),
})
