/** A Markdown table. Cells are Markdown; line breaks and bars in them are made safe. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

const cell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|')

export const code = (text: string | number | boolean) => `\`${text}\``

/** A page of parts, each a heading or a paragraph, with the notice that nobody should edit it. */
export function page(title: string, source: string, parts: readonly string[]): string {
  return `${[`# ${title}`, `<!-- Made by \`pnpm generate-docs\` from ${source}. Do not edit. -->`, ...parts].join('\n\n')}\n`
}
