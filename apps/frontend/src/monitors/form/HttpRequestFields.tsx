'use client'

import { httpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { plainOptions, SelectField } from '../../ui/Select'
import { SwitchField } from '../../ui/SwitchField'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import { HeaderFields } from './HeaderFields'
import { SecretField } from './SecretField'

const METHODS = plainOptions(httpSettings.shape.method.unwrap().options)
const SCHEMES = [
  { value: 'none', label: 'None' },
  { value: 'basic', label: 'User name and password' },
  { value: 'bearer', label: 'Bearer token' },
] as const

export function HttpRequestFields({ form, update, errors }: FormProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Method" value={form.method} options={METHODS} onValue={(method) => update({ method })} />
        <SelectField
          label="Authentication"
          value={form.authScheme}
          options={SCHEMES}
          onValue={(authScheme) => update({ authScheme })}
        />
      </div>
      {form.authScheme === 'basic' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="User name"
            autoComplete="off"
            value={form.username}
            onValue={(username) => update({ username })}
            error={errorAt(errors, 'authentication.username')}
          />
          <SecretField
            label="Password"
            value={form.password}
            onValue={(password) => update({ password })}
            error={errorAt(errors, 'authentication.password')}
          />
        </div>
      )}
      {form.authScheme === 'bearer' && (
        <SecretField
          label="Token"
          mono
          value={form.token}
          onValue={(token) => update({ token })}
          error={errorAt(errors, 'authentication.token')}
        />
      )}
      <HeaderFields form={form} update={update} errors={errors} />
      {form.method !== 'GET' && form.method !== 'HEAD' && (
        <TextArea
          label="Body"
          rows={4}
          value={form.body}
          onValue={(body) => update({ body })}
          error={errorAt(errors, 'body')}
        />
      )}
      <SwitchField
        label="Follow redirects"
        checked={form.followRedirects}
        onChecked={(followRedirects) => update({ followRedirects })}
      />
      {form.followRedirects && (
        <div className="sm:max-w-40">
          <TextField
            label="At most"
            hint="Redirects in a row"
            inputMode="numeric"
            value={form.maxRedirects}
            onValue={(maxRedirects) => update({ maxRedirects })}
            error={errorAt(errors, 'maxRedirects')}
          />
        </div>
      )}
    </>
  )
}
