import { useEffect, useRef } from 'react'

/**
 * Hears keys before whatever has the focus: the ones that must act while a person types or stands on a button. Not while
 * a dialog is open, nor for AltGr, which writes. `act` says whether it took the key.
 */
export function useCapturedKeys(act: (event: KeyboardEvent) => boolean) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing || event.getModifierState('AltGraph')) return
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return
      if (!latest.current(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [])
}
