/** What one has to know before the first call: shown at the head of the reference and of the OpenAPI document. Marked up as `code` and **bold**. */
export const INTRODUCTION: readonly { term: string; text: string }[] = [
  {
    term: 'Keys',
    text: 'Make an API key under Settings, API keys, and send it as `Authorization: Bearer mtr_…`. It acts for its workspace alone, whose id for the addresses stands under Settings, General. A request with a key ignores its cookies.',
  },
  {
    term: 'Cookies',
    text: 'Browsers sign in and send cookies; each change then wants the token of `GET /api/v1/auth/csrf` in `X-CSRF-Token`.',
  },
  {
    term: 'Data',
    text: 'JSON in and out, UTF-8. Instants are ISO 8601 in UTC, durations carry their unit in the name (`timeoutMs`, `intervalSeconds`), ratios are 0 to 1.',
  },
  {
    term: 'Errors',
    text: '`application/problem+json` (RFC 9457): `code` says which, `detail` what to do, `issues` which field; `requestId` names the request in the log.',
  },
  {
    term: 'Lists',
    text: 'Answer `{items, nextCursor}`. Send `nextCursor` as `cursor` for the next page; null is the end.',
  },
  { term: 'Once', text: 'Send an `Idempotency-Key` with what creates: repeated within 24 hours it makes nothing new.' },
  {
    term: 'Two at once',
    text: 'Send the `ETag` of what you read as `If-Match` with your change. 412 means that somebody was faster: read again.',
  },
  { term: 'Limits', text: 'What is left is told in `RateLimit-*` headers. 429 comes with `Retry-After` in seconds.' },
  { term: 'Not yours', text: 'Objects of another workspace are 404, as if they did not exist.' },
]
