import { defineConfig } from 'prisma/config'

// Prisma generates the client and nothing else here: src/migrate.ts applies prisma/migrations.
export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
