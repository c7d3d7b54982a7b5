/** The one place that reads the environment. Read when called: a built app learns its addresses when it starts, not when it is built. */
export function apiInternalUrl(): string {
  // By way of a variable: the bundler replaces a literal process.env.NEXT_PUBLIC_* by what it was at build time.
  const env = process.env
  const url = env.API_INTERNAL_URL || env.NEXT_PUBLIC_API_URL || `http://127.0.0.1:${env.PORT || '3000'}`
  return url.replace(/\/+$/, '')
}

export const isDevelopment = (): boolean => process.env.NODE_ENV === 'development'
