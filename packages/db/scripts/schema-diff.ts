// Prints the SQL that is missing between the database of DATABASE_URL and schema.prisma: the draft of the next migration.
import { sqlFromDatabaseToSchema } from '../test/schema-diff.js'

const url = process.env.DATABASE_URL
if (!url) throw new Error('DATABASE_URL must name a migrated database to compare with schema.prisma')
process.stdout.write(await sqlFromDatabaseToSchema(url))
