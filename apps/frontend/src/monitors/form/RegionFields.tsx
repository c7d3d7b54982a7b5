'use client'

import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { regionsQuery } from '../monitor-queries'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'

/** Which regions look. None chosen means the installation's default. */
export function RegionFields({ form, update, errors }: FormProps) {
  const { workspace } = useSession()
  const regions = useQuery(regionsQuery(workspace.id))
  const error = errorAt(errors, 'regions')
  const known = regions.data?.items ?? []
  // A region that has no prober any more can still be unchosen.
  const codes = [...new Set([...known.map(({ code }) => code), ...form.regions])]
  const toggle = (code: string, chosen: boolean) =>
    update({ regions: chosen ? [...form.regions, code] : form.regions.filter((other) => other !== code) })
  const note = (code: string) => {
    const region = known.find((other) => other.code === code)
    if (!region?.live) return 'no prober is there now'
    return region.isDefault ? 'default' : ''
  }
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">Regions</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {codes.map((code) => (
          <label key={code} className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={form.regions.includes(code)}
              onChange={(event) => toggle(code, event.target.checked)}
              className="size-4 accent-(--accent)"
            />
            <span className="font-mono">{code}</span>
            <span className="text-text-3">{note(code)}</span>
          </label>
        ))}
        {regions.isError && (
          <span className="text-degraded-text text-sm">The regions could not be loaded; the default is used</span>
        )}
      </div>
      <p className={error ? 'mt-1.5 text-down-text text-sm' : 'mt-1.5 text-sm text-text-3'}>
        {error ?? 'None chosen: the default regions'}
      </p>
    </fieldset>
  )
}
