/** One line of `mointering doctor`. `advice` says what to do; a `warn` is something that Mointering can live with. */
export type Finding = { name: string; status: 'ok' | 'warn' | 'fail'; detail: string; advice?: string }

export const ok = (name: string, detail: string): Finding => ({ name, status: 'ok', detail })
export const warn = (name: string, detail: string, advice: string): Finding => ({
  name,
  status: 'warn',
  detail,
  advice,
})
export const fail = (name: string, detail: string, advice: string): Finding => ({
  name,
  status: 'fail',
  detail,
  advice,
})

/** The message of an error in one line, without what a connection string in it may hold. */
export function reasonOf(error: unknown): string {
  const text =
    error instanceof AggregateError
      ? error.errors.map(String).join(', ')
      : error instanceof Error
        ? error.message
        : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given'
  return (text.trim() || code)
    .replaceAll(/\/\/[^@\s/]*@/g, '//')
    .split('\n')
    .join(' ')
}
