'use client'

import { httpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { Button } from '../../ui/Button'
import { plainOptions, SelectField } from '../../ui/Select'
import { SwitchField } from '../../ui/SwitchField'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import { RemoveButton } from './RemoveButton'

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
          <TextField
            label="Password"
            type="password"
            autoComplete="new-password"
            value={form.password}
            onValue={(password) => update({ password })}
            error={errorAt(errors, 'authentication.password')}
          />
        </div>
      )}
      {form.authScheme === 'bearer' && (
        <TextField
          label="Token"
          type="password"
          autoComplete="new-password"
          mono
          value={form.token}
          onValue={(token) => update({ token })}
          error={errorAt(errors, 'authentication.token')}
        />
      )}
      <HeaderRows form={form} update={update} errors={errors} />
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

function HeaderRows({ form: { headers }, update, errors }: FormProps) {
  const change = (index: number, fields: Partial<(typeof headers)[number]>) =>
    update({ headers: headers.map((header, at) => (at === index ? { ...header, ...fields } : header)) })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm">Headers</legend>
      {headers.map((header, index) => (
        <div key={`${index}`} className="flex items-start gap-2">
          <div className="grid flex-1 gap-2 sm:grid-cols-2">
            <TextField
              label={`Name ${index + 1}`}
              mono
              value={header.name}
              onValue={(name) => change(index, { name })}
              error={errorAt(errors, `headers.${index}.name`)}
            />
            <TextField
              label={`Value ${index + 1}`}
              mono
              value={header.value}
              onValue={(value) => change(index, { value })}
              error={errorAt(errors, `headers.${index}.value`)}
            />
          </div>
          <RemoveButton
            label={`Remove header ${index + 1}`}
            onRemove={() => update({ headers: headers.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div>
        <Button onClick={() => update({ headers: [...headers, { name: '', value: '' }] })}>Add header</Button>
      </div>
    </fieldset>
  )
}
