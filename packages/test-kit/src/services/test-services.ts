import { inject } from 'vitest'

/** What vitest/global-setup.ts found or started. */
export type TestServices = {
  databaseUrl: string
  redisUrl: string
  rabbitmqUrl: string
  /** A PostgreSQL that offers TimescaleDB, or null. */
  timescaleUrl: string | null
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
    /** Null when this machine has none. */
    redisUrl: string | null
    rabbitmqUrl: string | null
    timescaleUrl: string | null
    /** Names the databases of this run. */
    testRun: string
  }
}

/** The servers of this test run. Throws, with what to do, when one is asked for that this machine does not have. */
export function testServices(): TestServices {
  return {
    databaseUrl: inject('databaseUrl'),
    get redisUrl() {
      return inject('redisUrl') ?? refuse('Redis', 'REDIS_URL', 'redis-server')
    },
    get rabbitmqUrl() {
      return inject('rabbitmqUrl') ?? refuse('RabbitMQ', 'RABBITMQ_URL', 'rabbitmq-server')
    },
    timescaleUrl: inject('timescaleUrl'),
  }
}

function refuse(what: string, variable: string, program: string): never {
  throw new Error(`This test needs ${what}: set ${variable}, or install ${program} (apt-get install ${program})`)
}
