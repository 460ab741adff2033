import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  Cluster,
  ComboBox,
  formatDateTime,
  Panel,
  Stack,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { ChapterPreview } from './ChapterPreview.tsx'
import { ChapterVersions } from './ChapterVersions.tsx'
import { Chapter, saveChapter } from './contract.ts'
import { type Edition, useRefreshEditions } from './useEdition.ts'

/** How long a person must stop typing before what they wrote is saved. */
const pause = 900

const differs = (title: string, body: string, saved: Chapter): boolean =>
  title.trim() !== saved.title || body !== saved.body

/** A chapter being written: saved by itself, shown beside as it will be read. */
export function ChapterEditor({
  edition,
  chapter,
}: {
  readonly edition: Edition
  readonly chapter: Chapter
}) {
  const [title, setTitle] = useState(chapter.title)
  const [body, setBody] = useState(chapter.body)
  const [saved, setSaved] = useState(chapter)
  const [other, setOther] = useState<Chapter>()
  const [error, setError] = useState<unknown>()
  const isSaving = useRef(false)
  const refresh = useRefreshEditions()
  const shown = useDeferredValue(body)
  const isDirty = differs(title, body, saved)
  const save = async (isRemoved = false, over = saved.version) => {
    if (isSaving.current || title.trim() === '') return
    isSaving.current = true
    try {
      const input = { title, body, isRemoved }
      setSaved(await call(saveChapter, { params: { id: chapter.id }, version: over, input }))
      setOther(undefined)
      setError(undefined)
      if (isRemoved) await refresh()
    } catch (failure) {
      const current = failure instanceof RefusalError ? Chapter.safeParse(failure.current).data : undefined
      if (current) setOther(current)
      else setError(failure)
    } finally {
      isSaving.current = false
    }
  }
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    if (!differs(title, body, saved) || other) return undefined
    const timer = setTimeout(() => void latest.current(), pause)
    return () => clearTimeout(timer)
  }, [title, body, saved, other])
  const insert = (name: string | null) => name && setBody((text) => `${text}{{${name}}}`)
  return (
    <Panel title={title || 'Chapitre'}>
      <Stack>
        {other && (
          <Banner
            tone="attention"
            title={`${other.savedBy ?? 'Quelqu’un'} a modifié ce chapitre.`}
            isLive
            actions={
              <Cluster>
                <Button
                  onPress={() => {
                    setTitle(other.title)
                    setBody(other.body)
                    setSaved(other)
                    setOther(undefined)
                  }}
                >
                  Prendre son texte
                </Button>
                <Button onPress={() => void save(false, other.version)}>Garder le mien</Button>
              </Cluster>
            }
          >
            Les deux textes restent dans les versions.
          </Banner>
        )}
        {error !== undefined && <Banner tone="danger" title={sentenceOf(error)} isLive />}
        <TextField label="Titre" value={title} onChange={setTitle} />
        <TextArea
          label="Texte"
          description="Une ligne vide sépare les paragraphes ; « ## » ouvre un intertitre, « - » un point de liste."
          value={body}
          onChange={setBody}
          rows={8}
          maxLength={40_000}
        />
        <ComboBox
          label="Ajouter un chiffre"
          options={edition.names.map(({ name, label, text }) => ({
            value: name,
            label: `${label} (${text ?? '–'})`,
            keywords: name,
          }))}
          value={null}
          onChange={insert}
        />
        <p role="status">
          {isDirty
            ? 'Enregistrement…'
            : `Enregistré, version ${saved.version}, ${formatDateTime(saved.savedAt)}.`}
        </p>
        <ChapterPreview editionId={edition.id} title="Tel qu’on le lira" body={shown} />
        <ChapterVersions id={chapter.id} version={saved.version} onTake={setBody} />
        <Cluster>
          <Button variant="quiet" onPress={() => void save(true)}>
            Retirer ce chapitre
          </Button>
        </Cluster>
      </Stack>
    </Panel>
  )
}
