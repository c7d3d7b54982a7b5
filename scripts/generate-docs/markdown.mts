/** A Markdown table with aligned columns, as the formatter wants it. Cells are Markdown; line breaks and bars in them are made safe. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(cell))
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)))
  const draw = (cells: readonly string[], fill: string) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`
  const [first = [], ...rest] = lines
  return [draw(first, ' '), draw([], '-'), ...rest.map((cells) => draw(cells, ' '))].join('\n')
}

const cell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|')

export const code = (text: string | number | boolean) => `\`${text}\``

/** A page of parts, each a heading or a paragraph, with the notice that nobody should edit it. */
export function page(title: string, source: string, parts: readonly string[]): string {
  return `${[`# ${title}`, `<!-- Made by \`pnpm generate-docs\` from ${source}. Do not edit. -->`, ...parts].join('\n\n')}\n`
}
