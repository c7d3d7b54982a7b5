import type { CreateMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import type { MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { mapSecrets } from '@mointering/api-contract/monitors/secret-fields'
import { isSecretHeader, SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import { monitorSecretContext } from '@mointering/backend-common/crypto/monitor-secrets'
import { isSealed, type Sealer, UnsealError } from '@mointering/backend-common/crypto/sealer'
import { keepSecrets } from './keep-secrets.js'

/** Who changes a monitor that is stored already. `readable`: they may see what checks send. */
export type Stored = { settings: MonitorSettings; readable: boolean }

/** The secrets of monitors on their way in and out. Everywhere else in the API, settings hold them sealed. */
export type MonitorSecrets = {
  /**
   * Settings as they are stored: each secret sealed for the monitor, each mask replaced by what is stored. Throws invalid_input where a mask stands for
   * nothing, and where stored secrets would be sent to another address than the one that they were entered for.
   */
  seal(monitorId: string, settings: MonitorSettings, stored: Stored | null): MonitorSettings
  /** Settings as the API answers them: secrets masked, but for what the reader may see. */
  show(monitorId: string, settings: MonitorSettings, readable: boolean): MonitorSettings
}

export function createMonitorSecrets(sealer: Sealer): MonitorSecrets {
  const open = (monitorId: string, text: string, place: { name: string }): string | null => {
    if (!isSealed(text)) return text // stored before secrets were sealed
    try {
      return sealer.open(text, monitorSecretContext(monitorId, place))
    } catch (error) {
      if (error instanceof UnsealError) return null // its key is gone: it can only be entered again
      throw error
    }
  }

  return {
    seal(monitorId, settings, stored) {
      const keep = keepSecrets(settings, stored)
      return mapSecrets(settings, (text, place) => {
        const kept = keep(text, place)
        // What people read and send back unchanged stays as it is, so that nothing seems to have changed.
        const same = kept?.text && place.readable && open(monitorId, kept.text, place) === text
        const chosen = kept && (kept.wanted || same) ? kept.text : null
        if (chosen !== null && isSealed(chosen)) return chosen
        return sealer.seal(chosen ?? text, monitorSecretContext(monitorId, place))
      })
    },
    show: (monitorId, settings, readable) =>
      withHeaderFlags(
        mapSecrets(settings, (text, place) =>
          readable && place.readable ? (open(monitorId, text, place) ?? SECRET_MASK) : SECRET_MASK,
        ),
      ),
  }
}

/** A request whose secrets are masked: what stands for a stored monitor where a change is merged into it. */
export const maskSecrets = (settings: MonitorSettings): MonitorSettings => mapSecrets(settings, () => SECRET_MASK)

/** The settings alone, of a request that also names what every kind has. */
export function settingsOf(request: CreateMonitorRequest): MonitorSettings {
  const { name: _n, intervalSeconds: _i, timeoutMs: _t, regions: _r, ...rest } = request
  const { confirmations: _c, recoveries: _v, enabled: _e, minRegions: _m, ...others } = rest
  const { tags: _g, dependsOn: _d, remindEveryMinutes: _w, ...settings } = others
  return settings
}

const withHeaderFlags = (settings: MonitorSettings): MonitorSettings =>
  settings.kind === 'http'
    ? { ...settings, headers: settings.headers.map((header) => ({ ...header, secret: isSecretHeader(header) })) }
    : settings
