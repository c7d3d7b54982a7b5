/**
 * Called between any two effects of the notifier, with the name of the place; a test that rejects or never answers there is a crash. Absent outside of tests.
 * In their order: claim:taken, claimed, request:before, request:after, part:accepted, part:told, answered, dead:noted, recorded.
 */
export type Fault = (point: string) => void | Promise<void>
