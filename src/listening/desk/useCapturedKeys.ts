import { useEffect, useRef } from 'react'

/** A message that floats is an alert dialog too, but stops nobody. */
const openDialog = '[role=dialog], [role=alertdialog]:not([aria-modal=false])'

interface Where {
  /** In the dialog that holds the component, rather than on the page while no dialog is open. */
  inDialog?: boolean
}

/**
 * Hears keys before whatever has the focus: the ones that must act while a person types, or stands on a button that
 * would take Enter for itself. Not for AltGr, which writes. `act` says whether it took the key.
 */
export function useCapturedKeys(act: (event: KeyboardEvent) => boolean, { inDialog = false }: Where = {}) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing || event.getModifierState('AltGraph')) return
      const isDialogOpen = document.querySelector(openDialog) !== null
      if (isDialogOpen !== inDialog || !latest.current(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [inDialog])
}

/** Ctrl+Enter, or its sister on a Mac. */
export const isCtrlEnter = (event: KeyboardEvent) =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
