import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  Dialog,
  ErrorState,
  formatList,
  Loading,
  plural,
  RadioChips,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { SituationFinder } from '#listening/matching/SituationFinder.tsx'
import { mergeSituations, readSituation, type Situation, undoMerge } from './contract.ts'
import { FileComparison } from './FileComparison.tsx'
import { situationKey, useAct } from './useAct.ts'

/** Makes one file of two that are the same minor: found, laid side by side, then confirmed in words. */
export function MergeDialog({ file, onClose }: { file: Situation; onClose: () => void }) {
  const [otherId, setOtherId] = useState<string | null>(null)
  if (otherId)
    return <Confirmation file={file} otherId={otherId} onBack={() => setOtherId(null)} onClose={onClose} />
  return (
    <Dialog
      title="Fusionner avec un autre dossier"
      lead="Quand deux dossiers sont le même mineur. La fusion pourra être défaite, sans rien perdre."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
    >
      <SituationFinder
        exceptId={file.id}
        chooseLabel="Comparer"
        onChoose={(candidate) => setOtherId(candidate.situationId)}
      />
    </Dialog>
  )
}

interface ConfirmationProps {
  file: Situation
  otherId: string
  onBack: () => void
  onClose: () => void
}

function Confirmation({ file, otherId, onBack, onClose }: ConfirmationProps) {
  const router = useRouter()
  const [keptId, setKeptId] = useState(file.id)
  const [key] = useState(newId)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const { refresh } = useAct(file.id)
  const other = useQuery({
    queryKey: situationKey(otherId),
    queryFn: ({ signal }) => call(readSituation, { params: { id: otherId }, signal }),
  })
  const frame = {
    title: 'Est-ce le même mineur ?',
    isOpen: true,
    onOpenChange: (isOpen: boolean) => !isOpen && onClose(),
    size: 'large' as const,
  }
  if (!other.data)
    return (
      <Dialog {...frame} footer={<Button onPress={onBack}>Chercher un autre dossier</Button>}>
        {other.isError ? (
          <ErrorState title={sentenceOf(other.error)} onRetry={() => void other.refetch()} />
        ) : (
          <Loading label="Lecture de l’autre dossier…" />
        )}
      </Dialog>
    )
  const [kept, absorbed] = keptId === file.id ? [file, other.data] : [other.data, file]
  const merge = async () => {
    setPending(true)
    setFault(undefined)
    try {
      const { mergeId } = await call(mergeSituations, {
        params: { id: kept.id },
        version: kept.version,
        // Another kept file is another request.
        key: keptId === file.id ? key : undefined,
        input: { absorb: absorbed.id },
      })
      onClose()
      await refresh()
      if (kept.id !== file.id) router.history.push(`/bureau/situations/${kept.id}`)
      toast({
        text: `${absorbed.reference} est maintenant dans ${kept.reference}.`,
        undoLabel: 'Défaire',
        undo: async () => {
          await call(undoMerge, { params: { id: mergeId } }).catch((error) =>
            toast({ text: sentenceOf(error) }),
          )
          await refresh()
        },
      })
    } catch (error) {
      setPending(false)
      const isOvertaken = error instanceof RefusalError && error.code === 'version_conflict'
      if (isOvertaken) await Promise.all([refresh(), other.refetch()])
      setFault(
        isOvertaken
          ? 'L’un des dossiers a changé entre-temps ; il vient d’être relu. Vérifiez, puis confirmez.'
          : sentenceOf(error),
      )
    }
  }
  return (
    <Dialog
      {...frame}
      lead="Ces deux dossiers, côte à côte. La fusion pourra être défaite, sans rien perdre."
      footer={
        <>
          <Button onPress={onBack}>Chercher un autre dossier</Button>
          <Button variant="primary" icon={GitMerge} isPending={isPending} onPress={() => void merge()}>
            Fusionner {absorbed.reference} dans {kept.reference}
          </Button>
        </>
      }
    >
      <Stack>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <RadioChips
          label="Le dossier qui reste"
          options={[file, other.data].map((one) => ({ value: one.id, label: one.reference }))}
          value={keptId}
          onChange={(id) => id && setKeptId(id)}
          noneLabel={false}
        />
        <p>
          {absorbed.reference} entrera dans {kept.reference}. {brought(absorbed)} L’adresse de{' '}
          {absorbed.reference} mènera à {kept.reference}. Là où {kept.reference} dit déjà quelque chose, sa
          version est gardée. Défaite, la fusion rend à chacun ce qui vient de lui.
        </p>
        <FileComparison one={file} other={other.data} />
      </Stack>
    </Dialog>
  )
}

/** « Il apporte 3 contacts, 2 actions et 1 lieu. » */
function brought(file: Situation): string {
  const parts = [
    file.contacts.length > 0 && plural(file.contacts.length, 'contact', 'contacts'),
    file.actions.length > 0 && plural(file.actions.length, 'action', 'actions'),
    file.callbacks.length > 0 && plural(file.callbacks.length, 'rappel', 'rappels'),
    file.places.length > 0 && plural(file.places.length, 'lieu', 'lieux'),
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'Il n’apporte rien de plus.' : `Il apporte ${formatList(parts)}.`
}
