import { Plus, Trash2 } from 'lucide-react'
import { newId } from '#kernel/id.ts'
import { Section } from '#kernel/page/index.ts'
import {
  Button,
  IconButton,
  optionsOf,
  RadioChips,
  Select,
  Stack,
  Switch,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { dangerLevel, parentsInformed, placeRole, presence } from '#vocabulary'
import type { Material, Transmission } from './contract.ts'
import { RecipientsField } from './RecipientsField.tsx'
import type { WritingSaver } from './useWriting.ts'
import { placeInWords } from './words.ts'

interface WritingPaneProps {
  transmission: Transmission
  material: Material | undefined
  writing: WritingSaver
  /** What stopped the submission, by field. */
  faults: Readonly<Record<string, string>>
}

const dangers = optionsOf(dangerLevel)
const parents = optionsOf(parentsInformed)

/** The document as it grows, in the order in which it is read. */
export function WritingPane({ transmission, material, writing, faults }: WritingPaneProps) {
  const { values, set, choose } = writing
  const type = (changes: Parameters<typeof set>[0]) => set(changes, 'typing')
  const earlier = material?.earlier ?? []
  return (
    <div className="writing-document">
      <Section
        id="destinataires"
        title="Destinataires"
        hint="Chacun reçoit son propre envoi, et répond pour lui-même."
      >
        <Stack gap={4}>
          <RecipientsField transmission={transmission} onChoose={choose} error={faults.recipients} />
          <Switch isSelected={values.urgent} onChange={(urgent) => set({ urgent })}>
            Urgente : part dès la validation, sans délai de rappel
          </Switch>
          {earlier.length > 0 && (
            <Select
              label="Complément à une transmission déjà partie"
              options={earlier.map((row) => ({
                value: row.id,
                label: `${row.reference}, ${row.recipient?.name ?? ''}`,
              }))}
              value={values.complementOf}
              onChange={(complementOf) => set({ complementOf })}
              noneLabel="Non, première transmission"
            />
          )}
        </Stack>
      </Section>
      <Picked values={values} set={set} />
      <Section
        id="propos"
        title="Propos rapportés"
        hint="La plateforme rapporte ce qui lui a été dit, elle ne l’établit pas. Chaque propos garde sa source."
        actions={
          <Button
            size="small"
            icon={Plus}
            onPress={() => set({ statements: [...values.statements, { id: newId(), text: '', source: '' }] })}
          >
            Ajouter un propos
          </Button>
        }
      >
        <Stack gap={4}>
          {faults.statements && <p className="writing-fault">{faults.statements}</p>}
          {values.statements.length === 0 && (
            <p className="muted">Choisissez des phrases dans ce qui a été dit, ou ajoutez un propos.</p>
          )}
          {values.statements.map((one, index) => {
            const change = (changes: Partial<typeof one>) =>
              type({
                statements: values.statements.map((each) =>
                  each.id === one.id ? { ...each, ...changes } : each,
                ),
              })
            return (
              <div key={one.id} className="writing-statement">
                <TextArea
                  label={`Propos ${index + 1}`}
                  value={one.text}
                  onChange={(text) => change({ text })}
                  rows={3}
                  maxLength={8000}
                />
                <div className="writing-source">
                  <TextField
                    label="Source"
                    value={one.source}
                    onChange={(source) => change({ source })}
                    placeholder="dit par la mère le 12 mars 2026"
                    maxLength={300}
                  />
                  <IconButton
                    icon={Trash2}
                    label={`Retirer le propos ${index + 1}`}
                    onPress={() =>
                      set({ statements: values.statements.filter((each) => each.id !== one.id) })
                    }
                  />
                </div>
              </div>
            )
          })}
        </Stack>
      </Section>
      <Section
        id="appreciation"
        title="Appréciation de la plateforme"
        hint="Ce que l’équipe en pense, distinct de ce qui a été dit."
      >
        <Stack gap={4}>
          <RadioChips
            label="Niveau de danger"
            options={dangers}
            value={values.dangerLevel}
            onChange={(level) => set({ dangerLevel: level })}
            noneLabel="Non précisé"
          />
          <TextArea
            label="Appréciation"
            value={values.appreciation}
            onChange={(appreciation) => type({ appreciation })}
            rows={6}
            maxLength={20_000}
          />
          <TextArea
            label="Ce qui est attendu du destinataire"
            value={values.expectation}
            onChange={(expectation) => type({ expectation })}
            rows={3}
            maxLength={4000}
          />
        </Stack>
      </Section>
      <Section
        id="parents"
        title="Information des parents"
        hint="Article L226-2-1 du CASF : ils sont informés au préalable, sauf intérêt contraire de l’enfant."
      >
        <Stack gap={4}>
          <RadioChips
            label="Les parents sont-ils informés de cette transmission ?"
            options={parents}
            value={values.parentsInformed}
            onChange={(answer) => set({ parentsInformed: answer })}
            noneLabel="Pas encore dit"
            error={faults.parentsInformed}
          />
          {values.parentsInformed && (
            <TextArea
              label={values.parentsInformed === 'yes' ? 'Précisions' : 'Pourquoi, ou quand ils le seront'}
              isRequired={values.parentsInformed !== 'yes'}
              value={values.parentsReason}
              onChange={(parentsReason) => type({ parentsReason })}
              rows={2}
              maxLength={2000}
              error={faults.parentsReason}
            />
          )}
        </Stack>
      </Section>
    </div>
  )
}

/** What was picked as it is, and how to take it out again. */
function Picked({ values, set }: Pick<WritingSaver, 'values' | 'set'>) {
  const { identity, places, observations } = values
  const lines = [
    ...identity.map((one) => ({
      key: `i ${one.field}`,
      text: `${one.label} : ${one.value}`,
      drop: () => set({ identity: identity.filter((each) => each !== one) }),
    })),
    ...places.map((one, index) => ({
      key: `p ${index}`,
      text: [placeRole.label(one.role), one.departement && placeInWords(one.departement), one.address]
        .filter(Boolean)
        .join(', '),
      drop: () => set({ places: places.filter((each) => each !== one) }),
    })),
    ...observations.map((one) => ({
      key: `o ${one.kind} ${one.code}`,
      text: `${one.label}${one.presence === 'present' ? '' : ` (${presence.label(one.presence).toLowerCase()})`}`,
      drop: () => set({ observations: observations.filter((each) => each !== one) }),
    })),
  ]
  return (
    <Section id="elements" title="Identité, lieux et constats">
      {lines.length === 0 ? (
        <p className="muted">Rien n’est encore repris du dossier.</p>
      ) : (
        <ul className="writing-picked">
          {lines.map(({ key, text, drop }) => (
            <li key={key}>
              <span>{text}</span>
              <IconButton icon={Trash2} size="small" label={`Retirer ${text}`} onPress={drop} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
