/** Names and constants that the processes of one installation must agree on. */

/** Results are spread over this many ordered queues; the same for every process of an installation, for good. */
export const RESULT_PARTITIONS = 8
/** Monitors are spread over this many scheduler leases. */
export const SCHEDULER_SHARDS = 16

export const partitionOf = (monitorKey: number): number => monitorKey % RESULT_PARTITIONS
export const shardOf = (monitorKey: number): number => monitorKey % SCHEDULER_SHARDS

export const checksQueue = (region: string) => `checks.${region}`
/** Checks that a person waits for: run now, test now, re-checks. Never behind the scheduled ones. */
export const checksNowQueue = (region: string) => `checks-now.${region}`
export const resultsQueue = (partition: number) => `results.${partition}`
export const PRESENCE_QUEUE = 'presence'
/** Where judged heartbeats come from: no place that probes, but a region code of its own, so that their results have the key of all others. */
export const HEARTBEAT_REGION = 'heartbeat'

/** Cache pub/sub: a monitor was created, changed or deleted. Message: its key. */
export const MONITORS_CHANGED_CHANNEL = 'monitors-changed'
/** Cache pub/sub: there is something new to tell. No message. */
export const NOTICES_CHANNEL = 'notices'
/** Cache pub/sub: live events of one workspace, JSON as `liveEvent` of ./live-events. */
export const liveChannel = (workspaceId: string) => `live.${workspaceId}`

/** Attempts below are the scheduled check (0) and its re-checks; from here on somebody asked for it. */
export const MANUAL_ATTEMPTS_FROM = 1000

/** Run-now results sort after every scheduled attempt of their slot: 1000 + milliseconds since the slot. */
export const manualAttempt = (slotMs: number, nowMs: number): number =>
  MANUAL_ATTEMPTS_FROM + Math.max(0, nowMs - slotMs)
