import { Pencil } from 'lucide-react'
import {
  Button,
  DefinitionList,
  formatDay,
  formatList,
  formatPhone,
  Panel,
  plural,
} from '#kernel/ui/index.ts'
import {
  type KnownToChildProtection,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  schoolStatus,
} from '#vocabulary'
import type { Situation } from './contract.ts'
import { departementInWords } from './words.ts'

const fromContacts = 'd’après les contacts'

function protectionInWords(known: KnownToChildProtection): string {
  if (known === 'yes') return 'Connue'
  return known === 'no' ? 'Pas connue' : knownToChildProtection.label(known)
}

/** Who the minor is, at a glance; what only the contacts say is marked as such. */
export function IdentityCard({ file, onEdit }: { file: Situation; onEdit: () => void }) {
  const { known } = file
  const age = file.age ?? known.age
  const gender = file.gender ?? known.gender
  const place = file.departement ?? known.departement
  const protection = file.knownToChildProtection ?? known.knownToChildProtection
  const joined = (values: readonly string[]) => (values.length > 0 ? formatList(values) : null)
  const items = [
    { term: 'Prénom', value: file.firstName },
    { term: 'Nom', value: file.lastName },
    { term: 'Naissance', value: file.birthDate && formatDay(file.birthDate) },
    {
      term: 'Âge au premier contact',
      value: age === null ? null : plural(age, 'an', 'ans'),
      note: file.age === null && age !== null && fromContacts,
    },
    {
      term: 'Genre',
      value: gender && minorGender.label(gender),
      note: !file.gender && gender && fromContacts,
    },
    {
      term: 'Département',
      value: place && departementInWords(place),
      note: !file.departement && place && fromContacts,
    },
    { term: 'Surnoms', value: joined(file.aliases), isOptional: true },
    { term: 'Comptes', value: joined(file.handles), isOptional: true },
    { term: 'Téléphones', value: joined(file.phones.map(formatPhone)), isOptional: true },
    { term: 'Lieu de vie', value: file.livingPlace && livingPlace.label(file.livingPlace) },
    { term: 'Scolarité', value: file.schoolStatus && schoolStatus.label(file.schoolStatus) },
    {
      term: 'Protection de l’enfance',
      value: protection && protectionInWords(protection),
      note: !file.knownToChildProtection && protection && fromContacts,
    },
    { term: 'Mesures', value: joined(file.measures.map((code) => measure.label(code))), isOptional: true },
    { term: 'Dossier 119', value: file.externalReference, isOptional: true },
  ]
  const missing = items
    .filter((item) => !item.value && !item.isOptional)
    .map((item) => item.term.toLowerCase())
  return (
    <Panel
      title="Identité"
      isQuiet
      actions={
        file.abilities.edit && (
          <Button size="small" variant="plain" icon={Pencil} shortcut="e" onPress={onEdit}>
            Modifier
          </Button>
        )
      }
    >
      <DefinitionList items={items.filter((item) => item.value)} />
      {missing.length > 0 && <p className="muted small">Rien sur : {formatList(missing)}.</p>}
      {file.note && (
        <div className="situation-note">
          <h3>Note de suivi</h3>
          <p className="situation-text">{file.note}</p>
        </div>
      )}
    </Panel>
  )
}
