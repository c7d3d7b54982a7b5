import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const schemaPath = fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url))

/** SQL that would turn the live database into what schema.prisma says; empty when they agree. Prisma's own engine, as WebAssembly. */
export async function sqlFromDatabaseToSchema(url: string): Promise<string> {
  await loadEngine()
  const content = readFileSync(schemaPath, 'utf8')
  const pool = new pg.Pool({ connectionString: url })
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterOf(pool))
    const schemaEngine = await engine.SchemaEngine.new(
      { datamodels: [[schemaPath, content]] },
      () => undefined,
      adapter,
    )
    const file = { path: schemaPath, content }
    const diff = await schemaEngine.diff({
      from: { tag: 'schemaDatasource', files: [file], configDir: path.dirname(schemaPath) },
      to: { tag: 'schemaDatamodel', files: [file] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return diff.stdout ?? ''
  } finally {
    await pool.end()
  }
}

const CHAR_TYPE = 18
const TEXT_TYPE = 25

/** The engine asks the catalogues for columns of the internal type "char", which the adapter does not know: it gets them as text and is told their type afterwards. */
function adapterOf(pool: pg.Pool): PrismaPg {
  const charsOfQuery = new AsyncLocalStorage<Set<number>>()
  const query = async (...parameters: unknown[]) => {
    const result: pg.QueryResult = await Reflect.apply(pool.query, pool, parameters)
    for (const [index, field] of result.fields.entries()) {
      if (field.dataTypeID !== CHAR_TYPE) continue
      field.dataTypeID = TEXT_TYPE
      charsOfQuery.getStore()?.add(index)
    }
    return result
  }
  const factory = new PrismaPg(
    new Proxy(pool, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name, target)) }),
  )
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (sql) => {
      const chars = new Set<number>()
      const result = await charsOfQuery.run(chars, () => queryRaw(sql))
      const typeOf = (type: ColumnType, index: number) => (chars.has(index) ? ColumnTypeEnum.Character : type)
      return { ...result, columnTypes: result.columnTypes.map(typeOf) }
    }
    return adapter
  }
  return factory
}

// @types/node leaves it to the DOM's types.
declare namespace WebAssembly {
  function instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>
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
