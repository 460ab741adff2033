import { Check, Plus } from 'lucide-react'
import { ToggleButton } from 'react-aria-components'
import { newId } from '#kernel/id.ts'
import { Button, Checkbox, Disclosure, formatShortDateTime, Stack } from '#kernel/ui/index.ts'
import { placeRole, presence } from '#vocabulary'
import type { Material, TransmissionFields } from './contract.ts'
import { placeInWords, sentencesOf } from './words.ts'

export interface MaterialPaneProps {
  material: Material
  values: TransmissionFields
  set: (changes: Partial<TransmissionFields>) => void
}

/** Everything the file offers, to be picked by a press: what is picked is marked, and pressing again takes it out. */
export function MaterialPane({ material, values, set }: MaterialPaneProps) {
  return (
    <Stack gap={6}>
      <section className="material-part">
        <h3>Ce qui a été dit</h3>
        {material.contacts.length === 0 && (
          <p className="muted">Aucun contact n’est rattaché à ce dossier.</p>
        )}
        {material.contacts.map((contact) => (
          <Told key={contact.id} contact={contact} values={values} set={set} />
        ))}
      </section>
      <Identity material={material} values={values} set={set} />
      <Places material={material} values={values} set={set} />
      <Observations material={material} values={values} set={set} />
    </Stack>
  )
}

type Contact = Material['contacts'][number]

/** One contact: each sentence goes to the statement that bears its source. */
function Told({ contact, values, set }: Omit<MaterialPaneProps, 'material'> & { contact: Contact }) {
  const { source } = contact
  const mine = values.statements.filter((one) => one.source === source)
  const isPicked = (sentence: string) => mine.some((one) => one.text.includes(sentence))
  const pick = (sentence: string) => {
    const last = mine.at(-1)
    const statements = last
      ? values.statements.map((one) =>
          one.id === last.id ? { ...one, text: [one.text.trim(), sentence].filter(Boolean).join(' ') } : one,
        )
      : [...values.statements, { id: newId(), text: sentence, source }]
    set({ statements })
  }
  const drop = (sentence: string) =>
    set({
      statements: values.statements
        .map((one) =>
          one.source === source && one.text.includes(sentence)
            ? { ...one, text: one.text.replace(sentence, '').replaceAll(/ {2,}/g, ' ').trim() }
            : one,
        )
        .filter((one) => one.source !== source || one.text !== ''),
    })
  const sentences = contact.narrative ? sentencesOf(contact.narrative) : []
  return (
    <article className="material-contact">
      <p className="material-source">
        {source}
        <small>
          {formatShortDateTime(contact.occurredAt)}
          {contact.isDraft && ' · contact en brouillon'}
        </small>
      </p>
      {sentences.length > 0 ? (
        <div className="material-sentences">
          {sentences.map((sentence, index) => (
            <ToggleButton
              // biome-ignore lint/suspicious/noArrayIndexKey: a sentence may be said twice, and a narrative does not change here.
              key={index}
              className="sentence"
              isSelected={isPicked(sentence)}
              onChange={(picked) => (picked ? pick(sentence) : drop(sentence))}
            >
              {({ isSelected }) => (
                <>
                  {isSelected && <Check size={14} aria-hidden />}
                  {sentence}
                </>
              )}
            </ToggleButton>
          ))}
        </div>
      ) : (
        <p className="muted">Aucun récit n’est noté.</p>
      )}
      <Button
        size="small"
        variant="plain"
        icon={Plus}
        onPress={() => set({ statements: [...values.statements, { id: newId(), text: '', source }] })}
      >
        Écrire un propos
      </Button>
    </article>
  )
}

function Identity({ material, values, set }: MaterialPaneProps) {
  const picked = (field: string) => values.identity.some((one) => one.field === field)
  const left = material.identity.filter((one) => !picked(one.field))
  return (
    <section className="material-part">
      <div className="material-head">
        <h3>Identité</h3>
        {left.length > 0 && (
          <Button size="small" variant="plain" onPress={() => set({ identity: material.identity })}>
            Tout reprendre
          </Button>
        )}
      </div>
      {material.identity.length === 0 && <p className="muted">Rien n’est encore noté du mineur.</p>}
      {material.identity.map((one) => (
        <Checkbox
          key={one.field}
          isSelected={picked(one.field)}
          onChange={(isSelected) =>
            set({
              // In the order of the file, whatever the order of picking.
              identity: material.identity.filter((each) =>
                each.field === one.field ? isSelected : picked(each.field),
              ),
            })
          }
        >
          {one.label} : {one.value}
          {one.source && <small>{one.source}</small>}
        </Checkbox>
      ))}
    </section>
  )
}

function Places({ material, values, set }: MaterialPaneProps) {
  if (material.places.length === 0) return null
  const same = (a: TransmissionFields['places'][number], b: Material['places'][number]) =>
    a.role === b.role && a.departement === b.departement && a.address === b.address
  return (
    <section className="material-part">
      <h3>Lieux</h3>
      {material.places.map((place, index) => {
        const { role, departement, address } = place
        const isPicked = values.places.some((one) => same(one, place))
        return (
          <Checkbox
            // biome-ignore lint/suspicious/noArrayIndexKey: two places may be worded alike.
            key={index}
            isSelected={isPicked}
            onChange={(isSelected) =>
              set({
                places: isSelected
                  ? [...values.places, { role, departement, address }]
                  : values.places.filter((one) => !same(one, place)),
              })
            }
          >
            {[placeRole.label(role), departement && placeInWords(departement), address]
              .filter(Boolean)
              .join(', ')}
            {place.span && <small>{place.span}</small>}
          </Checkbox>
        )
      })}
    </section>
  )
}

function Observations({ material, values, set }: MaterialPaneProps) {
  if (material.observations.length === 0) return null
  const keyOf = (one: { kind: string; code: string }) => `${one.kind} ${one.code}`
  const picked = new Set(values.observations.map(keyOf))
  const lines = (isPresent: boolean) =>
    material.observations
      .filter((one) => (one.presence === 'present') === isPresent)
      .map((one) => (
        <Checkbox
          key={keyOf(one)}
          isSelected={picked.has(keyOf(one))}
          onChange={(isSelected) =>
            set({
              observations: material.observations.filter((each) =>
                keyOf(each) === keyOf(one) ? isSelected : picked.has(keyOf(each)),
              ),
            })
          }
        >
          {one.label}
          {one.presence !== 'present' && ` (${presence.label(one.presence).toLowerCase()})`}
          {one.source && <small>{one.source}</small>}
        </Checkbox>
      ))
  const others = lines(false)
  return (
    <section className="material-part">
      <h3>Constats</h3>
      {lines(true)}
      {others.length > 0 && (
        <Disclosure title="Dit absent ou inconnu" meta={String(others.length)}>
          {others}
        </Disclosure>
      )}
    </section>
  )
}
