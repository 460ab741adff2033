import { useMutation } from '@tanstack/react-query'
import { FileSearch, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ComboBox,
  Empty,
  ErrorState,
  Form,
  Loading,
  NumberField,
  plural,
  SearchField,
  Stack,
} from '#kernel/ui/index.ts'
import { departementOptions } from '#listening/situation/words.ts'
import type { Departement } from '#vocabulary'
import { CandidateCard } from './CandidateCard.tsx'
import { search } from './contract.ts'
import './matching.css'

const understood = {
  reference: 'une référence de dossier',
  phone: 'un numéro de téléphone',
  handle: 'un compte ou un pseudonyme',
  name: 'un prénom, au son',
} as const

/** One box for a reference, a number, a handle or a first name. What is typed leaves by POST and never enters an address. */
export function SearchPage() {
  const [text, setText] = useState('')
  const [departement, setDepartement] = useState<Departement | null>(null)
  const [age, setAge] = useState<number | null>(null)
  const box = useRef<HTMLInputElement>(null)
  useShortcut('/', () => box.current?.focus(), { label: 'Rechercher', group: 'Partout' })
  useEffect(() => box.current?.focus(), [])

  const found = useMutation({
    mutationFn: () => call(search, { input: { text: text.trim(), departement, age } }),
  })
  const isLongEnough = text.trim().length >= 2
  const submit = () => {
    if (isLongEnough) found.mutate()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the arrows of the box and of the results below.
    <div className="search" onKeyDown={walk}>
      <PageHeader
        title="Recherche"
        lead="Une situation déjà connue : par sa référence, un numéro, un pseudonyme ou un prénom."
      />
      <Form onSubmit={submit} label="Rechercher une situation">
        <div className="search-form">
          <SearchField
            label="Référence, numéro, pseudonyme ou prénom"
            value={text}
            onChange={setText}
            onSubmit={submit}
            shortcut="/"
            inputRef={box}
          />
          <ComboBox
            label="Département"
            options={departementOptions}
            value={departement}
            onChange={(code) => setDepartement(code as Departement | null)}
            placeholder="Nom ou numéro"
          />
          <NumberField label="Âge" value={age} onChange={setAge} min={0} max={25} suffix="ans" />
          <Button
            type="submit"
            variant="primary"
            icon={Search}
            isPending={found.isPending}
            isDisabled={!isLongEnough}
          >
            Rechercher
          </Button>
        </div>
      </Form>
      {found.isError && (
        <ErrorState
          title={sentenceOf(found.error)}
          todo="Ce que vous avez tapé est toujours là."
          onRetry={submit}
        />
      )}
      {found.isPending && <Loading label="Recherche en cours…" lines={6} />}
      {found.isIdle && <Hints />}
      {found.data && !found.isPending && <Results found={found.data} />}
    </div>
  )
}

/** The arrows go from the box to the results and from one result to the next. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const from = document.activeElement
  if (step === 0 || !(from instanceof HTMLElement)) return
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input[type=search], .candidate-head a'),
  ]
  const place = stops.indexOf(from)
  const next = place === -1 ? undefined : stops[place + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function Hints() {
  return (
    <Empty title="Que cherchez-vous ?" icon={FileSearch}>
      2026-0143, 06 12 34 56 78, @pseudo ou un prénom. Un prénom se cherche au son, avec un âge ou un
      département. Rien de ce que vous tapez ne reste dans l’adresse de la page.
    </Empty>
  )
}

type Found = Awaited<
  ReturnType<typeof call<'/api/search', typeof search.input, typeof search.query, typeof search.output>>
>

function Results({ found }: { found: Found }) {
  const { understoodAs, candidates } = found
  return (
    <Stack gap={3}>
      <h2 className="visually-hidden">Résultats</h2>
      <p role="status">
        {candidates.length === 0
          ? 'Aucune situation trouvée'
          : plural(candidates.length, 'situation trouvée', 'situations trouvées')}
        <span className="muted"> · compris comme {understood[understoodAs]}</span>
      </p>
      {candidates.length === 0 && (
        <Banner title="Rien ne correspond.">
          {understoodAs === 'name'
            ? 'Un prénom se cherche au son, avec un âge ou un département : précisez l’un des deux, ou essayez un surnom.'
            : 'Vérifiez la saisie, ou cherchez autrement : un numéro, un pseudonyme, un prénom avec un département.'}
        </Banner>
      )}
      <div className="candidates">
        {candidates.map((candidate) => (
          <CandidateCard key={candidate.situationId} candidate={candidate} />
        ))}
      </div>
    </Stack>
  )
}
