import type { Metadata } from 'next'
import { PageName } from '../../../../src/frame/Breadcrumb'
import { IncidentPage } from '../../../../src/incidents/IncidentPage'
import { subjectOf } from '../../../../src/incidents/incident-words'
import { loadIncident } from '../../../../src/incidents/load-incident'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Incident: ${subjectOf(await loadIncident((await params).id))}` }
}

export default async function Incident({ params }: Props) {
  const incident = await loadIncident((await params).id)
  return (
    <>
      <PageName name={subjectOf(incident)} />
      <IncidentPage key={incident.id} initial={incident} />
    </>
  )
}
