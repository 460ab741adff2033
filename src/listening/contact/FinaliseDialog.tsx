import { FolderPlus } from 'lucide-react'
import { Button, Dialog, Stack } from '#kernel/ui/index.ts'
import { CandidateCard } from '#listening/matching/CandidateCard.tsx'
import type { Candidate } from '#listening/matching/contract.ts'

interface FinaliseDialogProps {
  candidates: readonly Candidate[]
  /** A situation, a new one, or nowhere yet. */
  onChoose: (to?: string) => void
  onClose: () => void
}

/** Where a contact that goes nowhere yet should go. Enter opens a new situation, unless one looks the same. */
export function FinaliseDialog({ candidates, onChoose, onClose }: FinaliseDialogProps) {
  const isKnown = candidates.length > 0
  return (
    <Dialog
      title="Finaliser : dans quelle situation ?"
      lead={
        isKnown
          ? 'Ces situations pourraient être le même mineur. Comparez avant d’en ouvrir une autre.'
          : 'Aucune situation proche n’a été trouvée.'
      }
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={() => onChoose()}>Finaliser sans situation</Button>
          <Button
            icon={FolderPlus}
            variant={isKnown ? 'quiet' : 'primary'}
            autoFocus={!isKnown}
            onPress={() => onChoose('new')}
          >
            Ouvrir une situation
          </Button>
        </>
      }
    >
      <Stack gap={3}>
        {candidates.slice(0, 4).map((candidate, place) => (
          <CandidateCard
            key={candidate.situationId}
            candidate={candidate}
            isLinked={false}
            actions={
              <Button size="small" autoFocus={place === 0} onPress={() => onChoose(candidate.situationId)}>
                Rattacher et finaliser
              </Button>
            }
          />
        ))}
        <p className="muted">
          Sans situation, le contact est gardé et attend dans « À rattacher » : il n’entre pas encore dans le
          rapport.
        </p>
      </Stack>
    </Dialog>
  )
}
