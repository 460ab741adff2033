import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, Panel, TextArea, toast } from '#kernel/ui/index.ts'
import { EditDialog } from '../directory/EditDialog.tsx'
import { type Meeting, saveMeeting } from './contract.ts'
import { useRefreshMeetings } from './useMeetings.ts'

/** What was said. */
export function Minutes({ meeting, mayWrite }: { meeting: Meeting; mayWrite: boolean }) {
  const [isWriting, setWriting] = useState(false)
  return (
    <Panel
      title="Compte rendu"
      actions={
        mayWrite && (
          <Button size="small" icon={Pencil} onPress={() => setWriting(true)}>
            {meeting.minutes ? 'Modifier' : 'Écrire'}
          </Button>
        )
      }
    >
      {meeting.minutes ? (
        <p className="meeting-words">{meeting.minutes}</p>
      ) : (
        <p className="muted">Pas encore de compte rendu.</p>
      )}
      {isWriting && <MinutesDialog meeting={meeting} onClose={() => setWriting(false)} />}
    </Panel>
  )
}

const title = 'Ce qui s’est dit'

function MinutesDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  // What was there when writing began: whoever wrote meanwhile is not written over.
  const [base] = useState({ minutes: meeting.minutes, version: meeting.version })
  const [minutes, setMinutes] = useState(meeting.minutes)
  const refresh = useRefreshMeetings()
  return (
    <EditDialog
      title="Compte rendu"
      lead="Aucun nom de mineur ici, ni rien qui permette d’en reconnaître un."
      onClose={onClose}
      base={base}
      draft={{ minutes }}
      send={async (version, input) => {
        await call(saveMeeting, { params: { id: meeting.id }, version, input })
        toast({ text: 'Compte rendu enregistré.' })
      }}
      read={(current) => {
        const now = current as Pick<Meeting, 'minutes' | 'version'>
        return { minutes: now.minutes, version: now.version }
      }}
      titleOf={() => title}
      refresh={refresh}
    >
      {(faultOf) => (
        <TextArea
          label={title}
          rows={12}
          maxLength={50_000}
          value={minutes}
          onChange={(text) => setMinutes(text || null)}
          error={faultOf('minutes')}
          autoFocus
        />
      )}
    </EditDialog>
  )
}
