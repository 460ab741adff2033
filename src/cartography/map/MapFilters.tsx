import { optionsOf, RadioChips, Select } from '#kernel/ui/index.ts'
import { questionnaireAddressee, serviceKind } from '#vocabulary'
import type { MapShown } from './contract.ts'

interface MapFiltersProps {
  readonly shown: MapShown
  readonly said: URLSearchParams
  readonly onSay: (changes: Readonly<Record<string, string | null>>) => void
}

/** Which level is drawn, and what narrows it. */
export function MapFilters({ shown, said, onSay }: MapFiltersProps) {
  const narrows = shown.levels.find(({ id }) => id === shown.level)?.narrows ?? []
  return (
    <search className="territory-filters" aria-label="Ce que montre la carte">
      <RadioChips
        label="La carte montre"
        options={shown.levels.map(({ id, label }) => ({ value: id, label }))}
        value={shown.level}
        onChange={(level) => onSay({ niveau: level })}
        noneLabel={false}
      />
      {narrows.includes('kind') && (
        <Select
          label="Nature de service"
          options={optionsOf(serviceKind)}
          value={serviceKind.codes.find((code) => code === said.get('nature')) ?? null}
          onChange={(kind) => onSay({ nature: kind })}
          noneLabel="Toutes"
        />
      )}
      {narrows.includes('campaign') && (
        <Select
          label="Campagne"
          options={shown.campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          value={shown.campaign}
          onChange={(campaign) => onSay({ campagne: campaign })}
        />
      )}
      {narrows.includes('addressee') && (
        <Select
          label="Destinataire"
          options={optionsOf(questionnaireAddressee)}
          value={questionnaireAddressee.codes.find((code) => code === said.get('destinataire')) ?? null}
          onChange={(addressee) => onSay({ destinataire: addressee })}
          noneLabel="Tous"
        />
      )}
      {narrows.includes('year') && (
        <Select
          label="Année"
          options={shown.years.map((year) => ({ value: String(year), label: String(year) }))}
          value={String(shown.year)}
          onChange={(year) => onSay({ annee: year })}
        />
      )}
    </search>
  )
}
