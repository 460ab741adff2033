import type { ReactNode } from 'react'
import { type Hours, hoursInWords } from '#kernel/hours/hours.ts'
import { Banner, Conflict, type Side, Stack } from '#kernel/ui/index.ts'

interface EntryConflictProps {
  fields: readonly string[]
  mine: object
  theirs: object
  /** The title of each field, as the form shows it. */
  titleOf: (field: string) => string
  by: string
  at: string
  isPending: boolean
  onResolve: (choice: Record<string, Side>) => void
  onCancel: () => void
}

const inWords = (value: unknown): ReactNode => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return Array.isArray(value) ? hoursInWords(value as Hours).join(' ; ') || 'jamais ouvert' : String(value)
}

const fieldOf = (entry: object, field: string) => (entry as Readonly<Record<string, unknown>>)[field]

/** The fields that two coordinators wrote at once, to choose between. */
export function EntryConflict({ fields, mine, theirs, titleOf, ...rest }: EntryConflictProps) {
  return (
    <Stack>
      <Banner tone="attention" title={`${rest.by} vient de modifier cette fiche.`} isLive>
        Choisissez ce qui reste. Vos autres changements sont gardés.
      </Banner>
      <Conflict
        fields={fields.map((field) => ({
          name: field,
          label: titleOf(field),
          mine: inWords(fieldOf(mine, field)),
          theirs: inWords(fieldOf(theirs, field)),
        }))}
        theirsBy={rest.by}
        theirsAt={rest.at}
        isPending={rest.isPending}
        onResolve={rest.onResolve}
        onCancel={rest.onCancel}
      />
    </Stack>
  )
}

/** What is left of my changes once the fields given to the other are taken out. */
export function changesKept<Changes extends object>(changes: Changes, choice: Record<string, Side>): Changes {
  return Object.fromEntries(
    Object.entries(changes).filter(([field]) => choice[field] !== 'theirs'),
  ) as Changes
}
