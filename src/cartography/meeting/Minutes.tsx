import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, Cluster, Panel, Stack, TextArea } from '#kernel/ui/index.ts'
import { type Meeting, saveMeeting } from './contract.ts'
import { useMeetingAct } from './useMeetings.ts'

/** What was said. */
export function Minutes({ meeting, mayWrite }: { meeting: Meeting; mayWrite: boolean }) {
  const [draft, setDraft] = useState<string | null>(null)
  const act = useMeetingAct()
  const save = async () => {
    const input = { minutes: draft || null }
    const { id, version } = meeting
    if (await act(() => call(saveMeeting, { params: { id }, version, input }), 'Compte rendu enregistré.'))
      setDraft(null)
  }
  return (
    <Panel
      title="Compte rendu"
      actions={
        mayWrite &&
        draft === null && (
          <Button size="small" icon={Pencil} onPress={() => setDraft(meeting.minutes ?? '')}>
            {meeting.minutes ? 'Modifier' : 'Écrire'}
          </Button>
        )
      }
    >
      {draft !== null ? (
        <Stack gap={3}>
          <TextArea
            label="Ce qui s’est dit"
            description="Aucun nom de mineur ici, ni rien qui permette d’en reconnaître un."
            rows={8}
            maxLength={50_000}
            value={draft}
            onChange={setDraft}
            autoFocus
          />
          <Cluster>
            <Button variant="primary" onPress={() => void save()}>
              Enregistrer
            </Button>
            <Button onPress={() => setDraft(null)}>Annuler</Button>
          </Cluster>
        </Stack>
      ) : meeting.minutes ? (
        <p className="meeting-words">{meeting.minutes}</p>
      ) : (
        <p className="muted">Pas encore de compte rendu.</p>
      )}
    </Panel>
  )
}
