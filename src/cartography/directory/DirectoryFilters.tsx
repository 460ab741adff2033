import { X } from 'lucide-react'
import type { RefObject } from 'react'
import { Button, ComboBox, NumberField, optionsOf, SearchField, Select, Switch } from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { type ServiceEntry, type ServiceKind, serviceEntry, serviceKind } from '#vocabulary'
import { radii } from './contract.ts'
import { TownField } from './TownField.tsx'

const kinds = optionsOf(serviceKind)
const entries = optionsOf(serviceEntry)
const radiusOptions = radii.map((radius) => ({ value: String(radius), label: `${radius} km` }))

interface DirectoryFiltersProps {
  text: string
  onText: (text: string) => void
  box: RefObject<HTMLInputElement | null>
  said: URLSearchParams
  go: (changes: Readonly<Record<string, string | null>>, going?: { replace?: boolean }) => void
}

/** What a listener knows while somebody speaks: where, what, how old, now or later. */
export function DirectoryFilters({ text, onText, box, said, go }: DirectoryFiltersProps) {
  const set = (name: string) => (value: string | null) => go({ [name]: value }, { replace: true })
  const age = said.get('age')
  return (
    <search className="directory-filters" aria-label="Chercher un service">
      <SearchField
        label="Nom, organisation ou ville"
        placeholder="Même mal orthographié"
        value={text}
        onChange={onText}
        shortcut="/"
        inputRef={box}
        autoFocus
      />
      <ComboBox
        label="Département"
        options={departementOptions}
        value={said.get('departement')}
        onChange={set('departement')}
        placeholder="Nom ou numéro"
      />
      <TownField value={said.get('pres')} onChange={set('pres')} />
      {said.get('pres') && (
        <Select
          label="Dans un rayon de"
          options={radiusOptions}
          value={said.get('rayon') ?? '50'}
          onChange={set('rayon')}
        />
      )}
      <Select<ServiceKind>
        label="Type d’aide"
        options={kinds}
        value={said.get('type') as ServiceKind | null}
        onChange={set('type')}
        noneLabel="Tous"
      />
      <NumberField
        label="Âge du mineur"
        value={age ? Number(age) : null}
        onChange={(value) => set('age')(value === null ? null : String(value))}
        min={0}
        max={25}
        suffix="ans"
      />
      <Select<ServiceEntry>
        label="Qui appelle le service"
        options={entries}
        value={said.get('entree') as ServiceEntry | null}
        onChange={set('entree')}
        noneLabel="Peu importe"
      />
      {said.get('organisation') && (
        <div className="field">
          <span className="field-label">Organisation</span>
          <Button icon={X} onPress={() => set('organisation')(null)}>
            Une seule
          </Button>
        </div>
      )}
      <div className="directory-switches">
        <Switch isSelected={said.get('ouvert') === 'oui'} onChange={(on) => set('ouvert')(on ? 'oui' : null)}>
          Ouvert maintenant
        </Switch>
        <Switch
          isSelected={said.get('masques') === 'oui'}
          onChange={(on) => set('masques')(on ? 'oui' : null)}
        >
          Fiches masquées aussi
        </Switch>
      </div>
    </search>
  )
}
