import { z } from 'zod'
import { SECRET_MASK } from '../monitors/secret-mask.js'
import { type ChannelKindName, channelSettings } from './channel-settings.js'
import { secretFields } from './secret.js'

/** Where a secret stands in the settings of a channel. */
export type ChannelSecretPlace = {
  /** As a request names it: `token`, `headers.0.value`. */
  path: string
  /** The same wherever its entry stands in a list: `token`, `headers.x-api-key.value`. */
  name: string
}
export type ChangeChannelSecret = (secret: string, place: ChannelSecretPlace) => string

type Json = { readonly [key: string]: unknown }
/** `*`: each entry of a list. */
type Pattern = readonly string[]

/**
 * The settings of a channel, as JSON, with each of their secrets changed: those that are registered in `secretFields`. They may be sealed or masked, so
 * they are no ChannelSettings: what comes back is parsed by whoever opened them. Settings of an unknown kind, or no settings at all, come back as they are.
 */
export function mapChannelSecrets(settings: unknown, change: ChangeChannelSecret): unknown {
  return patternsOf(settings).reduce(
    (changed, pattern) => changeAt(changed, pattern, { path: '', name: '' }, change),
    settings,
  )
}

/** The settings as anybody may see them: the mask in the place of each secret. */
export const maskChannelSecrets = (settings: unknown): unknown => mapChannelSecrets(settings, () => SECRET_MASK)

/** All secrets of the settings, with their places. */
export function channelSecretsOf(settings: unknown): { text: string; place: ChannelSecretPlace }[] {
  const found: { text: string; place: ChannelSecretPlace }[] = []
  mapChannelSecrets(settings, (text, place) => {
    found.push({ text, place })
    return text
  })
  return found
}

/**
 * New settings in which each mask is replaced by the stored secret of the same name. `stored` as it is stored. The masks for which nothing is stored stay;
 * their places come back in `missing`.
 */
export function keepStoredSecrets(
  settings: unknown,
  stored: unknown,
): { settings: unknown; missing: ChannelSecretPlace[]; kept: ChannelSecretPlace[] } {
  const known = new Map(channelSecretsOf(stored).map(({ text, place }) => [place.name, text]))
  const missing: ChannelSecretPlace[] = []
  const kept: ChannelSecretPlace[] = []
  const merged = mapChannelSecrets(settings, (text, place) => {
    if (text !== SECRET_MASK) return text
    const secret = known.get(place.name)
    if (secret === undefined) missing.push(place)
    else kept.push(place)
    return secret ?? text
  })
  return { settings: merged, missing, kept }
}

function changeAt(
  value: unknown,
  [key, ...rest]: Pattern,
  place: ChannelSecretPlace,
  change: ChangeChannelSecret,
): unknown {
  if (key === undefined) return typeof value === 'string' ? change(value, place) : value
  if (key === '*') {
    if (!Array.isArray(value)) return value
    return value.map((entry, index) => changeAt(entry, rest, under(place, `${index}`, nameOf(entry)), change))
  }
  if (!isJson(value) || !Object.hasOwn(value, key)) return value
  return { ...value, [key]: changeAt(value[key], rest, under(place, key), change) }
}

const under = ({ path, name }: ChannelSecretPlace, key: string, called: string | null = null): ChannelSecretPlace => ({
  path: path === '' ? key : `${path}.${key}`,
  name: name === '' ? (called ?? key) : `${name}.${called ?? key}`,
})

const nameOf = (entry: unknown): string | null =>
  isJson(entry) && typeof entry.name === 'string' ? entry.name.toLowerCase() : null

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function patternsOf(settings: unknown): readonly Pattern[] {
  return isJson(settings) && typeof settings.kind === 'string' ? (PATTERNS.get(settings.kind) ?? []) : []
}

function secretsIn(schema: z.core.$ZodType, path: Pattern): Pattern[] {
  if (secretFields.get(schema)?.secret) return [path]
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return secretsIn(schema.unwrap(), path)
  if (schema instanceof z.ZodArray) return secretsIn(schema.element, [...path, '*'])
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => secretsIn(option, path))
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, field]) => secretsIn(field, [...path, key]))
  return []
}

const PATTERNS: ReadonlyMap<string, readonly Pattern[]> = new Map(
  channelSettings.options.map((option) => [option.shape.kind.value satisfies ChannelKindName, secretsIn(option, [])]),
)
