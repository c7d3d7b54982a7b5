import { runOnNewNode } from './lib/node-version.mjs'

runOnNewNode(() => import('./lib/dev-command.mjs'))
