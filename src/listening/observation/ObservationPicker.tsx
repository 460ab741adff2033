import type { List } from '#kernel/list.ts'
import { CheckChips, type Mark, optionsOf, Stack, TriState } from '#kernel/ui/index.ts'
import { type Presence, presence, source } from '#vocabulary'
import type { Observation } from './contract.ts'

type Kind = Observation['kind']

interface ObservationPickerProps {
  kind: Kind
  list: List
  label: string
  description?: string
  observations: readonly Observation[]
  onChange: (observations: Observation[]) => void
  /** Who is taken to have said it, until told otherwise. */
  defaultSource: NonNullable<Observation['source']> | null
  isReadOnly?: boolean
}

const sources = optionsOf(source)
const words: Record<Presence, string> = {
  present: presence.label('present'),
  absent: presence.label('absent'),
  unknown: presence.label('unknown'),
}
const absences = ['unknown', 'undisclosed']

/**
 * What was spoken of, then what was said of it. A chip that is not chosen was not asked; a chosen one opens a line with
 * present, absent or does not know, and who says it.
 */
export function ObservationPicker(props: ObservationPickerProps) {
  const { kind, list, label, description, observations, onChange, defaultSource, isReadOnly } = props
  const own = observations.filter((one) => one.kind === kind)
  const others = observations.filter((one) => one.kind !== kind)
  const options = optionsOf(list, list.codes, { quiet: absences }).map((option) => ({
    ...option,
    hint: undefined,
  }))
  const place = (code: string) => list.codes.indexOf(code)
  const write = (next: readonly Observation[]) =>
    onChange([...others, ...next.toSorted((one, other) => place(one.code) - place(other.code))])

  const choose = (codes: readonly string[]) => {
    const kept = own.filter(({ code }) => codes.includes(code))
    const added = codes
      .filter((code) => !kept.some((one) => one.code === code))
      .map((code): Observation => ({ kind, code, presence: 'present', source: defaultSource }))
    write([...kept, ...added])
  }
  const mark = (marks: Readonly<Record<string, Mark>>) =>
    write(
      Object.entries(marks).map(([code, { state, source: who }]) => ({
        kind,
        code,
        presence: state,
        source: who && source.has(who) ? who : null,
      })),
    )
  // « Ne sait pas » among exploitation modes is an answer already: there is nothing more to say of it.
  const noted = own.filter(({ code }) => !absences.includes(code))
  const rows = noted.map(({ code }) => ({
    value: code,
    label: list.label(code),
    hint: list.entry(code)?.hint,
  }))
  const marks = Object.fromEntries(
    own.map((one): [string, Mark] => [
      one.code,
      { state: one.presence, ...(one.source && { source: one.source }) },
    ]),
  )
  return (
    <Stack gap={3}>
      <CheckChips
        label={label}
        description={description}
        options={options}
        value={own.map(({ code }) => code)}
        onChange={choose}
        size="small"
        isDisabled={isReadOnly}
      />
      {rows.length > 0 && (
        <TriState
          label={`${label} : ce qui en est dit`}
          hideLabel
          items={rows}
          value={marks}
          onChange={mark}
          sources={sources}
          sourceLabel="Qui le dit"
          defaultSource={defaultSource ?? undefined}
          words={words}
          isDisabled={isReadOnly}
        />
      )}
    </Stack>
  )
}
