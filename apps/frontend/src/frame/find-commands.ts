export type Command = { id: string; label: string; hint: string; run: () => void }

const MOST = 50

/** Commands that hold every word typed, those whose label starts with the text first. At most 50. */
export function findCommands(commands: readonly Command[], text: string): Command[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return commands.slice(0, MOST)
  const words = wanted.split(/\s+/)
  const hits = commands.filter(({ label, hint }) => {
    const hay = `${label} ${hint}`.toLowerCase()
    return words.every((word) => hay.includes(word))
  })
  const startsWith = ({ label }: Command) => (label.toLowerCase().startsWith(wanted) ? 0 : 1)
  return hits.sort((a, b) => startsWith(a) - startsWith(b)).slice(0, MOST)
}
