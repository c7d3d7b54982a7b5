import { posix } from 'node:path'

/** Commands of the package managers themselves, so not scripts of ours. */
const BUILT_IN = new Set([
  'install',
  'i',
  'ci',
  'exec',
  'add',
  'dlx',
  'pack',
  'publish',
  'deploy',
  'audit',
  'outdated',
  'why',
])
const PATH = /^(?:\.{1,2}\/)*[\w.@()[\]-]+(?:\/[\w.@()[\]-]+)*\/?$/
const ROOT_FILE = /^\w[\w.-]*\.(?:md|json|yaml|yml|mjs|ts)$/

/**
 * What the documents promise and the project does not keep, one sentence each; empty when all is well. Checked are relative links and their anchors, paths in
 * backticks that begin with a folder of ours, file names in backticks at the root, and `pnpm x` / `npm run x`. `files`: [{ path, text }].
 */
export function checkDocs(files) {
  const known = knownPaths(files)
  const root = JSON.parse(files.find(({ path }) => path === 'package.json')?.text ?? '{}')
  const documents = files.filter(({ path }) => path.endsWith('.md'))
  return documents.flatMap((document) => [
    ...brokenLinks(document, known, documents),
    ...missingPaths(document, known),
    ...missingCommands(document, root.scripts ?? {}),
  ])
}

function knownPaths(files) {
  const known = new Set()
  for (const { path } of files) {
    for (let part = path; part !== '.'; part = posix.dirname(part)) known.add(part)
  }
  return known
}

function brokenLinks({ path, text }, known, documents) {
  return [...withoutFences(text).matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].flatMap((match) => {
    const [target, anchor] = match[1].split('#')
    if (/^[a-z]+:/i.test(target)) return []
    const resolved = target === '' ? path : posix.join(posix.dirname(path), target).replace(/\/$/, '')
    if (!known.has(resolved)) return [`${path}: the link to ${match[1]} leads nowhere`]
    const document = documents.find((other) => other.path === resolved)
    if (!anchor || !document || anchorsOf(document.text).has(anchor)) return []
    return [`${path}: ${resolved} has no heading #${anchor}`]
  })
}

function missingPaths({ path, text }, known) {
  const topLevel = new Set([...known].filter((name) => !name.includes('/')))
  return [...new Set([...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map((match) => match[1]))].flatMap((code) => {
    if (!PATH.test(code)) return []
    const named = code.replace(/\/$/, '')
    const isOurs = named.includes('/') ? topLevel.has(named.split('/')[0]) : isRootFile(named, topLevel, known)
    return isOurs && !known.has(named) ? [`${path}: there is no ${code}`] : []
  })
}

// A bare file name may stand for one in any folder ("schema.prisma"); it must exist somewhere.
function isRootFile(name, topLevel, known) {
  if (!ROOT_FILE.test(name) || topLevel.has(name)) return false
  return ![...known].some((path) => posix.basename(path) === name)
}

function missingCommands({ path, text }, scripts) {
  const commands = [...text.matchAll(/(?:^|[`\n$]\s*)(?:pnpm(?: run)?|npm run(?: --silent)?) ([a-z][\w:-]*)/g)]
  const names = new Set(commands.map((match) => match[1]))
  return [...names]
    .filter((name) => !BUILT_IN.has(name) && !Object.hasOwn(scripts, name))
    .map((name) => `${path}: there is no script "${name}"`)
}

/** The anchors that GitHub makes of the headings. */
function anchorsOf(text) {
  const headings = [...withoutFences(text).matchAll(/^#+\s+(.+)$/gm)].map((match) => match[1].trim().toLowerCase())
  return new Set(headings.map((heading) => heading.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')))
}

/** Without code blocks and comments, which promise nothing. */
const withoutFences = (text) => text.replace(/^```[\s\S]*?^```|<!--[\s\S]*?-->/gm, '')
