'use client'

import { COMPARISONS } from '@mointering/api-contract/monitors/monitor-kinds'
import { Button } from '../../ui/Button'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import type { AssertionForm } from './monitor-form'
import { RemoveButton } from './RemoveButton'

const KEYWORD_MODES = [
  { value: 'present', label: 'must be there' },
  { value: 'absent', label: 'must not be there' },
]
const SOURCES = [
  { value: 'json', label: 'JSON value' },
  { value: 'header', label: 'Header' },
] as const
const COMPARISON_WORD: Record<AssertionForm['comparison'], string> = {
  equals: 'equals',
  notEquals: 'does not equal',
  contains: 'contains',
  notContains: 'does not contain',
  matches: 'matches (regular expression)',
  greaterThan: 'is greater than',
  lessThan: 'is less than',
  exists: 'is there',
  absent: 'is not there',
}
const COMPARISON_OPTIONS = COMPARISONS.map((value) => ({ value, label: COMPARISON_WORD[value] }))

export function HttpAnswerFields({ form, update, errors }: FormProps) {
  return (
    <>
      <div className="sm:max-w-72">
        <TextField
          label="Accepted status"
          hint="Numbers and ranges: 200-299, 304"
          mono
          value={form.acceptStatus}
          onValue={(acceptStatus) => update({ acceptStatus })}
          error={errorAt(errors, 'acceptStatus')}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-[1fr_180px]">
        <TextField
          label="Text in the body"
          hint="Empty: the body may be anything"
          value={form.keyword}
          onValue={(keyword) => update({ keyword })}
          error={errorAt(errors, 'keyword')}
        />
        <SelectField
          label="This text"
          value={form.keywordMode}
          options={KEYWORD_MODES}
          onValue={(keywordMode) => update({ keywordMode })}
        />
      </div>
      <AssertionRows form={form} update={update} errors={errors} />
    </>
  )
}

function AssertionRows({ form: { assertions }, update, errors }: FormProps) {
  const change = (index: number, fields: Partial<AssertionForm>) =>
    update({ assertions: assertions.map((assertion, at) => (at === index ? { ...assertion, ...fields } : assertion)) })
  const add = () =>
    update({ assertions: [...assertions, { source: 'json', subject: '$.', comparison: 'equals', value: '' }] })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm">Assertions</legend>
      {assertions.map((assertion, index) => {
        const path = `assertions.${index}`
        return (
          <div key={`${index}`} className="flex items-start gap-2 rounded-md border border-line p-3">
            <div className="grid flex-1 gap-3 sm:grid-cols-2">
              <SelectField
                label="Look at"
                value={assertion.source}
                options={SOURCES}
                onValue={(source) => change(index, { source, subject: source === 'json' ? '$.' : '' })}
              />
              <TextField
                label={assertion.source === 'json' ? 'JSON path' : 'Header name'}
                mono
                value={assertion.subject}
                onValue={(subject) => change(index, { subject })}
                error={errorAt(errors, `${path}.path`) ?? errorAt(errors, `${path}.name`)}
              />
              <SelectField
                label="It"
                value={assertion.comparison}
                options={COMPARISON_OPTIONS}
                onValue={(comparison) => change(index, { comparison })}
              />
              {assertion.comparison !== 'exists' && assertion.comparison !== 'absent' && (
                <TextField
                  label="Value"
                  mono
                  value={assertion.value}
                  onValue={(value) => change(index, { value })}
                  error={errorAt(errors, `${path}.value`)}
                />
              )}
            </div>
            <RemoveButton
              label={`Remove assertion ${index + 1}`}
              onRemove={() => update({ assertions: assertions.filter((_, at) => at !== index) })}
            />
          </div>
        )
      })}
      <div>
        <Button onClick={add}>Add assertion</Button>
      </div>
    </fieldset>
  )
}
