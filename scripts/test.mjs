import { runOnNewNode } from './lib/node-version.mjs'

runOnNewNode(() => import('./lib/test-command.mjs'))
