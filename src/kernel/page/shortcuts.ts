import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  readonly keys: string
  readonly label: string
  readonly group: string
}

interface Registered extends Shortcut {
  readonly run: () => void
  readonly inDialog: boolean
}

const registered: Registered[] = []
const listeners = new Set<() => void>()
let snapshot: readonly Shortcut[] = []

function changed() {
  snapshot = [...registered]
  for (const listener of listeners) listener()
}

export interface ShortcutOptions {
  /** What it does, in the words of its button. */
  label: string
  /** Heading under which `?` lists it. */
  group?: string
  isDisabled?: boolean
  /** Also while a dialog is open. */
  inDialog?: boolean
}

/**
 * Registers keys while the component is on the page: 'n', '/', 'g b' (one after the other), 'Ctrl+Enter', 'Escape'.
 * Keys without Ctrl do nothing while a person types. When two components register the same keys, the last one wins.
 */
export function useShortcut(keys: string, run: () => void, options: ShortcutOptions) {
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  })
  const { label, group = 'Cette page', isDisabled = false, inDialog = false } = options
  // Before the page is painted: a key pressed as soon as a dialog shows is not lost.
  useLayoutEffect(() => {
    if (isDisabled) return
    const entry: Registered = { keys, label, group, inDialog, run: () => latest.current() }
    registered.push(entry)
    changed()
    return () => {
      registered.splice(registered.indexOf(entry), 1)
      changed()
    }
  }, [keys, label, group, isDisabled, inDialog])
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Every shortcut of the page, for the list that `?` shows. */
export const useShortcutList = () => useSyncExternalStore(subscribe, () => snapshot)

const offKey = 'shortcuts.single'

/** Whether single keys act: a person who dictates, or whose hands shake, turns them off (WCAG 2.1.4). */
export function singleKeysAct(): boolean {
  return localStorage.getItem(offKey) !== 'off'
}

export function setSingleKeysAct(act: boolean) {
  if (act) localStorage.removeItem(offKey)
  else localStorage.setItem(offKey, 'off')
}

const typingTarget =
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable=true], [role=spinbutton]'
const overlays = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest(typingTarget) !== null

/** The keys of an event as shortcuts write them. On a French keyboard `/` needs Shift: printed signs ignore it. */
export function keysOf(event: KeyboardEvent): string {
  const isLetter = /^\p{L}$/u.test(event.key)
  const key = isLetter ? event.key.toLowerCase() : event.key
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  if (event.shiftKey && (isLetter || event.key.length > 1)) parts.push('Shift')
  return [...parts, key].join('+')
}

/** Listens for the whole page; returns what stops it. `AppRoot` calls it once. */
export function listenToKeys(): () => void {
  let first = ''
  let forget: ReturnType<typeof setTimeout> | undefined
  const onCapture = (event: KeyboardEvent) => {
    if (!isCtrlEnter(event) || event.repeat || event.isComposing) return
    const isDialogOpen = document.querySelector(openDialog) !== null
    const found = registered.findLast(
      (entry) => entry.keys === 'Ctrl+Enter' && entry.inDialog === isDialogOpen,
    )
    if (!found) return
    event.preventDefault()
    event.stopPropagation()
    found.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.getModifierState('AltGraph')) return
    const keys = keysOf(event)
    const hasModifier = keys.startsWith('Ctrl+')
    if (!hasModifier && (isTyping(event.target) || !singleKeysAct())) return
    const isInOverlay = event.target instanceof Element && event.target.closest(overlays) !== null
    const candidates = registered.filter((entry) => entry.inDialog || !isInOverlay)
    const sequence = first === '' ? keys : `${first} ${keys}`
    clearTimeout(forget)
    first = ''
    const found =
      candidates.findLast((entry) => entry.keys === sequence) ??
      candidates.findLast((entry) => entry.keys === keys)
    if (found) {
      event.preventDefault()
      found.run()
      return
    }
    if (!hasModifier && candidates.some((entry) => entry.keys.startsWith(`${keys} `))) {
      first = keys
      forget = setTimeout(() => {
        first = ''
      }, 1500)
    }
  }
  // A button that has the focus would take Enter for itself, with or without Ctrl.
  document.addEventListener('keydown', onCapture, true)
  document.addEventListener('keydown', onKeyDown)
  return () => {
    clearTimeout(forget)
    document.removeEventListener('keydown', onCapture, true)
    document.removeEventListener('keydown', onKeyDown)
  }
}

/** A message that floats is an alert dialog too, but stops nobody. */
const openDialog = '[role=dialog], [role=alertdialog]:not([aria-modal=false])'

interface Where {
  /** In the dialog that holds the component, rather than on the page while no dialog is open. */
  readonly inDialog?: boolean
}

/**
 * Hears keys before whatever has the focus: the ones that must act while a person types, or stands on a button that
 * would take Enter for itself. Not for AltGr, which writes. `act` says whether it took the key.
 */
export function useCapturedKeys(act: (event: KeyboardEvent) => boolean, { inDialog = false }: Where = {}) {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  useLayoutEffect(() => {
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

const frenchKeys: Record<string, string> = { Enter: 'Entrée', Escape: 'Échap', Shift: 'Maj', Delete: 'Suppr' }

/** The keys as the keyboard in front of the person names them: « Ctrl+Entrée ». */
export const keysInWords = (keys: string) => keys.replace(/[A-Z]\w+/g, (key) => frenchKeys[key] ?? key)
