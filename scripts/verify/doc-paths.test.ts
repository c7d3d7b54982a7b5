import { expect, test } from 'vitest'
import { checkDocs } from './doc-paths.mjs'

const PROJECT = [
  { path: 'package.json', text: '{"scripts":{"verify":"x","test":"y"}}' },
  { path: 'docs/architecture.md', text: '# Architecture\n\n## The way of a check\n' },
  { path: 'packages/db/src/migrate.ts', text: '' },
  { path: 'apps/frontend/app/monitors/[id]/page.tsx', text: '' },
]
const problemsOf = (text: string) => checkDocs([...PROJECT, { path: 'docs/recipes/add.md', text }])

test.each([
  'See [the way](../architecture.md#the-way-of-a-check) and [elsewhere](https://example.org/a#b).',
  '`packages/db/src/migrate.ts`, `packages/db/`, `apps/frontend/app/monitors/[id]/page.tsx`, `package.json`, `migrate.ts`',
  'Not paths of ours: `application/json`, `/api/v1/monitors`, `@mointering/db/migrate`, `a | b`, `packages/*/src`, `apps/<name>`',
  'Run `pnpm verify`, `pnpm install` or `npm run test`.\n```\npnpm test\n```',
  '```\n[no](link.md) `apps/nothing`\n```',
  '# Heading\n[here](#heading)',
  'Suffixes such as `.route.ts`. <!-- [later](later.png) -->',
])('%j is true', (text) => expect(problemsOf(text)).toEqual([]))

test.each([
  ['[gone](../gone.md)', 'docs/recipes/add.md: the link to ../gone.md leads nowhere'],
  ['![picture](../images/a.png)', 'docs/recipes/add.md: the link to ../images/a.png leads nowhere'],
  ['[wrong](../architecture.md#no-such)', 'docs/recipes/add.md: docs/architecture.md has no heading #no-such'],
  ['`packages/db/src/gone.ts`', 'docs/recipes/add.md: there is no packages/db/src/gone.ts'],
  ['`packages/gone/`', 'docs/recipes/add.md: there is no packages/gone/'],
  ['`gone.mjs`', 'docs/recipes/add.md: there is no gone.mjs'],
  ['Run `pnpm fly`.', 'docs/recipes/add.md: there is no script "fly"'],
  ['```sh\nnpm run --silent fly -- high\n```', 'docs/recipes/add.md: there is no script "fly"'],
])('%j is caught', (text, problem) => expect(problemsOf(text)).toEqual([problem]))
