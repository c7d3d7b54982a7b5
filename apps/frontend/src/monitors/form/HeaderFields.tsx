'use client'

import { isSecretHeader } from '@mointering/api-contract/monitors/secret-mask'
import { Button } from '../../ui/Button'
import { SwitchField } from '../../ui/SwitchField'
import { TextField } from '../../ui/TextField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import { hideHeader, renameHeader } from './header-form'
import { RemoveButton } from './RemoveButton'
import { SecretField } from './SecretField'

/** The headers that a check sends. */
export function HeaderFields({ form: { headers }, update, errors }: FormProps) {
  const change = (index: number, changed: (typeof headers)[number]) =>
    update({ headers: headers.map((header, at) => (at === index ? changed : header)) })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm">Headers</legend>
      {headers.map((header, index) => {
        const value = {
          label: `Value ${index + 1}`,
          value: header.value,
          onValue: (text: string) => change(index, { ...header, value: text }),
          error: errorAt(errors, `headers.${index}.value`),
        }
        return (
          <div key={`${index}`} className="flex items-start gap-2">
            <div className="grid flex-1 gap-2 sm:grid-cols-2">
              <TextField
                label={`Name ${index + 1}`}
                mono
                value={header.name}
                onValue={(name) => change(index, renameHeader(header, name))}
                error={errorAt(errors, `headers.${index}.name`)}
              />
              {isSecretHeader(header) ? <SecretField {...value} mono /> : <TextField {...value} mono />}
              <SwitchField
                label={`Secret ${index + 1}`}
                hint="A secret value is shown to nobody once it is saved"
                checked={isSecretHeader(header)}
                onChecked={(secret) => change(index, hideHeader(header, secret))}
              />
            </div>
            <RemoveButton
              label={`Remove header ${index + 1}`}
              onRemove={() => update({ headers: headers.filter((_, at) => at !== index) })}
            />
          </div>
        )
      })}
      <div>
        <Button onClick={() => update({ headers: [...headers, { name: '', value: '' }] })}>Add header</Button>
      </div>
    </fieldset>
  )
}
