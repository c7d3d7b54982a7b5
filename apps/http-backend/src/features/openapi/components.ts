import { accountReply, accountSession } from '@mointering/api-contract/http/account'
import { sessionReply } from '@mointering/api-contract/http/accounts'
import { apiKey } from '@mointering/api-contract/http/api-keys'
import { auditEntry } from '@mointering/api-contract/http/audit-log'
import { channel, delivery } from '@mointering/api-contract/http/channels'
import { identity } from '@mointering/api-contract/http/identities'
import { incident, incidentDetails } from '@mointering/api-contract/http/incidents'
import { maintenanceWindow } from '@mointering/api-contract/http/maintenance'
import { metricsBucket, monitorListItem, result, runResult, uptimeWindow } from '@mointering/api-contract/http/monitors'
import { problem } from '@mointering/api-contract/http/problem'
import { passkey } from '@mointering/api-contract/http/second-factors'
import { invitation, member, workspace } from '@mointering/api-contract/http/workspaces'
import { createMonitorRequest, monitor } from '@mointering/api-contract/monitors/monitor'
import { z } from 'zod'

/** The schemas with a name of their own in the reference; all others stand where they are used. */
const COMPONENTS = {
  Problem: problem,
  SignedIn: sessionReply,
  Account: accountReply,
  AccountSession: accountSession,
  Passkey: passkey,
  Identity: identity,
  Workspace: workspace,
  Member: member,
  Invitation: invitation,
  ApiKey: apiKey,
  AuditEntry: auditEntry,
  NewMonitor: createMonitorRequest,
  Monitor: monitor,
  MonitorListItem: monitorListItem,
  UptimeWindow: uptimeWindow,
  Result: result,
  RunResult: runResult,
  Incident: incident,
  IncidentDetails: incidentDetails,
  MaintenanceWindow: maintenanceWindow,
  Channel: channel,
  Delivery: delivery,
  MetricsBucket: metricsBucket,
} as const

/** Gives the schemas their names, in the registry where the document's maker looks. Doing it twice changes nothing. */
export function nameComponents(): void {
  for (const [id, schema] of Object.entries(COMPONENTS)) z.globalRegistry.add(schema, { id })
}
