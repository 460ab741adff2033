import type { ReactNode } from 'react'
import {
  ComboBox,
  DateTimeField,
  FieldRow,
  optionsOf,
  RadioChips,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import {
  type Departement,
  departement,
  departements101,
  meetingNature,
  workingSessionKind,
} from '#vocabulary'
import { MeetingFields } from './contract.ts'

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))

/** What a field of a meeting is called. */
export const titleOfMeeting = (field: string): string =>
  MeetingFields.shape[field as keyof MeetingFields]?.meta()?.title ?? field
const title = (field: keyof MeetingFields) => titleOfMeeting(field)

/** A meeting that is being typed: its hours may not be there yet. */
export type MeetingDraft = Omit<MeetingFields, 'startsAt' | 'endsAt'> & {
  startsAt: string | null
  endsAt: string | null
}

/** What a draft still lacks; nothing when it may be sent. */
export const lackingOf = ({ title, startsAt, endsAt }: MeetingDraft): string | undefined =>
  title.trim() && startsAt && endsAt ? undefined : 'Donnez un objet, un début et une fin.'

interface MeetingFieldsetProps {
  draft: MeetingDraft
  set: (change: Partial<MeetingDraft>) => void
  faultOf: (field: string) => string | undefined
  /** What comes after the hours. */
  children?: ReactNode
}

/** Everything that is written of a meeting, to be typed. */
export function MeetingFieldset({ draft, set, faultOf, children }: MeetingFieldsetProps) {
  const start = (startsAt: string | null) => {
    // An hour and a half, until the person says otherwise.
    const end = startsAt && new Date(new Date(startsAt).getTime() + 90 * 60_000).toISOString()
    set({ startsAt, ...((!draft.endsAt || (startsAt && draft.endsAt <= startsAt)) && { endsAt: end }) })
  }
  return (
    <>
      <TextField
        label={title('title')}
        value={draft.title}
        onChange={(text) => set({ title: text })}
        error={faultOf('title')}
        isRequired
        autoFocus
        maxLength={300}
      />
      <RadioChips
        label={title('nature')}
        options={optionsOf(meetingNature)}
        value={draft.nature}
        onChange={(nature) =>
          nature && set({ nature, kind: nature === 'working_session' ? 'bilateral' : null })
        }
        noneLabel={false}
      />
      {draft.nature === 'working_session' && (
        <RadioChips
          label={title('kind')}
          options={optionsOf(workingSessionKind)}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          noneLabel={false}
        />
      )}
      <FieldRow>
        <DateTimeField label={title('startsAt')} value={draft.startsAt} onChange={start} />
        <DateTimeField
          label={title('endsAt')}
          value={draft.endsAt}
          onChange={(endsAt) => set({ endsAt })}
          error={faultOf('endsAt')}
        />
      </FieldRow>
      {children}
      <FieldRow>
        <TextField
          label={title('place')}
          value={draft.place}
          onChange={(text) => set({ place: text || null })}
          maxLength={300}
        />
        <ComboBox
          label={title('departement')}
          options={departements}
          value={draft.departement}
          onChange={(code) => set({ departement: code })}
        />
      </FieldRow>
      <TextField
        label={title('videoLink')}
        type="url"
        value={draft.videoLink}
        onChange={(text) => set({ videoLink: text || null })}
        error={faultOf('videoLink')}
      />
      <TextArea
        label={title('agenda')}
        description="Il part avec les invitations. Aucun nom de mineur ici."
        value={draft.agenda}
        onChange={(text) => set({ agenda: text || null })}
        rows={4}
        maxLength={5000}
      />
    </>
  )
}
