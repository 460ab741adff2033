import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, Dialog, optionsOf, RadioChips, Stack } from '#kernel/ui/index.ts'
import type { Candidate } from '#listening/matching/contract.ts'
import { SituationFinder } from '#listening/matching/SituationFinder.tsx'
import { type SituationLink, situationLink } from '#vocabulary'
import { linkSituations, type Situation, unlinkSituations } from './contract.ts'
import { useAct } from './useAct.ts'

const kinds = optionsOf(situationLink)

/** Ties this file to that of another minor: a sibling, a companion, somebody of the same place. */
export function LinkDialog({ file, onClose }: { file: Situation; onClose: () => void }) {
  const [other, setOther] = useState<Candidate | null>(null)
  const [kind, setKind] = useState<SituationLink | null>(null)
  const { attempt } = useAct(file.id)
  const link = async () => {
    if (!other || !kind) return
    const params = { id: file.id, other: other.situationId }
    const isDone = await attempt(() => call(linkSituations, { params, input: { kind } }), {
      text: `${file.reference} est lié à ${other.reference}.`,
      undo: () => call(unlinkSituations, { params }),
      undone: 'Lien retiré.',
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title="Lier à une autre situation"
      lead={
        other ? `${file.reference} et ${other.reference}` : 'Deux mineurs, deux dossiers, un lien entre eux.'
      }
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size={other ? 'medium' : 'large'}
      footer={
        other && (
          <>
            <Button onPress={() => setOther(null)}>Chercher un autre dossier</Button>
            <Button variant="primary" isDisabled={!kind} onPress={() => void link()}>
              Lier les deux dossiers
            </Button>
          </>
        )
      }
    >
      {other ? (
        <Stack>
          <RadioChips
            label={`Pour ce mineur, celui de ${other.reference} est`}
            options={kinds}
            value={kind}
            onChange={setKind}
            noneLabel={false}
            autoFocus
          />
          {kind && situationLink.entry(kind)?.hint && <p>{situationLink.entry(kind)?.hint}</p>}
        </Stack>
      ) : (
        <SituationFinder exceptId={file.id} chooseLabel="Choisir" onChoose={setOther} />
      )}
    </Dialog>
  )
}
