import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  Dialog,
  FieldRow,
  Form,
  formatShortDateTime,
  NumberField,
  optionsOf,
  plural,
  RadioChips,
  Select,
  toast,
} from '#kernel/ui/index.ts'
import { wordsOfRefusal } from '#kernel/useAct.ts'
import {
  departement,
  type MeetingRhythm,
  meetingNature,
  meetingRhythm,
  workingSessionKind,
} from '#vocabulary'
import { EditDialog } from '../directory/EditDialog.tsx'
import { createMeeting, type Meeting, MeetingFields, saveMeeting } from './contract.ts'
import { lackingOf, type MeetingDraft, MeetingFieldset, titleOfMeeting } from './MeetingFieldset.tsx'
import { useRefreshMeetings } from './useMeetings.ts'

const blank: MeetingDraft = {
  nature: 'working_session',
  kind: 'bilateral',
  title: '',
  startsAt: null,
  endsAt: null,
  departement: null,
  place: null,
  videoLink: null,
  agenda: null,
}

const lists = { nature: meetingNature, kind: workingSessionKind, departement } as const

/** A field as a conflict tells it. */
function inWords(field: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (field === 'startsAt' || field === 'endsAt') return formatShortDateTime(String(value))
  return lists[field as keyof typeof lists]?.label(String(value)) ?? String(value)
}

const cleaned = (draft: MeetingDraft): MeetingDraft => ({
  ...draft,
  videoLink: draft.videoLink?.trim() || null,
})

/** One meeting of a series, or that one and those that come after it. */
export type Scope = 'one' | 'following'
export const scopes = [
  { value: 'one', label: 'Cette rencontre seulement' },
  { value: 'following', label: 'Celle-ci et les suivantes' },
] as const

/** What became of a change, in a sentence. */
function saidOf({ changed, told }: { changed: number; told: number }): string {
  const what = changed > 1 ? `${changed} rencontres modifiées` : 'Rencontre modifiée'
  return told > 0 ? `${what} ; ${plural(told, 'message part', 'messages partent')}.` : `${what}.`
}

/** Changes or moves a meeting, alone or with those of its series that follow; what others wrote meanwhile is kept. */
export function MeetingDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [base] = useState<MeetingDraft & { version: number }>({
    ...MeetingFields.parse(meeting),
    version: meeting.version,
  })
  const [draft, setDraft] = useState<MeetingDraft>(() => MeetingFields.parse(meeting))
  const [scope, setScope] = useState<Scope>('one')
  const refresh = useRefreshMeetings()
  const hasFollowing = meeting.siblings.some(
    (one) => one.status === 'planned' && one.startsAt > meeting.startsAt,
  )
  return (
    <EditDialog
      title="Modifier la rencontre"
      lead={
        meeting.participants.some((one) => one.isInvited)
          ? 'Les personnes invitées reçoivent ce qui change dans leur agenda.'
          : undefined
      }
      onClose={onClose}
      base={base}
      draft={cleaned(draft)}
      missing={lackingOf(draft)}
      send={async (version, changes) => {
        const input = { ...(changes as Partial<MeetingFields>), scope }
        toast({ text: saidOf(await call(saveMeeting, { params: { id: meeting.id }, version, input })) })
      }}
      read={(current) => {
        const now = MeetingFields.safeParse(current).data
        return now && { ...now, version: Number((current as { version: number }).version) }
      }}
      titleOf={titleOfMeeting}
      inWords={inWords}
      refresh={refresh}
    >
      {(faultOf) => (
        <>
          {hasFollowing && (
            <RadioChips
              label="Ce qui change"
              options={[...scopes]}
              value={scope}
              onChange={(next) => next && setScope(next)}
              noneLabel={false}
            />
          )}
          <MeetingFieldset
            draft={draft}
            set={(change) => setDraft((was) => ({ ...was, ...change }))}
            faultOf={faultOf}
          />
        </>
      )}
    </EditDialog>
  )
}

/** Plans a meeting, or those of a series. */
export function NewMeetingDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState<MeetingDraft>(blank)
  const [rhythm, setRhythm] = useState<MeetingRhythm | null>(null)
  const [count, setCount] = useState<number | null>(4)
  const [fault, setFault] = useState<unknown>(null)
  const [sentence, setSentence] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const refresh = useRefreshMeetings()
  const save = async () => {
    const { startsAt, endsAt, ...rest } = cleaned(draft)
    if (!startsAt || !endsAt || lackingOf(draft)) return setSentence(lackingOf(draft))
    if (isPending) return
    setPending(true)
    setSentence(undefined)
    setFault(null)
    try {
      const series = rhythm ? { rhythm, count: count ?? 4 } : null
      const made = await call(createMeeting, { key, input: { ...rest, startsAt, endsAt, series } })
      toast({ text: made.ids.length > 1 ? `${made.ids.length} rencontres prévues.` : 'Rencontre prévue.' })
      router.history.push(`/bureau/rencontres/${made.id}`)
      await refresh()
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) setKey(newId())
      setFault(error)
      setSentence(wordsOfRefusal(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Enregistrer la rencontre', inDialog: true })
  return (
    <Dialog
      title="Prévoir une rencontre"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            Enregistrer
          </Button>
        </>
      }
    >
      {sentence && <Banner tone="attention" title={sentence} isLive />}
      <Form onSubmit={() => void save()}>
        <MeetingFieldset
          draft={draft}
          set={(change) => setDraft((was) => ({ ...was, ...change }))}
          faultOf={(field) => (fault instanceof RefusalError ? fault.of(field) : undefined)}
        >
          <FieldRow>
            <Select
              label="Revient"
              options={optionsOf(meetingRhythm)}
              value={rhythm}
              onChange={setRhythm}
              noneLabel="Une seule fois"
            />
            {rhythm && (
              <NumberField label="Nombre de rencontres" value={count} onChange={setCount} min={2} max={52} />
            )}
          </FieldRow>
        </MeetingFieldset>
      </Form>
    </Dialog>
  )
}
