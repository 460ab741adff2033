import { useParams } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Badge,
  Banner,
  Button,
  DefinitionList,
  ErrorState,
  formatClock,
  formatDateTime,
  formatNumber,
  Loading,
  Panel,
  Prose,
  Stack,
  TextLink,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { podcastEvent, podcastRole, podcastStatus, resourceLicence } from '#vocabulary'
import { type Episode, saveEpisode, withdrawEpisode } from './contract.ts'
import { EpisodeDialog } from './EpisodeDialog.tsx'
import { PublishDialog, WithdrawDialog } from './PublishDialog.tsx'
import { SoundPanel } from './SoundPanel.tsx'
import { TranscriptPanel } from './TranscriptPanel.tsx'
import { useEpisode, useHistory, usePodcastAct } from './usePodcast.ts'
import { statusTones } from './words.ts'
import './podcast.css'

const back = { href: '/bureau/podcast', label: 'Podcast' }

/** One episode, from its preparation to its publication. */
export function EpisodePage() {
  const { id = '' } = useParams({ strict: false })
  const query = useEpisode(id)
  if (query.data) return <EpisodeSheet episode={query.data} />
  return (
    <>
      <PageHeader title="Épisode" back={back} />
      {query.isError ? (
        <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <Loading label="Lecture de l’épisode…" lines={8} />
      )}
    </>
  )
}

function EpisodeSheet({ episode }: { episode: Episode }) {
  const [open, setOpen] = useState<'edit' | 'publish' | 'withdraw'>()
  const mayWrite = useCan()(saveEpisode.action)
  const act = usePodcastAct()
  const close = () => setOpen(undefined)
  useShortcut('e', () => setOpen('edit'), { label: 'Modifier l’épisode', isDisabled: !mayWrite })
  const { id, version, status, missing, slug } = episode
  const isPublic = status === 'published'
  const isPlanned = status === 'scheduled'
  return (
    <>
      <PageHeader
        title={episode.title}
        back={back}
        lead={episode.summary}
        aside={<Badge tone={statusTones[status]}>{podcastStatus.label(status)}</Badge>}
        actions={
          <>
            {isPublic && (
              <TextLink href={`/podcast/${slug}`} isExternal>
                Voir la page publique
              </TextLink>
            )}
            {mayWrite && (
              <Button icon={Pencil} shortcut="e" onPress={() => setOpen('edit')}>
                Modifier
              </Button>
            )}
            {mayWrite && isPublic && <Button onPress={() => setOpen('withdraw')}>Retirer</Button>}
            {mayWrite && isPlanned && (
              <Button
                onPress={() =>
                  void act(
                    () => call(withdrawEpisode, { params: { id }, version, input: {} }),
                    'La publication n’est plus programmée.',
                  )
                }
              >
                Ne plus programmer
              </Button>
            )}
            {mayWrite && !isPublic && !isPlanned && (
              <Button variant="primary" isDisabled={missing.length > 0} onPress={() => setOpen('publish')}>
                Publier
              </Button>
            )}
          </>
        }
      />
      <Stack gap={5}>
        {isPlanned && episode.publishAt && (
          <Banner title={`Il sera publié le ${formatDateTime(episode.publishAt)}.`} />
        )}
        {episode.withdrawnReason && <Banner title="Retiré">{episode.withdrawnReason}</Banner>}
        {missing.length > 0 && (
          <Banner tone="attention" title="Avant de publier">
            <ul>
              {missing.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </Banner>
        )}
        <SoundPanel episode={episode} mayBring={mayWrite && !isPublic && !isPlanned} />
        <TranscriptPanel episode={episode} mayWrite={mayWrite} />
        <About episode={episode} />
        <History id={id} />
      </Stack>
      {open === 'edit' && <EpisodeDialog episode={episode} onClose={close} />}
      {open === 'publish' && <PublishDialog episode={episode} onClose={close} />}
      {open === 'withdraw' && <WithdrawDialog episode={episode} onClose={close} />}
    </>
  )
}

function About({ episode }: { episode: Episode }) {
  return (
    <Panel title="Ce qui accompagne l’épisode">
      <DefinitionList
        items={[
          ...episode.people.map(({ name, role }) => ({ term: podcastRole.label(role), value: name })),
          ...episode.chapters.map(({ start, title }) => ({ term: formatClock(start * 1000), value: title })),
          ...episode.links.map(({ title, url }) => ({ term: title, value: url })),
          { term: 'Licence', value: resourceLicence.label(episode.licence) },
          { term: 'Téléchargements', value: formatNumber(episode.downloads, 0) },
        ]}
      />
      {episode.notes && (
        <Prose>
          <p className="podcast-notes">{episode.notes}</p>
        </Prose>
      )}
    </Panel>
  )
}

function History({ id }: { id: string }) {
  const history = useHistory(id)
  return (
    <Panel title="Historique" isQuiet>
      <DefinitionList
        items={(history.data?.items ?? []).map((one) => ({
          term: formatDateTime(one.at),
          value: `${podcastEvent.label(one.kind)}${one.by ? `, ${one.by}` : ''}`,
          note: one.detail,
        }))}
      />
    </Panel>
  )
}
