import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  ComboBox,
  FieldRow,
  Loading,
  NumberField,
  SearchField,
  Stack,
} from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import type { Departement } from '#vocabulary'
import { CandidateCard } from './CandidateCard.tsx'
import { type Candidate, search } from './contract.ts'
import { useSettled } from './useSettled.ts'
import './matching.css'

interface SituationFinderProps {
  /** The file one is in, which is not an answer. */
  exceptId: string
  chooseLabel: string
  onChoose: (candidate: Candidate) => void
}

/** Finds another file from inside a dialog. */
export function SituationFinder({ exceptId, chooseLabel, onChoose }: SituationFinderProps) {
  const [text, setText] = useState('')
  const [departement, setDepartement] = useState<Departement | null>(null)
  const [age, setAge] = useState<number | null>(null)
  const asked = useSettled({ text: text.trim(), departement, age })
  const query = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => call(search, { signal, input: asked }),
    enabled: asked.text.length >= 2,
    // What was typed names a person: it does not stay in memory.
    gcTime: 0,
  })
  const candidates = query.data?.candidates.filter((one) => one.situationId !== exceptId)
  return (
    <Stack gap={3}>
      <SearchField
        label="Référence, numéro, pseudonyme ou prénom"
        value={text}
        onChange={setText}
        autoFocus
      />
      <FieldRow>
        <ComboBox
          label="Département"
          options={departementOptions}
          value={departement}
          onChange={(code) => setDepartement(code as Departement | null)}
          placeholder="Nom ou numéro"
        />
        <NumberField label="Âge" value={age} onChange={setAge} min={0} max={25} suffix="ans" />
      </FieldRow>
      {query.isError && <Banner tone="attention" title={sentenceOf(query.error)} />}
      {query.isFetching && <Loading label="Recherche en cours…" lines={3} />}
      {!query.isFetching && candidates?.length === 0 && (
        <p className="muted" role="status">
          Aucune autre situation ne correspond. Un prénom se cherche avec un âge ou un département.
        </p>
      )}
      {!query.isFetching && candidates && candidates.length > 0 && (
        <div className="candidates">
          {candidates.map((candidate) => (
            <CandidateCard
              key={candidate.situationId}
              candidate={candidate}
              isLinked={false}
              actions={
                <Button
                  size="small"
                  aria-label={`${chooseLabel} ${candidate.reference}`}
                  onPress={() => onChoose(candidate)}
                >
                  {chooseLabel}
                </Button>
              }
            />
          ))}
        </div>
      )}
    </Stack>
  )
}
