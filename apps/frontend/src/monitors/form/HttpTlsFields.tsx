'use client'

import { SwitchField } from '../../ui/SwitchField'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import { FamilyField } from './FamilyField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import { SecretField } from './SecretField'

export function HttpTlsFields(props: FormProps) {
  const { form, update, errors } = props
  return (
    <>
      <SwitchField
        label="Verify the certificate"
        hint="Off only for servers whose certificate you know to be self-made"
        checked={form.verifyTls}
        onChecked={(verifyTls) => update({ verifyTls })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Degraded when the certificate ends in"
          unit="days"
          inputMode="numeric"
          className="pr-14"
          value={form.certificateWarnDays}
          onValue={(certificateWarnDays) => update({ certificateWarnDays })}
          error={errorAt(errors, 'certificateWarnDays')}
        />
        <FamilyField {...props} />
      </div>
      <TextField
        label="HTTP proxy"
        hint="Empty: directly"
        mono
        placeholder="http://proxy.example.org:3128"
        value={form.proxyUrl}
        onValue={(proxyUrl) => update({ proxyUrl })}
        error={errorAt(errors, 'proxyUrl')}
      />
      <TextArea
        label="Client certificate"
        hint="PEM; empty: none"
        value={form.clientCertificate}
        onValue={(clientCertificate) => update({ clientCertificate })}
        error={errorAt(errors, 'clientCertificate.certificate')}
      />
      {(form.clientCertificate !== '' || form.clientKey !== '') && (
        <SecretField
          long
          label="Key of the client certificate"
          value={form.clientKey}
          onValue={(clientKey) => update({ clientKey })}
          error={errorAt(errors, 'clientCertificate.key')}
        />
      )}
    </>
  )
}
