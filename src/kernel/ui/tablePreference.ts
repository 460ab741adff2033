import { useState } from 'react'

/** How a person likes a table. Never what it holds. */
export interface TablePreference {
  readonly density: 'dense' | 'roomy'
  readonly hidden: Readonly<Record<string, boolean>>
}

const start: TablePreference = { density: 'dense', hidden: {} }

function read(name: string): TablePreference {
  try {
    return { ...start, ...JSON.parse(localStorage.getItem(`table.${name}`) ?? '{}') }
  } catch {
    return start
  }
}

/** The columns and density a person chose for the table of that name, on this browser. */
export function useTablePreference(name: string) {
  const [preference, setPreference] = useState(() => read(name))
  const choose = (next: TablePreference) => {
    setPreference(next)
    try {
      localStorage.setItem(`table.${name}`, JSON.stringify(next))
    } catch {
      // A browser that refuses storage forgets the choice at the next visit, nothing more.
    }
  }
  return [preference, choose] as const
}
