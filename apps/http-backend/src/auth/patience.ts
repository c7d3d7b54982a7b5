/** For a transaction that takes its turn after others: longer than Prisma's 2 s for a connection and 5 s in all. A storm must neither sign out nor turn away. */
export const PATIENCE = { maxWait: 10_000, timeout: 15_000 } as const
