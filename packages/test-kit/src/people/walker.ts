/** Where a browser is: on a page of the site, or sent away to another one. */
export type Step = { kind: 'page'; text: string } | { kind: 'left'; url: URL }

/** A browser that follows the redirects of one site, with its cookies, until it shows a page or sends the browser elsewhere. */
export type Walker = {
  /** A form is posted where fields are given. */
  open(path: string, fields?: Record<string, string>): Promise<Step>
}

const MAX_REDIRECTS = 10

export function createWalker(site: string): Walker {
  const cookies = new Map<string, string>()

  function keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/)
      const gone = value === '' || attributes.some((attribute) => /^expires=Thu, 01 Jan 1970/i.test(attribute))
      if (gone) cookies.delete(name)
      else cookies.set(name, value)
    }
  }

  return {
    async open(path, fields) {
      let url = new URL(path, site)
      let body = fields ? new URLSearchParams(fields) : null
      for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        if (url.origin !== site) return { kind: 'left', url }
        const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
        const response = await fetch(url, { redirect: 'manual', headers, ...(body ? { method: 'POST', body } : {}) })
        keep(response)
        const location = response.headers.get('location')
        if (location === null) return { kind: 'page', text: await response.text() }
        await response.body?.cancel()
        url = new URL(location, url)
        body = null
      }
      throw new Error(`${site} redirects for ever`)
    },
  }
}
