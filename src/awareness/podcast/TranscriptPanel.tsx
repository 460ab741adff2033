import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import {
  Banner,
  Disclosure,
  FileField,
  formatClock,
  Panel,
  Prose,
  plural,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { wordsOfRefusal } from '#kernel/useAct.ts'
import { type Episode, saveTranscript } from './contract.ts'
import { useRefreshPodcast } from './usePodcast.ts'

/** The transcript of an episode: brought as WebVTT, and what must be corrected in it said line by line. */
export function TranscriptPanel({ episode, mayWrite }: { episode: Episode; mayWrite: boolean }) {
  const [chosen, setChosen] = useState<File | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const refresh = useRefreshPodcast()
  const { cues, id, version } = episode
  const bring = async (file: File | null) => {
    setChosen(file)
    setFault(null)
    if (!file) return
    try {
      await call(saveTranscript, { params: { id }, version, input: { text: await file.text() } })
      toast({ text: 'Transcription gardée.' })
    } catch (error) {
      setFault(error)
    } finally {
      await refresh()
    }
  }
  const speakers = [...new Set(cues.map(({ speaker }) => speaker))]
  return (
    <Panel title="Transcription">
      <Stack>
        {cues.length > 0 && (
          <Disclosure title={`${plural(cues.length, 'réplique', 'répliques')}, ${speakers.join(' et ')}`}>
            <Prose>
              {cues.map((cue) => (
                <p key={cue.start}>
                  {formatClock(cue.start)} <strong>{cue.speaker}</strong> {cue.text}
                </p>
              ))}
            </Prose>
          </Disclosure>
        )}
        {fault !== null && (
          <Banner tone="attention" title="Cette transcription n’est pas gardée." isLive>
            {fault instanceof RefusalError && fault.fields.length > 0 ? (
              <ul>
                {fault.fields.map(({ message }) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            ) : (
              wordsOfRefusal(fault)
            )}
          </Banner>
        )}
        {mayWrite && (
          <FileField
            label={cues.length > 0 ? 'Remplacer la transcription' : 'Apporter la transcription'}
            description="Un fichier WebVTT où chaque réplique dit qui parle : <v Maud>Bonjour."
            accept={['.vtt', 'text/vtt']}
            value={chosen}
            onChange={(file) => void bring(file)}
          />
        )}
      </Stack>
    </Panel>
  )
}
