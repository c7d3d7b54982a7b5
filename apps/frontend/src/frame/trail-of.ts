export type Crumb = { label: string; href?: string }

const MONITORS: Crumb = { label: 'Monitors', href: '/monitors' }

/** Where a path is, from the top. `name`: of the monitor that the page shows, null until it is known. */
export function trailOf(path: string, name: string | null): readonly Crumb[] {
  const [section, id, action] = path.split('/').filter((part) => part !== '')
  if (section === 'settings') return [{ label: 'Settings' }]
  if (section !== 'monitors') return []
  if (!id) return [{ label: MONITORS.label }]
  if (id === 'new') return [MONITORS, { label: 'Add monitor' }]
  const label = name ?? '…'
  return action === 'edit' ? [MONITORS, { label, href: `/monitors/${id}` }, { label: 'Edit' }] : [MONITORS, { label }]
}
