/**
 * The Content-Security-Policy of one page. Scripts run by nonce only; styles come from our files or carry the nonce. Style *attributes* are
 * allowed: server-rendered positions (floating parts, charts) need them, and they cannot load or run anything.
 */
export function contentSecurityPolicy(nonce: string, { development }: { development: boolean }): string {
  return [
    `default-src 'self'`,
    // React's development build makes stack traces with eval; production does not.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // The development server injects style elements without a nonce.
    `style-src-elem 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}
