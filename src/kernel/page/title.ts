import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect } from 'react'

let product = ''
let isFirstPage = true

/** The name that ends every document title. */
export function setProduct(name: string) {
  product = name
}

/** Names the page in the tab: « Tableau de bord · Repère ». */
export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = product && product !== title ? `${title} · ${product}` : title
  }, [title])
}

let focusedPath = ''

/**
 * After a navigation, puts the focus on the heading, so that the keyboard and the screen reader start where the page
 * starts. Not on the first page, and not when a field of the page has already asked for the focus.
 */
export function useHeadingFocus(heading: RefObject<HTMLHeadingElement | null>) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  useEffect(() => {
    if (focusedPath === path) return
    focusedPath = path
    if (isFirstPage) {
      isFirstPage = false
      return
    }
    const asked = document.activeElement?.closest('main')
    if (!asked) heading.current?.focus({ preventScroll: true })
  }, [path, heading])
}
