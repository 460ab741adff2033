import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Button,
  Empty,
  ErrorState,
  Loading,
  Panel,
  RadioChips,
  Stack,
  TextArea,
  toast,
} from '#kernel/ui/index.ts'
import { type HandoverKind, handoverKind } from '#vocabulary'
import { createHandover, listHandovers, previewHandover } from './contract.ts'
import { HandoverLines } from './HandoverLines.tsx'
import { SheetView } from './SheetView.tsx'

/** The hand-overs: those to take, the one to write, and those of before. */
export function HandoverListPage() {
  const [isWriting, setWriting] = useState(false)
  const handovers = useInfiniteQuery({
    queryKey: ['handovers', 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(listHandovers, { query: { view: 'all', ...(pageParam && { after: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const items = handovers.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader
        title="Relève"
        lead="Ce qui est ouvert, attendu et fragile, d’une équipe à la suivante. Une relève attend jusqu’à ce que quelqu’un la prenne à son nom."
        actions={
          !isWriting && (
            <Button variant="primary" icon={ClipboardList} onPress={() => setWriting(true)}>
              Préparer ma relève
            </Button>
          )
        }
      />
      <Stack gap={8}>
        {isWriting && <Writing onClose={() => setWriting(false)} />}
        <Panel title="Relèves transmises" isQuiet>
          {handovers.data && items.length === 0 && (
            <Empty title="Aucune relève n’a encore été transmise." icon={ClipboardList}>
              À la fin d’une vacation, préparez la vôtre : la feuille est déjà remplie, il ne manque qu’un
              mot.
            </Empty>
          )}
          {items.length > 0 && <HandoverLines label="Relèves transmises" items={items} />}
          {handovers.hasNextPage && (
            <Button isPending={handovers.isFetchingNextPage} onPress={() => void handovers.fetchNextPage()}>
              Afficher les suivantes
            </Button>
          )}
          {!handovers.data && handovers.error && (
            <ErrorState
              title="Les relèves n’ont pas pu être lues"
              todo={sentenceOf(handovers.error)}
              onRetry={() => void handovers.refetch()}
            />
          )}
          {!handovers.data && !handovers.error && <Loading label="Les relèves arrivent…" />}
        </Panel>
      </Stack>
    </>
  )
}

function Writing({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const preview = useQuery({
    queryKey: ['handovers', 'preview'],
    queryFn: ({ signal }) => call(previewHandover, { signal }),
  })
  const [kind, setKind] = useState<HandoverKind>('next_shift')
  const [note, setNote] = useState('')
  const [key] = useState(newId)
  const [isPending, setPending] = useState(false)
  const send = async () => {
    setPending(true)
    try {
      await call(createHandover, { key, input: { kind, note: note.trim() || null } })
      toast({ text: 'Relève transmise. Elle s’affiche chez tous jusqu’à ce que quelqu’un la prenne.' })
      onClose()
    } catch (error) {
      toast({ text: sentenceOf(error) })
      setPending(false)
    }
    await client.invalidateQueries({ queryKey: ['handovers'] })
  }
  return (
    <Panel
      title="Ma relève"
      lead="La feuille reprend vos contacts à finir, les rappels de tous, et ce qui est fragile. Elle sera datée de l’instant où vous la transmettez."
      actions={<Button onPress={onClose}>Fermer</Button>}
    >
      <Stack gap={6}>
        <RadioChips
          label="Pour qui"
          options={handoverKind.codes.map((code) => ({ value: code, label: handoverKind.label(code) }))}
          value={kind}
          onChange={(chosen) => chosen && setKind(chosen)}
          noneLabel={false}
        />
        <TextArea
          label="Un mot pour la suite"
          description="Ce que la feuille ne dit pas d’elle-même. Il est scellé, et lu par qui prend la relève."
          rows={4}
          maxLength={5000}
          value={note}
          onChange={setNote}
        />
        {preview.data && <SheetView sheet={preview.data} />}
        {!preview.data && preview.error && (
          <ErrorState
            title="La feuille n’a pas pu être préparée"
            todo={sentenceOf(preview.error)}
            onRetry={() => void preview.refetch()}
          />
        )}
        {!preview.data && !preview.error && <Loading label="La feuille se prépare…" lines={6} />}
        <div>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={!preview.data}
            onPress={() => void send()}
          >
            Transmettre la relève
          </Button>
        </div>
      </Stack>
    </Panel>
  )
}
