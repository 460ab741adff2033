import { useState } from 'react'
import { addressOf } from '#kernel/address.ts'
import { sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  DefinitionList,
  FileField,
  formatDuration,
  formatNumber,
  Panel,
  ProgressBar,
  Stack,
} from '#kernel/ui/index.ts'
import { type Episode, type EpisodeAudio, readAudio } from './contract.ts'
import { faultInWords } from './faults.ts'
import { sendSound, useRefreshPodcast } from './usePodcast.ts'
import { adviceOf, sizeInWords } from './words.ts'

/** The sound of an episode: what was measured of it, and the one that is being brought. */
export function SoundPanel({ episode, mayBring }: { episode: Episode; mayBring: boolean }) {
  const [chosen, setChosen] = useState<File | null>(null)
  const [sent, setSent] = useState<number>()
  const [fault, setFault] = useState<string>()
  const refresh = useRefreshPodcast()
  const bring = async (file: File | null) => {
    setChosen(file)
    setFault(undefined)
    if (!file) return
    setSent(0)
    try {
      await sendSound(episode.id, file, setSent)
    } catch (error) {
      setFault(sentenceOf(error))
    } finally {
      setSent(undefined)
      await refresh()
    }
  }
  const { audio, brought } = episode
  return (
    <Panel title="Son">
      <Stack>
        {audio && <Measured audio={audio} episodeId={episode.id} />}
        {sent !== undefined && <ProgressBar label="Envoi du son" value={sent} />}
        {sent === undefined && brought?.state === 'checking' && (
          <ProgressBar label="Vérification et écoute du son" value={brought.progress} />
        )}
        {brought?.fault && (
          <Banner tone="attention" title={`« ${brought.name} » n’est pas gardé.`} isLive>
            {faultInWords(brought.fault)}
          </Banner>
        )}
        {fault && <Banner tone="attention" title={fault} isLive />}
        {mayBring && sent === undefined && brought?.state !== 'checking' && (
          <FileField
            label={audio ? 'Remplacer le son' : 'Apporter le son'}
            description="MP3 ou Opus, 200 Mo au plus. Ce que le fichier dit de son auteur ou de ses outils est retiré."
            accept={['.mp3', '.opus', 'audio/mpeg', 'audio/ogg']}
            value={chosen}
            onChange={(file) => void bring(file)}
          />
        )}
      </Stack>
    </Panel>
  )
}

function Measured({ audio, episodeId }: { audio: EpisodeAudio; episodeId: string }) {
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript stands beside it */}
      <audio
        className="podcast-player"
        controls
        preload="none"
        src={addressOf(readAudio.path, { id: episodeId })}
        aria-label="Écouter avant publication"
      />
      <DefinitionList
        items={[
          { term: 'Durée', value: formatDuration(audio.durationMs ?? 0) },
          {
            term: 'Niveau sonore',
            value: audio.loudness === null ? null : `${formatNumber(audio.loudness)} LUFS`,
            note: `${adviceOf(audio)} Crête à ${formatNumber(audio.peak ?? 0)} dB.`,
          },
          {
            term: 'Format',
            value: `${audio.format === 'mp3' ? 'MP3' : 'Opus'}, ${formatNumber((audio.bitRate ?? 0) / 1000, 0)} kbit/s`,
            note: `${formatNumber((audio.sampleRate ?? 0) / 1000)} kHz, ${audio.channels === 1 ? 'une voie' : 'deux voies'}`,
          },
          { term: 'Poids', value: sizeInWords(audio.size) },
        ]}
      />
    </>
  )
}
