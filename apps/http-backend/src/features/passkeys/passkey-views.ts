import type { Passkey } from '@mointering/api-contract/http/second-factors'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { z } from 'zod'

export const PASSKEYS_PATH = '/api/v1/account/passkeys'
export const PASSKEY_PATH = `${PASSKEYS_PATH}/:passkeyId` as const
export const passkeyParams = z.object({ passkeyId: z.uuid().transform((value) => value.toLowerCase()) })

export const PASSKEY_FIELDS = {
  id: true,
  name: true,
  synced: true,
  createdAt: true,
  lastUsedAt: true,
} as const satisfies Prisma.PasskeySelect

export const presentPasskey = ({
  createdAt,
  lastUsedAt,
  ...passkey
}: Prisma.PasskeyGetPayload<{ select: typeof PASSKEY_FIELDS }>): Passkey => ({
  ...passkey,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})

/** As browsers are told of them. */
export async function credentialsOf(
  prisma: Pick<Prisma.TransactionClient, 'passkey'>,
  userId: string,
): Promise<{ id: string; transports: string[] }[]> {
  const found = await prisma.passkey.findMany({ where: { userId }, select: { credentialId: true, transports: true } })
  return found.map(({ credentialId, transports }) => ({
    id: Buffer.from(credentialId).toString('base64url'),
    transports,
  }))
}
