import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'

const schemaPath = fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url))

/** SQL that would turn the live database into what schema.prisma says; empty when they agree. Prisma's own engine, as WebAssembly. */
export async function sqlFromDatabaseToSchema(connection: pg.PoolConfig): Promise<string> {
  await loadEngine()
  const content = readFileSync(schemaPath, 'utf8')
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(connection))
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: [[schemaPath, content]] }, () => undefined, adapter)
  const file = { path: schemaPath, content }
  const diff = await schemaEngine.diff({
    from: { tag: 'schemaDatasource', files: [file], configDir: path.dirname(schemaPath) },
    to: { tag: 'schemaDatamodel', files: [file] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return diff.stdout ?? ''
}

let loading: Promise<void> | undefined

// The package's own entry imports the .wasm as a module, which Node 20 cannot.
function loadEngine(): Promise<void> {
  loading ??= (async () => {
    const folder = path.dirname(fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm')))
    const { instance } = await WebAssembly.instantiate(readFileSync(path.join(folder, 'schema_engine_bg.wasm')), {
      './schema_engine_bg.js': { ...engine },
    })
    engine.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start
    if (typeof start === 'function') start()
  })()
  return loading
}
