import type { MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { mapSecrets, type SecretPlace } from '@mointering/api-contract/monitors/secret-fields'
import { isSecretHeader, SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Stored } from './monitor-secrets.js'
import { sameTarget } from './same-target.js'

/** What is stored at a place, sealed. `wanted`: the mask was sent for it. */
export type Kept = { text: string; wanted: boolean }
type Sent = { text: string; place: SecretPlace }
type Issue = { path: string; message: string }

/**
 * Finds what is stored at each secret's place; null where nothing is. Headers are matched by name, wherever they stand. Throws invalid_input,
 * naming all fields at once, where a mask stands for nothing or for one of several, and where what is kept would go to another address.
 */
export function keepSecrets(
  settings: MonitorSettings,
  stored: Stored | null,
): (text: string, place: SecretPlace) => Kept | null {
  const before = stored?.settings.kind === settings.kind ? secretsByName(stored.settings) : new Map<string, Sent[]>()
  const found = new Map<string, Kept>()
  const kept: SecretPlace[] = []
  const issues: Issue[] = maskedButShown(settings)

  for (const [name, sent] of secretsByName(settings)) {
    const there = before.get(name) ?? []
    const places = pair(sent, there)
    for (const [index, { text, place }] of sent.entries()) {
      const match = places[index]
      const wanted = text === SECRET_MASK
      if (match) found.set(place.path, { text: match.text, wanted })
      else if (wanted) issues.push({ path: place.path, message: nothingToKeep(place, there.length) })
      if (match && wanted) kept.push(place)
    }
  }
  refuse(issues, 'A secret is missing')
  if (stored && !sameTarget(stored.settings, settings)) {
    const exposed = kept.filter((place) => !(place.readable && stored.readable))
    refuse(
      exposed.map(enterAgain),
      'The address has changed, and stored secrets are only sent where they were meant to go',
    )
  }
  return (_text, { path }) => found.get(path) ?? null
}

function secretsByName(settings: MonitorSettings): Map<string, Sent[]> {
  const byName = new Map<string, Sent[]>()
  mapSecrets(settings, (text, place) => {
    byName.set(place.name, [...(byName.get(place.name) ?? []), { text, place }])
    return text
  })
  return byName
}

/** Of the same number, each keeps its turn; a single stored one goes to the first mask. Otherwise nobody can tell which is meant. */
function pair(sent: readonly Sent[], stored: readonly Sent[]): (Sent | undefined)[] {
  if (sent.length === stored.length) return [...stored]
  const [only, ...more] = stored
  if (!only || more.length > 0) return []
  const first = sent.findIndex(({ text }) => text === SECRET_MASK)
  return sent.map((_, index) => (index === first ? only : undefined))
}

/** A header whose value was hidden cannot be shown from now on: whoever shows it has to know it. */
function maskedButShown(settings: MonitorSettings): Issue[] {
  if (settings.kind !== 'http') return []
  return settings.headers.flatMap((header, index) =>
    header.value === SECRET_MASK && !isSecretHeader(header)
      ? [{ path: `headers.${index}.value`, message: `Enter the value of ${header.name} again to let people see it` }]
      : [],
  )
}

const nothingToKeep = ({ title }: SecretPlace, stored: number): string =>
  stored > 1
    ? `Enter ${title} again: this header is stored more than once, and it is not clear which one to keep`
    : `Enter ${title}: ${SECRET_MASK} stands for a stored secret, and none is stored here`

const enterAgain = ({ path, title }: SecretPlace): Issue => ({
  path,
  message: `Enter ${title} again: the address has changed, and a stored secret is only sent where it was meant to go`,
})

function refuse(issues: readonly Issue[], sentence: string): void {
  if (issues.length === 0) return
  const fields = issues.map(({ path }) => path).join(', ')
  throw new AppError('invalid_input', `${sentence}. Enter again: ${fields}`, { issues })
}
