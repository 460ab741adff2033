import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { optionsOf, Select, Switch, TextArea, TextField } from '#kernel/ui/index.ts'
import { actorKind } from '#vocabulary'
import { OrganisationFields, type ServiceRecord, saveOrganisation } from './contract.ts'
import { EditDialog } from './EditDialog.tsx'
import { titleOf } from './words.ts'

const title = (field: keyof OrganisationFields) => titleOf(OrganisationFields, field)

/** The organisation that answers for a service: what is changed here changes for all of its services. */
export function OrganisationDialog({ service, onClose }: { service: ServiceRecord; onClose: () => void }) {
  const { id, version } = service.organisation
  const [base] = useState({ ...OrganisationFields.parse(service.organisation), version })
  const [draft, setDraft] = useState<OrganisationFields>(() => OrganisationFields.parse(service.organisation))
  const change = (what: Partial<OrganisationFields>) => setDraft((was) => ({ ...was, ...what }))
  return (
    <EditDialog
      title="Modifier l’organisation"
      lead="Tous les services qu’elle porte en changent."
      onClose={onClose}
      base={base}
      draft={draft}
      missing={draft.name.trim() === '' ? 'Il manque un nom.' : undefined}
      send={(over, input) => call(saveOrganisation, { params: { id }, version: over, input })}
      read={(current) => {
        const now = OrganisationFields.safeParse(current).data
        return now && { ...now, version: Number((current as { version: number }).version) }
      }}
      titleOf={(field) => titleOf(OrganisationFields, field)}
    >
      {(faultOf) => (
        <>
          <TextField
            label="Nom"
            value={draft.name}
            onChange={(name) => change({ name })}
            error={faultOf('name')}
            isRequired
            autoFocus
            maxLength={200}
          />
          <Select
            label={title('kind')}
            options={optionsOf(actorKind)}
            value={draft.kind}
            onChange={(kind) => kind && change({ kind })}
          />
          <TextField
            label={title('siret')}
            value={draft.siret}
            onChange={(siret) => change({ siret: siret.replace(/\s/g, '') || null })}
            error={faultOf('siret')}
            inputMode="numeric"
          />
          <TextField
            label={title('website')}
            type="url"
            value={draft.website}
            onChange={(website) => change({ website: website || null })}
            error={faultOf('website')}
          />
          <TextArea
            label={title('notes')}
            value={draft.notes}
            onChange={(notes) => change({ notes: notes || null })}
            rows={3}
          />
          <Switch isSelected={draft.active} onChange={(active) => change({ active })}>
            {title('active')}
          </Switch>
        </>
      )}
    </EditDialog>
  )
}
