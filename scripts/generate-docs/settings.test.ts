import { expect, test } from 'vitest'
import { z } from 'zod'
import { settingsOf } from './settings.mts'

test('a setting is described as it is written in the environment, whatever it becomes', () => {
  const schema = z.object({
    SECRET: z.string().describe('A secret'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(4000).describe('A port'),
    LEVEL: z.enum(['low', 'high']).default('low').describe('A level'),
    REGIONS: z
      .string()
      .default('eu,us')
      .transform((value) => value.split(','))
      .describe('Regions'),
    OPTIONAL: z.string().optional().describe('Whatever'),
  })
  expect(settingsOf(schema)).toEqual([
    { name: 'SECRET', description: 'A secret', fallback: null, required: true, values: '' },
    { name: 'PORT', description: 'A port', fallback: '4000', required: false, values: '0 to 65535' },
    { name: 'LEVEL', description: 'A level', fallback: 'low', required: false, values: 'low, high' },
    { name: 'REGIONS', description: 'Regions', fallback: 'eu,us', required: false, values: '' },
    { name: 'OPTIONAL', description: 'Whatever', fallback: null, required: false, values: '' },
  ])
})

test('a setting without a description is refused, so that none is left undocumented', () => {
  expect(() => settingsOf(z.object({ PORT: z.string() }))).toThrow('PORT has no description')
})
