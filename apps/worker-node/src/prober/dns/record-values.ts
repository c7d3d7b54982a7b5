import { isIP } from 'node:net'
import type { Answer } from 'dns-packet'
import ipaddr from 'ipaddr.js'
import type { RecordType } from './dns-message.js'

/** The values of one record as zone files write them; the first is the whole value, others are shorter ways to name it. */
export function recordValues(answer: Answer): string[] {
  switch (answer.type) {
    case 'A':
    case 'AAAA':
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return [answer.data]
    case 'MX':
      return [`${answer.data.preference ?? 0} ${answer.data.exchange}`, answer.data.exchange]
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = answer.data
      return [`${priority} ${weight} ${port} ${target}`, `${target}:${port}`, target]
    }
    case 'SOA': {
      const { mname, rname, serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0 } = answer.data
      return [`${mname} ${rname} ${serial} ${refresh} ${retry} ${expire} ${minimum}`, mname, String(serial)]
    }
    case 'CAA':
      return [`${answer.data.flags ?? 0} ${answer.data.tag} "${answer.data.value}"`, answer.data.value]
    case 'TXT':
      return [[answer.data].flat().map(String).join('')]
    default:
      return []
  }
}

/** Whether a record has an expected value: names and addresses in any spelling, TXT to the letter. */
export function hasValue(type: RecordType, answer: Answer, expected: string): boolean {
  const values = recordValues(answer)
  return type === 'TXT' ? values.includes(expected) : values.some((value) => normal(value) === normal(expected))
}

function normal(value: string): string {
  if (isIP(value) > 0) return ipaddr.parse(value).toString()
  return value
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\.(?=\s|$)/g, '')
}
