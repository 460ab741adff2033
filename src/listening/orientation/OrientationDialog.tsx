import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  DateField,
  DateTimeField,
  FieldRow,
  optionsOf,
  Select,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { cancelAction } from '#listening/action/contract.ts'
import { RecordDialog } from '#listening/liaison/RecordDialog.tsx'
import { inDays } from '#listening/liaison/words.ts'
import { type OrientationKind, orientationKind } from '#vocabulary'
import { createOrientation, type Orientation, OrientationFields, saveOrientation } from './contract.ts'

const title = (field: keyof typeof OrientationFields.shape) =>
  OrientationFields.shape[field].meta()?.title ?? ''

interface OrientationDialogProps {
  situation: { readonly id: string; readonly reference: string }
  /** The orientation to correct, instead of a new one. */
  orientation?: Orientation
  /** A service of the directory that was just found. */
  named?: { readonly id: string; readonly name: string }
  onClose: () => void
}

/** Who was directed to which service, and when to ask what came of it. */
export function OrientationDialog({ situation, orientation, named, onClose }: OrientationDialogProps) {
  const [kind, setKind] = useState<OrientationKind | null>(orientation?.kind ?? null)
  const [service, setService] = useState(orientation?.service ?? named?.name ?? '')
  const [person, setPerson] = useState(orientation?.person ?? '')
  const [note, setNote] = useState(orientation?.note ?? '')
  const [at, setAt] = useState<string | null>(orientation?.at ?? null)
  const [askOn, setAskOn] = useState<string | null>(inDays(15))
  return (
    <RecordDialog
      title={orientation ? 'Modifier l’orientation' : 'Orientation vers un service'}
      lead={`Pour la situation ${situation.reference}. L’issue sera demandée au prochain contact.`}
      onClose={onClose}
      missing={() => (service.trim() ? undefined : 'Nommez le service.')}
      save={async (key) => {
        const input = { kind, service, person: person || null, note: note || null, ...(at && { at }) }
        // Another name typed over is another service.
        const serviceId = named && service.trim() === named.name ? named.id : null
        if (orientation) {
          const { id, version } = orientation
          await call(saveOrientation, { params: { id }, version, input })
          return { text: 'Orientation modifiée.' }
        }
        const { id } = await call(createOrientation, {
          params: { id: situation.id },
          key,
          input: { ...input, serviceId, ...(askOn && { askOn }) },
        })
        return {
          text: `Orientation notée : ${service}.`,
          undo: () => call(cancelAction, { params: { id } }),
          undone: 'Orientation retirée.',
        }
      }}
    >
      <FieldRow>
        <TextField
          label={title('service')}
          value={service}
          onChange={setService}
          isRequired
          autoFocus={!named}
        />
        <Select
          label={title('kind')}
          options={optionsOf(orientationKind)}
          value={kind}
          onChange={setKind}
          noneLabel="Non précisé"
        />
      </FieldRow>
      <TextField
        label={title('person')}
        description="Le mineur, un parent, un professionnel."
        value={person}
        onChange={setPerson}
      />
      <TextArea label={title('note')} rows={2} maxLength={4000} value={note} onChange={setNote} />
      <FieldRow>
        <DateTimeField
          label="Quand"
          description="Laissez vide si c’est maintenant."
          value={at}
          onChange={setAt}
        />
        {!orientation && (
          <DateField
            label="Demander l’issue à partir du"
            description="Sans attendre ce jour, tout contact la demandera."
            value={askOn}
            onChange={setAskOn}
          />
        )}
      </FieldRow>
    </RecordDialog>
  )
}
