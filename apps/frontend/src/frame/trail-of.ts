export type Crumb = { label: string; href?: string }

const MONITORS: Crumb = { label: 'Monitors', href: '/monitors' }
const INCIDENTS: Crumb = { label: 'Incidents', href: '/incidents' }

const SECTIONS: Readonly<Record<string, { top: Crumb; pages: Readonly<Record<string, string>> }>> = {
  settings: {
    top: { label: 'Settings', href: '/settings' },
    pages: {
      channels: 'Channels',
      'on-call': 'On call',
      members: 'Members',
      'api-keys': 'API keys',
      'audit-log': 'Audit log',
    },
  },
  account: { top: { label: 'Account', href: '/account' }, pages: { security: 'Security' } },
}

/** Where a path is, from the top. `name`: of the monitor or the incident that the page shows, null until it is known. */
export function trailOf(path: string, name: string | null): readonly Crumb[] {
  const [section, id, action] = path.split('/').filter((part) => part !== '')
  const inside = SECTIONS[section ?? '']
  if (inside) {
    const page = inside.pages[id ?? '']
    return page ? [inside.top, { label: page }] : [{ label: inside.top.label }]
  }
  if (section === 'maintenance') return [{ label: 'Maintenance' }]
  if (section === 'incidents') return id ? [INCIDENTS, { label: name ?? '…' }] : [{ label: INCIDENTS.label }]
  if (section !== 'monitors') return []
  if (!id) return [{ label: MONITORS.label }]
  if (id === 'new') return [MONITORS, { label: 'Add monitor' }]
  const label = name ?? '…'
  return action === 'edit' ? [MONITORS, { label, href: `/monitors/${id}` }, { label: 'Edit' }] : [MONITORS, { label }]
}
