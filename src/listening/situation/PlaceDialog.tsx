import { useState } from 'react'
import type { z } from 'zod'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ComboBox,
  DateField,
  Dialog,
  FieldRow,
  optionsOf,
  RadioChips,
  Stack,
  TextArea,
  toast,
} from '#kernel/ui/index.ts'
import { type Departement, placeRole } from '#vocabulary'
import { addPlace, type PlaceFields, type SituationPlace, savePlace } from './contract.ts'
import { useAct } from './useAct.ts'
import { departementOptions } from './words.ts'

type Fields = z.infer<typeof PlaceFields>

const roles = optionsOf(placeRole)

interface PlaceDialogProps {
  situationId: string
  place: SituationPlace | null
  onClose: () => void
}

/** Notes a place, or corrects one. */
export function PlaceDialog({ situationId, place, onClose }: PlaceDialogProps) {
  const [role, setRole] = useState(place?.role ?? null)
  const [departement, setDepartement] = useState(place?.departement ?? null)
  const [since, setSince] = useState(place?.since ?? null)
  const [until, setUntil] = useState(place?.until ?? null)
  const [address, setAddress] = useState(place?.address ?? '')
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  // The same key for the same dialog: a second try after a failure adds nothing twice.
  const [key] = useState(newId)
  const { refresh } = useAct(situationId)

  const isReversed = since !== null && until !== null && until < since
  const save = async () => {
    if (!role) return setFault('Choisissez d’abord ce que ce lieu est pour le mineur.')
    if (isReversed) return
    const input: Fields = { role, departement, since, until, address: address.trim() || null }
    setPending(true)
    setFault(undefined)
    try {
      if (place) await call(savePlace, { params: { id: place.id }, input })
      else await call(addPlace, { params: { id: situationId }, input, key })
    } catch (error) {
      setPending(false)
      return setFault(
        error instanceof RefusalError ? (error.fields[0]?.message ?? error.message) : sentenceOf(error),
      )
    }
    onClose()
    await refresh()
    if (!place) return toast({ text: `Lieu ajouté : ${placeRole.label(role)}.` })
    const { id, recordedAt: _at, recordedBy: _by, ...before } = place
    toast({
      text: `Lieu modifié : ${placeRole.label(role)}.`,
      undo: async () => {
        await call(savePlace, { params: { id }, input: before })
        await refresh()
      },
    })
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Enregistrer le lieu', inDialog: true })
  return (
    <Dialog
      title={place ? 'Modifier un lieu' : 'Ajouter un lieu'}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            Enregistrer
          </Button>
        </>
      }
    >
      <Stack>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <RadioChips
          label="Rôle du lieu"
          options={roles}
          value={role}
          onChange={setRole}
          noneLabel={false}
          autoFocus
        />
        <ComboBox
          label="Département"
          options={departementOptions}
          value={departement}
          onChange={(code) => setDepartement(code as Departement | null)}
          placeholder="Nom ou numéro"
        />
        <FieldRow>
          <DateField label="Depuis" value={since} onChange={setSince} />
          <DateField
            label="Jusqu’à"
            value={until}
            onChange={setUntil}
            error={isReversed ? 'La fin précède le début. Corrigez l’une des deux dates.' : undefined}
          />
        </FieldRow>
        <TextArea
          label="Adresse ou description"
          description="Laissez vide ce qui n’est pas utile pour protéger ou joindre."
          value={address}
          onChange={setAddress}
          maxLength={500}
          rows={2}
        />
      </Stack>
    </Dialog>
  )
}
