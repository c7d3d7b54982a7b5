const IMPORTS = [
  /\b(?:import|export)\b(?:\s+type\b)?[\s\w$*{},]*?\bfrom\s*['"]([^'"\n]+)['"]/g,
  /\bimport\s*['"]([^'"\n]+)['"]/g,
  /\bimport\s*\(\s*['"]([^'"\n]+)['"]/g,
  /\brequire\s*\(\s*['"]([^'"\n]+)['"]/g,
]

/** What a module imports or re-exports: [{ specifier, line }], in no order. Comments do not count. */
export function importsOf(text) {
  const code = withoutComments(text)
  return IMPORTS.flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => ({
      specifier: match[1],
      line: code.slice(0, match.index + match[0].length).split('\n').length,
    })),
  )
}

/** The text with comments blanked out, so that lines stay where they are. Comment marks inside strings are left alone. */
export function withoutComments(text) {
  return text.replace(
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (match) => (match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match),
  )
}
