import { useRouter } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  Checkbox,
  Dialog,
  FieldGroup,
  FieldRow,
  Form,
  fold,
  NumberField,
  optionsOf,
  Select,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { wordsOfRefusal } from '#kernel/useAct.ts'
import { podcastKind, podcastRole, resourceLicence } from '#vocabulary'
import { createEpisode, type Episode, EpisodeFields, type EpisodePerson, saveEpisode } from './contract.ts'
import { readChapters, readLinks, writeChapterLines, writeLinkLines } from './lines.ts'
import { useRefreshPodcast, useShow } from './usePodcast.ts'

const blank: EpisodeFields = {
  title: '',
  slug: '',
  seriesId: null,
  number: null,
  kind: 'full',
  summary: '',
  notes: null,
  licence: 'cc_by_nc_nd',
  isExplicit: false,
  people: [{ name: '', role: 'host' }],
  links: [],
  chapters: [],
}

/** The address that a title gives: what may be read in a line of an application. */
const slugOf = (title: string): string =>
  fold(title)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)

/** Writes an episode, new or not; its sound and its transcript are brought on its page. */
export function EpisodeDialog({ episode, onClose }: { episode?: Episode; onClose: () => void }) {
  const [draft, setDraft] = useState<EpisodeFields>(episode ? EpisodeFields.parse(episode) : blank)
  const [chapters, setChapters] = useState(writeChapterLines(draft.chapters))
  const [links, setLinks] = useState(writeLinkLines(draft.links))
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const [key] = useState(newId)
  const show = useShow()
  const router = useRouter()
  const refresh = useRefreshPodcast()
  const set = (change: Partial<EpisodeFields>) => setDraft((was) => ({ ...was, ...change }))
  const of = (field: string) => (fault instanceof RefusalError ? fault.of(field) : undefined)
  const read = { ...readChapters(chapters), ...readLinks(links) }
  const wrong = 'wrong' in read
  const save = async () => {
    if (isPending || wrong || !('chapters' in read && 'links' in read)) return
    setPending(true)
    setFault(null)
    const people = draft.people.filter(({ name }) => name.trim())
    const { chapters: own, links: ways } = read
    const input = { ...draft, people, chapters: own, links: ways, notes: draft.notes || null }
    try {
      if (episode) {
        await call(saveEpisode, { params: { id: episode.id }, version: episode.version, input })
        onClose()
      } else {
        const { id } = await call(createEpisode, { key, input })
        router.history.push(`/bureau/podcast/${id}`)
      }
      toast({ text: 'Épisode enregistré.' })
      await refresh()
    } catch (error) {
      setFault(error)
      setPending(false)
    }
  }
  const chapterFault =
    'wrong' in readChapters(chapters) ? 'Écrivez l’heure puis le titre : 02:30 Le titre' : undefined
  const linkFault =
    'wrong' in readLinks(links) ? 'Écrivez l’adresse puis son titre : https://… Le titre' : undefined
  return (
    <Dialog
      title={episode ? 'Modifier l’épisode' : 'Préparer un épisode'}
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            Enregistrer
          </Button>
        </>
      }
    >
      {fault !== null && <Banner tone="attention" title={wordsOfRefusal(fault)} isLive />}
      <Form onSubmit={() => void save()}>
        <TextField
          label="Titre"
          value={draft.title}
          onChange={(title) =>
            set({ title, ...(!episode && draft.slug === slugOf(draft.title) && { slug: slugOf(title) }) })
          }
          error={of('title')}
          isRequired
        />
        <TextField
          label="Adresse de la page"
          description="Elle ne change plus une fois l’épisode publié."
          value={draft.slug}
          onChange={(slug) => set({ slug })}
          error={of('slug')}
          isDisabled={Boolean(episode?.publishedAt)}
          isRequired
        />
        <FieldRow>
          <Select
            label="Série"
            options={(show.data?.series ?? []).map(({ id, title }) => ({ value: id, label: title }))}
            value={draft.seriesId}
            onChange={(seriesId) => set({ seriesId })}
            noneLabel="Aucune"
          />
          <NumberField
            label="Numéro"
            value={draft.number}
            onChange={(number) => set({ number })}
            min={1}
            max={9999}
            decimals={0}
          />
          <Select
            label="Genre"
            options={optionsOf(podcastKind)}
            value={draft.kind}
            onChange={(kind) => kind && set({ kind })}
          />
        </FieldRow>
        <TextArea
          label="Résumé"
          value={draft.summary}
          onChange={(summary) => set({ summary })}
          error={of('summary')}
          isRequired
        />
        <People people={draft.people} onChange={(people) => set({ people })} />
        <TextArea
          label="Chapitres"
          description="Un par ligne : 02:30 Le titre"
          value={chapters}
          onChange={setChapters}
          error={chapterFault ?? of('chapters')}
        />
        <TextArea
          label="Notes"
          description="Le texte peut être mis en forme avec Markdown : **gras**, - liste, [lien](https://…)."
          rows={6}
          value={draft.notes}
          onChange={(notes) => set({ notes })}
          error={of('notes')}
        />
        <TextArea
          label="Liens"
          description="Un par ligne : https://… Le titre"
          value={links}
          onChange={setLinks}
          error={linkFault ?? of('links.0.url')}
        />
        <Select
          label="Licence"
          options={optionsOf(resourceLicence)}
          value={draft.licence}
          onChange={(licence) => licence && set({ licence })}
        />
        <Checkbox isSelected={draft.isExplicit} onChange={(isExplicit) => set({ isExplicit })}>
          Certains propos peuvent heurter : les applications le signaleront
        </Checkbox>
      </Form>
    </Dialog>
  )
}

function People({
  people,
  onChange,
}: {
  people: readonly EpisodePerson[]
  onChange: (people: EpisodePerson[]) => void
}) {
  const change = (index: number, part: Partial<EpisodePerson>) =>
    onChange(people.map((one, place) => (place === index ? { ...one, ...part } : one)))
  return (
    <FieldGroup legend="Voix et rôles">
      {people.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a person has nothing else while their name is typed
        <FieldRow key={index}>
          <TextField label="Nom" value={one.name} onChange={(name) => change(index, { name })} />
          <Select
            label="Rôle"
            options={optionsOf(podcastRole)}
            value={one.role}
            onChange={(role) => role && change(index, { role })}
          />
          <Button
            icon={Trash2}
            variant="plain"
            onPress={() => onChange(people.filter((_, place) => place !== index))}
          >
            Retirer {one.name}
          </Button>
        </FieldRow>
      ))}
      <Button icon={Plus} onPress={() => onChange([...people, { name: '', role: 'guest' }])}>
        Ajouter une voix
      </Button>
    </FieldGroup>
  )
}
