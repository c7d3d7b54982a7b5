'use client'

import { DNS_RCODES, DNS_RECORD_TYPES } from '@mointering/api-contract/monitors/monitor-kinds'
import { plainOptions, SelectField } from '../../ui/Select'
import { SwitchField } from '../../ui/SwitchField'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import { FamilyField } from './FamilyField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'

export function TcpFields(props: FormProps) {
  const { form, update, errors } = props
  return (
    <>
      <SwitchField label="Speak TLS" checked={form.tls} onChecked={(tls) => update({ tls })} />
      {form.tls && (
        <SwitchField
          label="Verify the certificate"
          checked={form.verifyTls}
          onChecked={(verifyTls) => update({ verifyTls })}
        />
      )}
      <TextArea
        label="Send"
        hint="Empty: only connect"
        rows={2}
        value={form.send}
        onValue={(send) => update({ send })}
        error={errorAt(errors, 'send')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Expect in the answer"
          hint="Empty: anything"
          mono
          value={form.expect}
          onValue={(expect) => update({ expect })}
          error={errorAt(errors, 'expect')}
        />
        <FamilyField {...props} />
      </div>
    </>
  )
}

export function PingFields(props: FormProps) {
  const { form, update, errors } = props
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <TextField
        label="Packets"
        inputMode="numeric"
        value={form.packets}
        onValue={(packets) => update({ packets })}
        error={errorAt(errors, 'packets')}
      />
      <TextField
        label="Degraded above"
        hint="Loss; all lost is down"
        unit="%"
        inputMode="numeric"
        value={form.maxLossPercent}
        onValue={(maxLossPercent) => update({ maxLossPercent })}
        error={errorAt(errors, 'maxLossPercent')}
      />
      <FamilyField {...props} />
    </div>
  )
}

const RECORD_TYPES = plainOptions(DNS_RECORD_TYPES)
const RCODES = plainOptions(DNS_RCODES)

export function DnsFields({ form, update, errors }: FormProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Record type"
          value={form.recordType}
          options={RECORD_TYPES}
          onValue={(recordType) => update({ recordType })}
        />
        <SelectField
          label="Expected code"
          value={form.expectedRcode}
          options={RCODES}
          onValue={(expectedRcode) => update({ expectedRcode })}
        />
        <TextField
          label="Resolver"
          hint="Empty: the region’s own"
          mono
          value={form.resolver}
          onValue={(resolver) => update({ resolver })}
          error={errorAt(errors, 'resolver')}
        />
        <TextField
          label="Port of the resolver"
          inputMode="numeric"
          value={form.resolverPort}
          onValue={(resolverPort) => update({ resolverPort })}
          error={errorAt(errors, 'resolverPort')}
        />
      </div>
      <TextArea
        label="Expected values"
        hint="One a line; each must be among the answers. Empty: any answer"
        value={form.expectedValues}
        onValue={(expectedValues) => update({ expectedValues })}
        error={errorAt(errors, 'expectedValues')}
      />
    </>
  )
}

const PROTOCOLS = plainOptions(['TLSv1.2', 'TLSv1.3'])

export function TlsFields(props: FormProps) {
  const { form, update, errors } = props
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label="Down when it ends in less than"
        unit="days"
        className="pr-14"
        inputMode="numeric"
        value={form.minDaysLeft}
        onValue={(minDaysLeft) => update({ minDaysLeft })}
        error={errorAt(errors, 'minDaysLeft')}
      />
      <TextField
        label="Degraded when it ends in less than"
        unit="days"
        className="pr-14"
        inputMode="numeric"
        value={form.warnDaysLeft}
        onValue={(warnDaysLeft) => update({ warnDaysLeft })}
        error={errorAt(errors, 'warnDaysLeft')}
      />
      <TextField
        label="Name in the certificate"
        hint="Empty: the host"
        mono
        value={form.serverName}
        onValue={(serverName) => update({ serverName })}
        error={errorAt(errors, 'serverName')}
      />
      <SelectField
        label="Oldest protocol"
        value={form.minProtocol}
        options={PROTOCOLS}
        onValue={(minProtocol) => update({ minProtocol })}
      />
      <FamilyField {...props} />
    </div>
  )
}
