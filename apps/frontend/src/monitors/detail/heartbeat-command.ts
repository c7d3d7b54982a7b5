/**
 * A curl call for the end of a job: fails on an error answer, is quiet, tries again, gives up after 10 s. The address is quoted for a POSIX
 * shell, whatever it holds.
 */
export function heartbeatCommand(url: string, status: 'up' | 'down'): string {
  const address = status === 'down' ? `${url}${url.includes('?') ? '&' : '?'}status=down` : url
  return `curl -fsS -m 10 --retry 3 -o /dev/null '${address.replaceAll("'", "'\\''")}'`
}
