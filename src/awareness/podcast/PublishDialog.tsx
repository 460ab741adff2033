import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Button,
  DateTimeField,
  Dialog,
  formatDateTime,
  RadioChips,
  Stack,
  TextArea,
} from '#kernel/ui/index.ts'
import { type Episode, publishEpisode, withdrawEpisode } from './contract.ts'
import { usePodcastAct } from './usePodcast.ts'

/** Publishes an episode, now or at an hour to come. */
export function PublishDialog({ episode, onClose }: { episode: Episode; onClose: () => void }) {
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [at, setAt] = useState<string | null>(null)
  const act = usePodcastAct()
  const { id, version } = episode
  const isLater = when === 'later'
  const publish = async () => {
    const input = { at: isLater ? at : null }
    const said = isLater && at ? `Publication prévue le ${formatDateTime(at)}.` : 'Épisode publié.'
    if (await act(() => call(publishEpisode, { params: { id }, version, input }), said)) onClose()
  }
  return (
    <Dialog
      title="Publier l’épisode"
      lead="Il apparaîtra sur le site et dans les applications d’écoute de qui suit le podcast. Retiré plus tard, il peut rester chez qui l’a déjà téléchargé."
      size="small"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isDisabled={isLater && !at} onPress={() => void publish()}>
            {isLater ? 'Programmer la publication' : 'Publier maintenant'}
          </Button>
        </>
      }
    >
      <Stack>
        <RadioChips
          label="Quand"
          options={[
            { value: 'now', label: 'Maintenant' },
            { value: 'later', label: 'Plus tard' },
          ]}
          value={when}
          onChange={(chosen) => chosen && setWhen(chosen)}
        />
        {isLater && <DateTimeField label="Jour et heure" value={at} onChange={setAt} isRequired />}
      </Stack>
    </Dialog>
  )
}

/** Takes an episode back. */
export function WithdrawDialog({ episode, onClose }: { episode: Episode; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const act = usePodcastAct()
  const { id, version } = episode
  const withdraw = async () => {
    const input = { reason: reason || null }
    const done = await act(
      () => call(withdrawEpisode, { params: { id }, version, input }),
      'Épisode retiré : il ne s’écoute plus ici.',
    )
    if (done) onClose()
  }
  return (
    <Dialog
      title="Retirer l’épisode"
      lead="Sa page, son son et sa transcription ne répondront plus. Il pourra être publié de nouveau à la même adresse."
      size="small"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="danger" onPress={() => void withdraw()}>
            Retirer l’épisode
          </Button>
        </>
      }
    >
      <TextArea label="Pourquoi" description="Reste dans l’historique." value={reason} onChange={setReason} />
    </Dialog>
  )
}
