import { posix } from 'node:path'

const LINK = /\[[^\]]*\]\(([^)\s]+\.test\.tsx?)\)((?:\s*“[^”]+”)*)/g
/** The first argument of `it`, `test` and `describe`, also after a table: `it.each(rows)('...'`. */
const TITLE = /(?:\b(?:it|test|describe)(?:\.\w+)*|[\])])\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])+)\1\s*,/g
/** Where a title differs from run to run: `${name}`, `%s`, `$name`. */
const VARIABLE = /\$\{[^}]*\}|%[#a-zA-Z.\d]*[sdifjoc#]|\$[a-zA-Z.]+/

/**
 * The tests that documents name and that are not there, one sentence each. A document names a test by a link to its file and the titles after it: `[csrf](csrf.test.ts) “a title” “another”`.
 * `files`: [{ path, text }].
 */
export function checkNamedTests(files) {
  const textOf = new Map(files.map(({ path, text }) => [path, text]))
  return files.filter(({ path }) => path.endsWith('.md')).flatMap((document) => missingTests(document, textOf))
}

function missingTests({ path, text }, textOf) {
  return [...text.matchAll(LINK)].flatMap(([, target, named]) => {
    const file = posix.join(posix.dirname(path), target)
    const source = textOf.get(file)
    if (source === undefined) return [`${path}: there is no ${file}`]
    const titles = [...source.matchAll(TITLE)].map((match) => match[2])
    return [...named.matchAll(/“([^”]+)”/g)]
      .map((match) => match[1])
      .filter((title) => !titles.some((known) => isCalled(title, known)))
      .map((title) => `${path}: ${file} has no test “${title}”`)
  })
}

/** A title that is little but a variable, such as `%s`, would be any title. */
function isCalled(title, known) {
  if (title === known) return true
  const fixed = known.split(VARIABLE)
  return fixed.join('').length >= 15 && new RegExp(`^${fixed.map(escaped).join('.+')}$`).test(title)
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
