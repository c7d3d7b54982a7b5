import type { IncomingHttpHeaders } from 'node:http'
import type { HttpAssertion } from '@mointering/api-contract/monitors/monitor-kinds'
import { JSONPathEnvironment, JSONPathError, type JSONValue } from 'json-p3'
import { runBounded, TooSlowError } from '../bounded.js'
import { CheckFailure, type Finding, fail, failure } from '../finding.js'
import { compare } from './compare.js'
import type { DecodedBody } from './decode-body.js'

/** Time for all assertions of a check; sane ones take microseconds. Nothing else of the prober runs meanwhile. */
const LIMIT_MS = 100
const MAX_SHOWN = 120
const jsonPath = new JSONPathEnvironment()

/** The first assertion that does not hold, or null. A path or pattern that is wrong or takes too long is the monitor's fault: unknown. */
export function checkAssertions(
  assertions: readonly HttpAssertion[],
  headers: IncomingHttpHeaders,
  body: DecodedBody,
): Finding | null {
  if (assertions.length === 0) return null
  let current = ''
  try {
    const json = assertions.some((assertion) => assertion.source === 'json') ? parseJson(body) : null
    return runBounded(() => {
      for (const assertion of assertions) {
        current = subjectOf(assertion)
        const found = assertion.source === 'json' ? select(assertion.path, json) : headerValues(headers, assertion.name)
        const finding = judge(assertion, found)
        if (finding) return finding
      }
      return null
    }, LIMIT_MS)
  } catch (error) {
    if (error instanceof CheckFailure) return error.finding
    if (error instanceof TooSlowError || error instanceof SyntaxError || error instanceof JSONPathError) {
      return failure(
        'assertion_invalid',
        `The assertion on ${current} cannot be evaluated: ${cutShort(error.message)}.`,
      )
    }
    throw error
  }
}

function judge(assertion: HttpAssertion, found: readonly unknown[]): Finding | null {
  const { comparison, value = '' } = assertion
  if (compare(comparison, found, value)) return null
  const wanted = comparison === 'exists' || comparison === 'absent' ? comparison : `${comparison} “${value}”`
  const seen = found.length === 0 ? 'nothing is there' : `it is ${cutShort(found.map(show).join(', '))}`
  return failure('assertion_failed', `Expected ${subjectOf(assertion)}: ${wanted}, but ${seen}.`)
}

function parseJson({ text, complete }: DecodedBody): JSONValue {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = complete ? String(error) : 'only the first 1 MiB of the answer was read'
    throw fail('body_not_json', 'The body of the answer is not JSON.', reason)
  }
}

const select = (path: string, json: JSONValue): unknown[] => jsonPath.query(path, json).values()

function headerValues(headers: IncomingHttpHeaders, name: string): unknown[] {
  const value = headers[name.toLowerCase()]
  return value === undefined ? [] : [value].flat()
}

const subjectOf = (assertion: HttpAssertion): string =>
  assertion.source === 'json' ? assertion.path : `header ${assertion.name}`

const show = (value: unknown): string =>
  typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? 'nothing')
const cutShort = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)
