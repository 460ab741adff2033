import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  CheckChips,
  ComboBox,
  FieldRow,
  NumberField,
  optionsOf,
  RadioChips,
  TextField,
} from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { addressPrecision, placeAccess } from '#vocabulary'
import { blankPlace, createPlace, PlaceFields, type ServiceRecord, savePlace } from './contract.ts'
import { EditDialog } from './EditDialog.tsx'
import { titleOf } from './words.ts'

const title = (field: keyof PlaceFields) => titleOf(PlaceFields, field)

/** Where a service stands, and how much of it is told. */
export function PlaceDialog({ service, onClose }: { service: ServiceRecord; onClose: () => void }) {
  const { place } = service
  const [key] = useState(newId)
  const blank = blankPlace(service.departements[0] ?? '75')
  const [base] = useState({ ...(place ? PlaceFields.parse(place) : blank), version: place?.version ?? 0 })
  const [draft, setDraft] = useState<PlaceFields>(() => (place ? PlaceFields.parse(place) : blank))
  const change = (what: Partial<PlaceFields>) => setDraft((was) => ({ ...was, ...what }))
  const line = (field: 'name' | 'address' | 'postcode' | 'commune') => ({
    label: title(field),
    value: draft[field],
    onChange: (value: string) => change({ [field]: value || null }),
  })
  const isHalf = (draft.latitude === null) !== (draft.longitude === null)
  return (
    <EditDialog
      title={place ? 'Modifier le lieu' : 'Dire où le service se tient'}
      lead={place ? 'Tous les services qui se tiennent là en changent.' : undefined}
      onClose={onClose}
      base={base}
      draft={draft}
      isAsked={!place}
      missing={isHalf ? 'Il manque une des deux coordonnées.' : undefined}
      send={(version, input) =>
        place
          ? call(savePlace, { params: { id: place.id }, version, input })
          : call(createPlace, { params: { id: service.id }, input: draft, key })
      }
      read={(current) => {
        const now = PlaceFields.safeParse(current).data
        return now && { ...now, version: Number((current as { version: number }).version) }
      }}
      titleOf={(field) => titleOf(PlaceFields, field)}
    >
      {(faultOf) => (
        <>
          <RadioChips
            label={title('precision')}
            options={optionsOf(addressPrecision)}
            value={draft.precision}
            onChange={(precision) => precision && change({ precision })}
            noneLabel={false}
          />
          <TextField {...line('name')} error={faultOf('name')} autoFocus />
          <TextField {...line('address')} error={faultOf('address')} />
          <FieldRow>
            <TextField {...line('postcode')} inputMode="numeric" error={faultOf('postcode')} />
            <TextField {...line('commune')} error={faultOf('commune')} />
            <ComboBox
              label={title('departement')}
              options={departementOptions}
              value={draft.departement}
              onChange={(code) => code && change({ departement: code as PlaceFields['departement'] })}
            />
          </FieldRow>
          <FieldRow>
            <NumberField
              label={title('latitude')}
              value={draft.latitude}
              onChange={(latitude) => change({ latitude })}
              min={-90}
              max={90}
              decimals={6}
            />
            <NumberField
              label={title('longitude')}
              value={draft.longitude}
              onChange={(longitude) => change({ longitude })}
              min={-180}
              max={180}
              decimals={6}
            />
          </FieldRow>
          <CheckChips
            label={title('access')}
            options={optionsOf(placeAccess)}
            value={draft.access}
            onChange={(access) => change({ access })}
          />
        </>
      )}
    </EditDialog>
  )
}
