import type { Notice } from '@mointering/api-contract/notices/notice'
import { oneLine, tidy } from './fit.js'

/** What a notice says below its title, for channels that know no markup: summary, facts, items of a digest, workspace. None of the lines is empty. */
export const plainLines = ({ summary, facts, items, workspace }: Notice): string[] =>
  [
    tidy(summary),
    ...facts.map(({ label, value }) => `${oneLine(label)}: ${tidy(value)}`),
    ...items.map(({ title }) => `• ${oneLine(title)}`),
    oneLine(workspace.name),
  ].filter((line) => line !== '')
