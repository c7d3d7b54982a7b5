/** What an authenticator writes: whole numbers, texts, bytes and maps of them (RFC 8949, 3.1). */
export type Cbor = number | string | Uint8Array | Cbor[] | Map<number | string, Cbor>

/** Encodes as CTAP2 does: definite lengths, the shortest form; a map keeps the order that it is given in. */
export function encodeCbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)])
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, item]) => [encodeCbor(key), encodeCbor(item)]),
  ])
}

/** Major type and argument. */
function head(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.from([(major << 5) | argument])
  if (argument < 0x100) return Buffer.from([(major << 5) | 24, argument])
  if (argument < 0x1_0000) return Buffer.from([(major << 5) | 25, argument >> 8, argument & 0xff])
  throw new RangeError('No authenticator writes anything that long')
}
