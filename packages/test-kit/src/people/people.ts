/**
 * The three people of every tenancy test: Alice owns a workspace, Bob is a viewer in it, Charlie has a workspace of his own and must see
 * nothing of hers.
 */
export const ALICE = { email: 'alice@example.org', password: 'correct horse battery', name: 'Alice Arden' } as const
export const BOB = { email: 'bob@example.org', password: 'staple of the region', name: 'Bob Berg' } as const
export const CHARLIE = { email: 'charlie@example.org', password: 'a stranger in town', name: 'Charlie Chen' } as const

export type Person = { email: string; password: string; name: string }
