/** Where one can go by name and by keys. `label` goes on after "Go to". */
export const PLACES = [
  { href: '/monitors', label: 'monitors', keys: 'g m' },
  { href: '/incidents', label: 'incidents', keys: 'g i' },
  { href: '/maintenance', label: 'maintenance', keys: 'g w' },
  { href: '/settings', label: 'settings', keys: 'g s' },
  { href: '/settings/channels', label: 'channels', keys: 'g c' },
  { href: '/settings/on-call', label: 'on call', keys: 'g o' },
  { href: '/settings/members', label: 'members', keys: 'g u' },
  { href: '/settings/api-keys', label: 'API keys', keys: 'g k' },
  { href: '/settings/audit-log', label: 'audit log', keys: 'g l' },
  { href: '/account', label: 'your profile', keys: 'g p' },
  { href: '/account/security', label: 'your account’s security', keys: 'g y' },
] as const
