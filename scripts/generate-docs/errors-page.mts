import { PROBLEMS } from '../../packages/api-contract/src/http/problem.ts'
import { CHECK_ERRORS } from '../../packages/api-contract/src/pipeline/check-error-codes.ts'
import { code, page, table } from './markdown.mts'

/** docs/errors.md. */
export function errorsPage(): string {
  const problems = Object.entries(PROBLEMS).map(([name, { status, title }]) => [code(name), String(status), title])
  const checks = Object.entries(CHECK_ERRORS).map(([name, { title, advice, ours }]) => [
    code(name),
    title,
    advice,
    ours ? '`unknown`' : '`down` or `degraded`',
  ])
  return page('Errors', 'packages/api-contract', [
    'Codes are stable: they are never renamed, and a newer version may add some.',
    '## What the API answers',
    'A refusal is `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail`, `code`, `requestId` and, where single fields are wrong, `issues` with `path` and `message`.',
    table(['Code', 'Status', 'Title'], problems),
    '## Why a check was not up',
    'The `errorCode` of a result. A verdict `unknown` is our own fault or blindness: it says nothing about the target, counts as not seen, and neither opens nor ends anything.',
    table(['Code', 'What', 'What to do', 'Verdict'], checks),
  ])
}
