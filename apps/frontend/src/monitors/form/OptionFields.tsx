'use client'

import { CARD_CLASSES } from '../../ui/classes'
import { Fold } from './Fold'
import type { FormProps } from './form-props'
import { HttpAnswerFields } from './HttpAnswerFields'
import { HttpRequestFields } from './HttpRequestFields'
import { HttpTlsFields } from './HttpTlsFields'
import { DnsFields, PingFields, TcpFields, TlsFields } from './KindFields'
import { RelationFields } from './RelationFields'
import { SlowFields } from './SlowFields'
import { WhenFields } from './WhenFields'

/** Everything with a good default, folded away. */
export function OptionFields(props: FormProps & { ownId: string | null }) {
  const { kind } = props.form
  return (
    <section aria-labelledby="options-title">
      <h2 id="options-title" className="mb-2 font-medium text-sm">
        Options
      </h2>
      <div className={`${CARD_CLASSES} overflow-clip`}>
        <KindOptions {...props} />
        {kind !== 'heartbeat' && kind !== 'tls' && (
          <Fold title="Too slow" note={props.form.degradedMs === '' ? 'never' : `above ${props.form.degradedMs} ms`}>
            <SlowFields {...props} />
          </Fold>
        )}
        <Fold
          title={kind === 'heartbeat' ? 'When it is down' : 'When it is down, and where from'}
          note={`${props.form.confirmations} failures in a row`}
        >
          <WhenFields {...props} />
        </Fold>
        <Fold title="Tags, dependencies and reminders" note={relationNote(props.form)}>
          <RelationFields {...props} />
        </Fold>
      </div>
    </section>
  )
}

function relationNote({ tags, dependsOn }: FormProps['form']): string {
  const needs = dependsOn.length > 0 ? `depends on ${dependsOn.length}` : ''
  return [tags, needs].filter((part) => part !== '').join(', ') || 'none'
}

function KindOptions(props: FormProps) {
  const { form } = props
  switch (form.kind) {
    case 'http':
      return (
        <>
          <Fold title="Request" note={form.method}>
            <HttpRequestFields {...props} />
          </Fold>
          <Fold title="Expected answer" note={`status ${form.acceptStatus}`}>
            <HttpAnswerFields {...props} />
          </Fold>
          <Fold title="TLS and network" note={form.verifyTls ? 'certificate verified' : 'certificate not verified'}>
            <HttpTlsFields {...props} />
          </Fold>
        </>
      )
    case 'tcp':
      return (
        <Fold title="Conversation" note={form.tls ? 'with TLS' : 'connect only'}>
          <TcpFields {...props} />
        </Fold>
      )
    case 'ping':
      return (
        <Fold title="Packets" note={form.packets}>
          <PingFields {...props} />
        </Fold>
      )
    case 'dns':
      return (
        <Fold title="Question and expected answer" note={form.recordType}>
          <DnsFields {...props} />
        </Fold>
      )
    case 'tls':
      return (
        <Fold title="Certificate" note={`down below ${form.minDaysLeft} days`}>
          <TlsFields {...props} />
        </Fold>
      )
    case 'heartbeat':
      return null
  }
}
