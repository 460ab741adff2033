import { BookPlus } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Button, Cluster, Empty, Stack, toast } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { ChapterEditor } from './ChapterEditor.tsx'
import { ChapterPreview } from './ChapterPreview.tsx'
import { addChapter } from './contract.ts'
import { type Edition, useRefreshEditions } from './useEdition.ts'

/** What is written around the figures. */
export function ChaptersPanel({ edition }: { readonly edition: Edition }) {
  const can = useCan()
  const refresh = useRefreshEditions()
  const [isPending, setPending] = useState(false)
  const mayWrite = can(addChapter.action) && !edition.isSuperseded
  const add = async () => {
    setPending(true)
    try {
      const title =
        edition.chapters.length === 0 ? 'Ce que dit l’année' : `Chapitre ${edition.chapters.length + 1}`
      await call(addChapter, { params: { id: edition.id }, input: { title, body: '' } })
      await refresh()
    } catch (failure) {
      toast({ text: sentenceOf(failure) })
    } finally {
      setPending(false)
    }
  }
  return (
    <Stack gap={5}>
      {edition.chapters.length === 0 && (
        <Empty title="Aucun chapitre n’est écrit.">
          Une phrase tient ses chiffres des tableaux : écrivez {'{{situations}}'}, le nombre vient s’y mettre.
        </Empty>
      )}
      {edition.chapters.map((chapter) =>
        mayWrite ? (
          <ChapterEditor key={chapter.id} edition={edition} chapter={chapter} />
        ) : (
          <ChapterPreview key={chapter.id} editionId={edition.id} title={chapter.title} body={chapter.body} />
        ),
      )}
      {mayWrite && (
        <Cluster>
          <Button icon={BookPlus} isPending={isPending} onPress={() => void add()}>
            Ajouter un chapitre
          </Button>
        </Cluster>
      )}
    </Stack>
  )
}
