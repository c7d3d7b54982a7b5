'use client'

import { errorAt, type FieldErrors } from '../../monitors/form/field-errors'
import { Button } from '../../ui/Button'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { HoursFields } from './HoursFields'
import { ParticipantFields } from './ParticipantFields'
import { type LayerForm, newHours, TURNS } from './schedule-form'

type Props = {
  index: number
  layer: LayerForm
  errors: FieldErrors
  onLayer: (layer: LayerForm) => void
  /** Null: it is the only one. */
  onRemove: (() => void) | null
}

const CUSTOM = 'custom'

/** People who take turns. */
export function LayerFields({ index, layer, errors, onLayer, onRemove }: Props) {
  const at = (field: string) => errorAt(errors, `layers.${index}.${field}`)
  const known = TURNS.some(({ value }) => value === layer.turnHours)
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-md border border-line p-3">
      <legend className="px-1 font-medium text-sm">Layer {index + 1}</legend>
      <TextField
        label="Name of the layer"
        value={layer.name}
        onValue={(name) => onLayer({ ...layer, name })}
        autoComplete="off"
        error={at('name')}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label="First turn begins"
          type="datetime-local"
          value={layer.startsAt}
          onValue={(startsAt) => onLayer({ ...layer, startsAt })}
          error={at('startsAt')}
        />
        <SelectField
          label="Hand over"
          value={known ? layer.turnHours : CUSTOM}
          options={[...TURNS, { value: CUSTOM, label: 'After other hours' }]}
          onValue={(value) => onLayer({ ...layer, turnHours: value === CUSTOM ? '' : value })}
        />
      </div>
      {!known && (
        <TextField
          label="Length of a turn"
          type="number"
          min={1}
          unit="h"
          value={layer.turnHours}
          onValue={(turnHours) => onLayer({ ...layer, turnHours })}
          error={at('turnHours') && 'Enter whole hours, from 1 to 8784'}
        />
      )}
      <ParticipantFields
        participants={layer.participants}
        onParticipants={(participants) => onLayer({ ...layer, participants })}
        error={at('participants')}
      />
      {layer.hours.map((hours, span) => (
        <HoursFields
          key={hours.key}
          hours={hours}
          error={errorAt(errors, `layers.${index}.hours.${span}`)}
          onHours={(next) =>
            onLayer({ ...layer, hours: layer.hours.map((one) => (one.key === hours.key ? next : one)) })
          }
          onRemove={() => onLayer({ ...layer, hours: layer.hours.filter((one) => one.key !== hours.key) })}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button look="quiet" onClick={() => onLayer({ ...layer, hours: [...layer.hours, newHours()] })}>
          {layer.hours.length === 0 ? 'Only at some hours' : 'Add hours'}
        </Button>
        {onRemove && (
          <Button look="quiet" onClick={onRemove}>
            Remove layer {index + 1}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
