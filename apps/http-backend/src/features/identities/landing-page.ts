import { escapeHtml } from '@mointering/backend-common/mail/html/escape-html'
import type { Response } from 'express'

/**
 * Answers with a page that goes on to `path` by itself. A redirect would not do: the browser comes from another site, and sends `SameSite=Strict` cookies
 * along with no redirect of such a journey; from a page of ours it does.
 */
export function goOn(res: Response, path: string): void {
  const target = escapeHtml(path)
  res.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  res
    .status(200)
    .type('html')
    .send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0;url=${target}">
<title>Signing in</title>
</head>
<body><p><a href="${target}">Go on</a></p></body>
</html>
`)
}
