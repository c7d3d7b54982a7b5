import { runOnNewNode } from './lib/node-version.mjs'

runOnNewNode(() => import('./verify/verify-command.mjs'))
