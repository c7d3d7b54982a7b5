'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

type Crumb = { label: string; href?: string }
const CrumbContext = createContext<{ crumbs: readonly Crumb[]; setCrumbs: (crumbs: readonly Crumb[]) => void } | null>(null)

export function CrumbProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([])
  return <CrumbContext value={{ crumbs, setCrumbs }}>{children}</CrumbContext>
}

export function useCrumbs(): readonly Crumb[] {
  return useContext(CrumbContext)?.crumbs ?? []
}

/** A page says where it is. `trail` ends with the page itself, without an address. */
export function Breadcrumb({ trail }: { trail: readonly Crumb[] }) {
  const setCrumbs = useContext(CrumbContext)?.setCrumbs
  const key = JSON.stringify(trail)
  useEffect(() => {
    const crumbs: Crumb[] = JSON.parse(key)
    setCrumbs?.(crumbs)
  }, [key, setCrumbs])
  return null
}
