import { randomBytes } from 'node:crypto'
import { authOptionsReply, sessionReply } from '@mointering/api-contract/http/accounts'
import { ALICE, BOB, CHARLIE } from '@mointering/test-kit/people/people'
import { expect, it } from 'vitest'
import { secretTokenHash } from '../src/auth/secret-token.js'
import { actionsOf, lastTokenTo, SIGN_UP, signIn, startMailWorld, VERIFY, verified } from './account-steps.js'
import { type ApiWorld, startWorld } from './api-world.js'

const OPTIONS = '/api/v1/auth/options'

async function invite(world: ApiWorld, workspaceId: string, email: string, expiresInMs = 60_000): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + expiresInMs)
  await world.database.prisma.invitation.create({
    data: { workspaceId, email, role: 'editor', tokenHash: secretTokenHash(token), expiresAt },
  })
  return token
}

const signUp = (world: ApiWorld, json: object) => world.nobody().request(SIGN_UP, { json })

it('SIGN_UP=invite takes the first person, then who was invited, once, at the invited address', async () => {
  await using world = await startWorld({ env: { SIGN_UP: 'invite' } })
  const { workspaceId } = await world.signUp(ALICE)
  expect((await signUp(world, BOB)).body).toMatchObject({ status: 403, code: 'sign_up_closed' })
  const invitation = await invite(world, workspaceId, BOB.email)
  const refusals = [
    { ...CHARLIE, invitation },
    { ...BOB, invitation: 'a'.repeat(43) },
    { ...BOB, invitation: await invite(world, workspaceId, BOB.email, -1000) },
  ]
  for (const json of refusals)
    expect((await signUp(world, json)).body).toMatchObject({ status: 410, code: 'link_invalid' })

  const answers = await Promise.all(Array.from({ length: 3 }, () => signUp(world, { ...BOB, invitation })))
  expect(answers.map(({ status }) => status).toSorted()[0]).toBe(201)
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const { user, workspaces } = sessionReply.parse(answers.find(({ status }) => status === 201)?.body)
  expect(workspaces).toMatchObject([{ id: workspaceId, role: 'editor' }])
  expect(await actionsOf(world, BOB.email)).toEqual(['account.created', 'invitation.accepted'])
  const stored = await world.database.prisma.user.findUniqueOrThrow({ where: { id: user.id } })
  expect(stored).toMatchObject({ isInstallationOwner: false, emailVerifiedAt: expect.any(Date) })
  expect((await signUp(world, { ...CHARLIE, invitation })).status).toBe(410)
})

it('an invitation proves its address: no mail is needed; without one it is', async () => {
  await using mailWorld = await startMailWorld({ env: { SIGN_UP: 'invite' } })
  const { world } = mailWorld
  expect(authOptionsReply.parse((await world.nobody().request(OPTIONS)).body)).toMatchObject({
    signUp: 'invite',
    firstAccount: true,
    mail: true,
  })
  const alice = await verified(mailWorld, ALICE)
  const { workspaces } = sessionReply.parse((await alice.request('/api/v1/auth/session')).body)
  const invitation = await invite(world, workspaces[0]?.id ?? '', BOB.email)
  expect((await signUp(world, { ...BOB, invitation })).status).toBe(201)
  expect((await signIn(world.nobody(), BOB)).status).toBe(200)
  expect((await world.nobody().request(OPTIONS)).body).toMatchObject({ firstAccount: false })
})

it('with mail, of several who began on an empty closed installation, the first to prove an address gets it', async () => {
  await using mailWorld = await startMailWorld({ env: { SIGN_UP: 'closed' } })
  const { world } = mailWorld
  const people = [ALICE, BOB, CHARLIE].map((person) => ({ person, browser: world.nobody() }))
  for (const { person, browser } of people) expect((await browser.request(SIGN_UP, { json: person })).status).toBe(201)
  const tokens = await Promise.all(people.map(({ person }) => lastTokenTo(mailWorld, person.email, 'sign-up/verify')))
  const answers = await Promise.all(
    people.map(({ browser }, n) => browser.request(VERIFY, { json: { token: tokens[n] } })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403, 403])
  const users = await world.database.prisma.user.findMany()
  expect(users.map(({ isInstallationOwner }) => isInstallationOwner)).toEqual([true])
  expect((await signUp(world, { ...BOB, email: 'late@example.org' })).body).toMatchObject({ code: 'sign_up_closed' })
})
