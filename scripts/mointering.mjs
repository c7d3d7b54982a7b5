import { runOnNewNode } from './lib/node-version.mjs'

runOnNewNode(() => import('./lib/mointering-command.mjs'))
