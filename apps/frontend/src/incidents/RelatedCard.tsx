import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import Link from 'next/link'
import { SettingsCard } from '../settings/SettingsCard'

/** The incident that this one follows, and those that follow it. */
export function RelatedCard({ incident }: { incident: IncidentDetails }) {
  const { parentId, children } = incident
  if (parentId === null && children.length === 0) return null
  return (
    <SettingsCard title="Related incidents">
      {parentId && (
        <p>
          <Link href={`/incidents/${parentId}`} className="rounded-sm underline">
            A monitor that this one needs is down
          </Link>
        </p>
      )}
      {children.length > 0 && (
        <ul aria-label="Incidents that follow this one" className="grid gap-1.5">
          {children.map((child) => (
            <li key={child.id}>
              <Link href={`/incidents/${child.id}`} className="rounded-sm underline">
                {child.monitorName}
              </Link>
              <span className="text-text-3"> · {child.state}</span>
            </li>
          ))}
        </ul>
      )}
    </SettingsCard>
  )
}
