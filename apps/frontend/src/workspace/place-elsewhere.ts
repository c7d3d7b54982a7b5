/** Where a page stands in another workspace: what shows one thing of this workspace leads to the list. */
export function placeElsewhere(path: string): string {
  if (path === '/workspaces') return '/monitors'
  const [, section, id] = path.split('/')
  return section === 'monitors' && id !== undefined && id !== 'new' ? '/monitors' : path
}
