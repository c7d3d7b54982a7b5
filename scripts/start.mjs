import { runOnNewNode } from './lib/node-version.mjs'

runOnNewNode(() => import('./lib/start-command.mjs'))
