import { z } from 'zod'

const text = z.string().min(1)
const priority = z.enum(['P1', 'P2', 'P3', 'P4', 'P5'])

/** What Opsgenie and Jira Service Management take alike of a new page. Limits: https://docs.opsgenie.com/docs/alert-api#create-alert */
export const pageFields = {
  message: text.max(130),
  alias: text.max(512),
  description: z.string().max(15_000),
  entity: text.max(512),
  source: text.max(100),
  priority,
  tags: z.array(text.max(50)).max(20),
}

export const detailsField = z
  .record(text, z.string())
  .refine((details) => Object.entries(details).flat().join('').length <= 8000, 'over 8000 characters')

export const actions = {
  acknowledge: z.strictObject({ source: text.max(100) }),
  close: z.strictObject({ source: text.max(100) }),
  priority: z.strictObject({ priority }),
}
export type PageAction = keyof typeof actions

export const isPageAction = (name: string | undefined): name is PageAction => name !== undefined && name in actions

export type AtlassianPage = {
  id: string
  alias: string
  status: 'open' | 'closed'
  acknowledged: boolean
  priority: string
  /** How often it was created while it was open. */
  count: number
}

/** The pages of an account: one open page per alias at most; creating it again counts it up and changes nothing else. */
export function createPages() {
  const all: AtlassianPage[] = []
  const openOf = (alias: string) => all.find((page) => page.alias === alias && page.status === 'open')
  return {
    all: all as readonly AtlassianPage[],
    openOf,
    ofId: (id: string) => all.find((page) => page.id === id),
    create({ alias, priority }: { alias: string; priority: string }): void {
      const open = openOf(alias)
      if (open) open.count += 1
      else
        all.push({
          id: `9b251e07-73c9-4907-9996-8cb53a6a20d0-${1_704_440_650_350 + all.length}`,
          alias,
          status: 'open',
          acknowledged: false,
          priority,
          count: 1,
        })
    },
    act(page: AtlassianPage | undefined, action: PageAction, asked: { source: string } | { priority: string }): void {
      if (!page) return
      if (action === 'acknowledge') page.acknowledged = true
      else if (action === 'close') page.status = 'closed'
      else if ('priority' in asked) page.priority = asked.priority
    },
  }
}
