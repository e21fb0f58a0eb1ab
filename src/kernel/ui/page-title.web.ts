import { useEffect } from 'react'

/** Names the page in its tab, in the history and to screen readers: « JALIBAT · Courant ». */
export function usePageTitle(name: string): void {
  useEffect(() => {
    document.title = name === '' ? PRODUCT : `${name} · ${PRODUCT}`
    return () => {
      document.title = PRODUCT
    }
  }, [name])
}

const PRODUCT = 'Courant'
