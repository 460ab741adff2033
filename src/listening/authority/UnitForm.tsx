import { type HoursDraft, HoursFields } from '#kernel/hours/HoursFields.tsx'
import { Checkbox, FieldRow, Form, optionsOf, Select, Switch, TextArea, TextField } from '#kernel/ui/index.ts'
import { transmissionRecipient } from '#vocabulary'
import type { UnitFields } from './contract.ts'
import { zoneOptions } from './words.ts'

// The CRIP of another département is still a CRIP: what it is to a transmission, the transmission says.
const recipients = optionsOf(
  transmissionRecipient,
  transmissionRecipient.codes.filter((code) => code !== 'other_departement_crip'),
)

interface UnitFormProps {
  draft: UnitFields
  onChange: (change: Partial<UnitFields>) => void
  week: HoursDraft
  onWeek: (week: HoursDraft) => void
  verified: boolean
  onVerified: (verified: boolean) => void
  faultOf: (field: string) => string | undefined
  isNew: boolean
  onSubmit: () => void
}

/** The fields of a unit, in the order in which one asks for them on the telephone. */
export function UnitForm(props: UnitFormProps) {
  const { draft, onChange, faultOf } = props
  return (
    <Form onSubmit={props.onSubmit}>
      <TextField
        label="Nom"
        description="Il sera relu et recopié avant chaque envoi : « CRIP du Haut-Rhin »."
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={faultOf('name')}
        isRequired
        maxLength={160}
        autoFocus={props.isNew}
      />
      <Select
        label="Rôle"
        options={recipients}
        value={draft.recipient}
        onChange={(recipient) => recipient && onChange({ recipient })}
      />
      <FieldRow>
        <TextField
          label="Téléphone"
          type="tel"
          value={draft.phone}
          onChange={(phone) => onChange({ phone: phone || null })}
          error={faultOf('phone')}
          maxLength={200}
        />
        <TextField
          label="Courriel"
          type="email"
          description="Pour les avis sans contenu : jamais de nom ni de dossier par courriel."
          value={draft.email}
          onChange={(email) => onChange({ email: email || null })}
          error={faultOf('email')}
          maxLength={200}
        />
      </FieldRow>
      <TextArea
        label="Adresse"
        value={draft.address}
        onChange={(address) => onChange({ address: address || null })}
        rows={2}
        maxLength={2000}
      />
      <Select
        label="Horloge"
        options={zoneOptions}
        value={draft.timeZone}
        onChange={(timeZone) => timeZone && onChange({ timeZone })}
      />
      <HoursFields
        value={props.week}
        onChange={props.onWeek}
        otherwise="Non renseignés, ceux de l’autorité valent. Un jour laissé vide est un jour fermé."
      />
      <TextArea
        label="À savoir"
        description="Ce qui aide à joindre. Aucun nom de mineur ici."
        value={draft.notes}
        onChange={(notes) => onChange({ notes: notes || null })}
        maxLength={2000}
        rows={2}
      />
      {!props.isNew && (
        <Switch isSelected={draft.active} onChange={(active) => onChange({ active })}>
          En service
        </Switch>
      )}
      {faultOf('active') && <p className="field-error">Reçoit encore pour : {faultOf('active')}.</p>}
      <Checkbox isSelected={props.verified} onChange={props.onVerified}>
        Je viens de vérifier ces coordonnées auprès du service
      </Checkbox>
    </Form>
  )
}
