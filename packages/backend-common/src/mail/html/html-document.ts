import { escapeHtml } from './escape-html.js'
import { STYLE, STYLE_SHEET } from './mail-styles.js'
import { linkTo } from './parts.js'

/** A mail as an HTML document that asks for nothing: no images, no scripts, no fonts from elsewhere. `card` is HTML, all else is text. */
export const htmlDocument = ({
  title,
  preview,
  card,
  publicUrl,
}: {
  title: string
  /** What a list of mails shows after the subject. */
  preview: string
  card: string
  /** Address of this installation, which the mail says it comes from. */
  publicUrl: string
}): string => `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(title)}</title>
<style>
${STYLE_SHEET}
</style>
</head>
<body class="m-page" style="${STYLE.page}">
<div style="${STYLE.preview}">${escapeHtml(preview)}</div>
<table role="presentation" class="m-page" width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.outer}">
<tr><td align="center" style="${STYLE.outerCell}">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td class="m-text" style="${STYLE.brand}">Mointering</td></tr>
<tr><td>
<table role="presentation" class="m-card" width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.card}">
<tr><td class="m-cell m-text" style="${STYLE.cardCell}">
${card}
</td></tr>
</table>
</td></tr>
<tr><td class="m-muted" style="${STYLE.footer}">Mointering at ${linkTo(publicUrl)}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`
