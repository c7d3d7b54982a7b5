/**
 * Light as inline styles, for programs that drop <style>; dark by classes, for those that ask for it. The second block of dark rules is for Outlook on the
 * web and on phones, which mark what they recoloured (data-ogsc: text, data-ogsb: background).
 */
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

export const STYLE = {
  page: `margin:0;padding:0;background-color:#f4f5f7;${FONT};-webkit-text-size-adjust:100%`,
  outer: 'background-color:#f4f5f7',
  outerCell: 'padding:32px 16px',
  card: 'width:100%;max-width:560px;background-color:#ffffff;border:1px solid #e1e3e6;border-radius:10px;border-collapse:separate',
  cardCell: `padding:32px;${FONT};font-size:16px;line-height:1.55;color:#171b21;text-align:left;word-break:break-word`,
  brand: `padding:0 0 16px;${FONT};font-size:15px;font-weight:600;color:#171b21;text-align:left`,
  heading: 'margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:650;color:#171b21',
  paragraph: 'margin:0 0 16px',
  facts: 'margin:0 0 20px;border-collapse:collapse',
  factLabel:
    'padding:2px 16px 2px 0;font-size:15px;line-height:1.5;color:#4c5058;vertical-align:top;white-space:nowrap',
  factValue: 'padding:2px 0;font-size:15px;line-height:1.5;color:#171b21;vertical-align:top',
  buttonTable: 'margin:8px 0 20px;border-collapse:separate',
  buttonCell: 'border-radius:8px;background-color:#4c52d0',
  button:
    'display:inline-block;padding:12px 22px;border-radius:8px;background-color:#4c52d0;color:#ffffff;font-size:16px;font-weight:600;line-height:1.25;text-decoration:none',
  small: 'margin:0 0 16px;font-size:14px;line-height:1.5;color:#4c5058',
  link: 'color:#4449c6;text-decoration:underline;word-break:break-all',
  notYou: 'margin:24px 0 0;padding:20px 0 0;border-top:1px solid #e1e3e6;font-size:14px;line-height:1.5;color:#4c5058',
  footer: `padding:16px 0 0;${FONT};font-size:13px;line-height:1.5;color:#656971;text-align:left`,
  preview: 'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden',
} as const

const DARK = [
  ['page', 'background-color:#0b0c0f'],
  ['card', 'background-color:#17191e;border-color:#2b2e34'],
  ['text', 'color:#eff0f3'],
  ['muted', 'color:#b4b7bd'],
  ['rule', 'border-color:#2b2e34'],
  ['link', 'color:#9babfd'],
  ['button', 'background-color:#5c67df;color:#ffffff'],
] as const

const important = (rules: string): string => rules.replaceAll(/;|$/g, (end) => `!important${end}`)
const rulesFor = (prefix: string): string =>
  DARK.map(([name, rules]) => `${prefix}.m-${name}{${important(rules)}}`).join('\n')

export const STYLE_SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.m-cell{padding:24px 20px!important}}
@media (prefers-color-scheme:dark){
${rulesFor('')}
}
${rulesFor('[data-ogsc] ')}
${rulesFor('[data-ogsb] ')}`
