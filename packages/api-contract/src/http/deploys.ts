import { z } from 'zod'
import { tag } from '../monitors/tag.js'
import { displayName } from './accounts.js'
import { page, pageQuery } from './monitors.js'

const LATEST_MS = Date.UTC(9000, 0)

/** Body of POST deploys: something was changed. Incidents show those that came shortly before them. */
export const createDeployRequest = z.strictObject({
  name: displayName('what was deployed', 120),
  version: displayName('a version', 120).nullable().default(null),
  url: z
    .url({ protocol: /^https?$/, error: 'Enter a web address that begins with https://' })
    .max(2000)
    .nullable()
    .default(null)
    .describe('Where to read more'),
  at: z.iso
    .datetime({ offset: true })
    .refine((text) => Date.parse(text) < LATEST_MS, 'Choose a time before the year 9000')
    .optional()
    .describe('When; now when absent'),
  tags: z.array(tag).max(20).default([]).describe('Monitors with one of these tags. With no tags and no monitors: all'),
  monitorIds: z.array(z.uuid()).max(500).default([]),
})
export type CreateDeployRequest = z.infer<typeof createDeployRequest>

export const deploy = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  name: z.string(),
  version: z.string().nullable(),
  url: z.string().nullable(),
  tags: z.array(z.string()),
  monitorIds: z.array(z.uuid()),
  createdBy: z.string().nullable(),
})
export type Deploy = z.infer<typeof deploy>
export const deploysQuery = z.object(pageQuery)
export const deploysReply = page(deploy)
