import { useEffect, useState } from 'react'

/** A value once it has stopped changing for a moment, so that a search does not run at each key. */
export function useSettled<T extends object>(value: T, pause = 300): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), pause)
    return () => clearTimeout(timer)
  }, [text, pause])
  return settled
}
