import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ComboBox,
  DateTimeField,
  Dialog,
  FieldRow,
  Form,
  NumberField,
  optionsOf,
  plural,
  RadioChips,
  Select,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import {
  type Departement,
  departement,
  departements101,
  type MeetingRhythm,
  meetingNature,
  meetingRhythm,
  workingSessionKind,
} from '#vocabulary'
import { createMeeting, type Meeting, MeetingFields, saveMeeting } from './contract.ts'
import { useRefreshMeetings, wordsOf } from './useMeetings.ts'

const departements = departements101.map((code) => ({
  value: code as Departement,
  label: departement.label(code),
  keywords: code,
}))
const title = (field: keyof MeetingFields) => MeetingFields.shape[field].meta()?.title ?? field

type Draft = Omit<MeetingFields, 'startsAt' | 'endsAt'> & { startsAt: string | null; endsAt: string | null }

const blank: Draft = {
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

/** A meeting to plan, or to change and move. */
export function MeetingDialog({ meeting, onClose }: { meeting?: Meeting; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(meeting ? MeetingFields.parse(meeting) : blank)
  const [rhythm, setRhythm] = useState<MeetingRhythm | null>(null)
  const [count, setCount] = useState<number | null>(4)
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map())
  const [sentence, setSentence] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const router = useRouter()
  const refresh = useRefreshMeetings()
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const start = (startsAt: string | null) => {
    // An hour and a half, until the person says otherwise.
    const end = startsAt && new Date(new Date(startsAt).getTime() + 90 * 60_000).toISOString()
    set({ startsAt, ...((!draft.endsAt || (startsAt && draft.endsAt <= startsAt)) && { endsAt: end }) })
  }
  const save = async () => {
    const { startsAt, endsAt } = draft
    if (!startsAt || !endsAt || !draft.title.trim())
      return setSentence('Donnez un objet, un début et une fin.')
    if (isPending) return
    setPending(true)
    setSentence(undefined)
    setFaults(new Map())
    const input: MeetingFields = { ...draft, startsAt, endsAt, videoLink: draft.videoLink?.trim() || null }
    try {
      if (meeting) {
        const { told } = await call(saveMeeting, {
          params: { id: meeting.id },
          version: meeting.version,
          input,
        })
        toast({
          text:
            told > 0
              ? `Rencontre modifiée ; ${plural(told, 'personne est prévenue', 'personnes sont prévenues')}.`
              : 'Rencontre modifiée.',
        })
        onClose()
      } else {
        const series = rhythm ? { rhythm, count: count ?? 4 } : null
        const made = await call(createMeeting, { key, input: { ...input, series } })
        toast({ text: made.ids.length > 1 ? `${made.ids.length} rencontres prévues.` : 'Rencontre prévue.' })
        router.history.push(`/bureau/rencontres/${made.id}`)
      }
      await refresh()
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) {
        setKey(newId())
        setFaults(new Map(error.fields.map((one) => [one.field, one.message])))
      }
      setSentence(wordsOf(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Enregistrer la rencontre', inDialog: true })
  return (
    <Dialog
      title={meeting ? 'Modifier la rencontre' : 'Prévoir une rencontre'}
      lead={
        meeting?.participants.some((one) => one.isInvited)
          ? 'Les personnes invitées reçoivent ce qui change dans leur agenda.'
          : undefined
      }
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
        <TextField
          label={title('title')}
          value={draft.title}
          onChange={(text) => set({ title: text })}
          error={faults.get('title')}
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
            error={faults.get('endsAt')}
          />
        </FieldRow>
        {!meeting && (
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
        )}
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
          error={faults.get('videoLink')}
        />
        <TextArea
          label={title('agenda')}
          description="Il part avec les invitations. Aucun nom de mineur ici."
          value={draft.agenda}
          onChange={(text) => set({ agenda: text || null })}
          rows={4}
          maxLength={5000}
        />
      </Form>
    </Dialog>
  )
}
