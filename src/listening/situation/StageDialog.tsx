import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  DateTimeField,
  Dialog,
  optionsOf,
  RadioChips,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { closingReason, type SituationStage, situationStage } from '#vocabulary'
import { changeStage, type Situation } from './contract.ts'
import { useAct } from './useAct.ts'

type Chosen = Exclude<SituationStage, 'archived'>

const reasons = optionsOf(closingReason)

interface StageDialogProps {
  file: Situation
  onClose: () => void
}

/** Moves a file along: followed, without news, closed with its reason, open again. */
export function StageDialog({ file, onClose }: StageDialogProps) {
  const isClosed = file.stage === 'closed'
  const choices = stagesFrom(file)
  const [to, setTo] = useState<Chosen | null>(choices.length === 1 ? (choices[0] ?? null) : null)
  const [reason, setReason] = useState(file.closingReason)
  const [happenedAt, setHappenedAt] = useState<string | null>(null)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const { refresh } = useAct(file.id)

  const save = async () => {
    if (!to) return setFault('Choisissez l’étape.')
    if (to === 'closed' && !reason) return setFault('Précisez pourquoi la situation se clôt.')
    setPending(true)
    setFault(undefined)
    try {
      const input = {
        to,
        closingReason: to === 'closed' ? reason : null,
        ...(happenedAt && { happenedAt }),
      }
      const { version } = await call(changeStage, {
        params: { id: file.id },
        version: file.version,
        input,
      })
      onClose()
      await refresh()
      toast({
        text: `${file.reference} : ${situationStage.label(to).toLowerCase()}.`,
        undo: async () => {
          await goBack(file, version).catch((error) => toast({ text: sentenceOf(error) }))
          await refresh()
        },
      })
    } catch (error) {
      setPending(false)
      await refresh()
      const isOvertaken = error instanceof RefusalError && error.code === 'version_conflict'
      setFault(
        isOvertaken
          ? 'Le dossier a changé entre-temps ; il vient d’être relu. Vérifiez, puis enregistrez de nouveau.'
          : sentenceOf(error),
      )
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Changer l’étape', inDialog: true })
  return (
    <Dialog
      title={isClosed ? 'Rouvrir la situation' : 'Changer l’étape'}
      lead={`${file.reference} est aujourd’hui : ${situationStage.label(file.stage).toLowerCase()}.`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            {to === 'closed' ? 'Clore la situation' : isClosed ? 'Rouvrir' : 'Enregistrer'}
          </Button>
        </>
      }
    >
      <Stack>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <RadioChips
          label="Étape"
          options={optionsOf(situationStage, choices)}
          value={to}
          onChange={(stage) => setTo(stage as Chosen | null)}
          noneLabel={false}
          autoFocus
        />
        {to === 'closed' && (
          <>
            <RadioChips
              label="Motif de clôture"
              options={reasons}
              value={reason}
              onChange={setReason}
              noneLabel={false}
            />
            <p className="muted">
              Tout ce qui est noté reste lisible. La situation pourra être rouverte ; ses rappels non réglés
              restent à faire.
            </p>
          </>
        )}
        <DateTimeField
          label="Depuis quand"
          description="Laissez vide si c’est maintenant."
          value={happenedAt}
          onChange={setHappenedAt}
        />
      </Stack>
    </Dialog>
  )
}

/** The stages that can follow, for whoever is asking. */
function stagesFrom(file: Situation): Chosen[] {
  const all: Chosen[] = ['open', 'in_follow_up', 'dormant', 'closed']
  if (file.stage === 'closed') return file.abilities.reopen ? ['open', 'in_follow_up'] : []
  return all.filter((stage) => stage !== file.stage && (stage !== 'closed' || file.abilities.close))
}

/** The stage before, as a change of its own: what happened stays written. */
const goBack = (file: Situation, version: number) =>
  call(changeStage, {
    params: { id: file.id },
    version,
    input: {
      to: file.stage === 'archived' ? 'closed' : file.stage,
      closingReason: file.closingReason,
    },
  })
