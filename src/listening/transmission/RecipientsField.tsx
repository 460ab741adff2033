import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Button,
  Checkbox,
  Disclosure,
  ErrorState,
  Loading,
  RadioChips,
  SearchField,
  Stack,
} from '#kernel/ui/index.ts'
import { listUnits, proposeForSituation, type Recipients } from '#listening/authority/contract.ts'
import { useSettled } from '#listening/matching/useSettled.ts'
import type { ChosenRecipient, Transmission } from './contract.ts'

type Proposal = Recipients['recipients'][number]

interface RecipientsFieldProps {
  transmission: Transmission
  onChoose: (recipients: readonly ChosenRecipient[]) => Promise<void>
  error?: string
}

/** Who must receive it: what the places of the minor point to, with the reasons; the directory for anything else. */
export function RecipientsField({ transmission, onChoose, error }: RecipientsFieldProps) {
  const [rhone, setRhone] = useState<'rhone' | 'metropole' | null>(null)
  const [isBusy, setBusy] = useState(false)
  const situationId = transmission.situation.id
  const proposal = useQuery({
    queryKey: ['recipients', situationId, rhone],
    queryFn: ({ signal }) =>
      call(proposeForSituation, { params: { id: situationId }, query: rhone ? { rhone } : {}, signal }),
  })
  const open = transmission.together.filter((one) => one.status === 'draft' || one.status === 'returned')
  const chosen = open.flatMap(({ recipient }) => (recipient ? [recipient] : []))
  const proposed = proposal.data?.recipients ?? []
  const others = chosen.filter((one) => proposed.every(({ unitId }) => unitId !== one.unitId))
  const isChosen = (unitId: string) => chosen.some((one) => one.unitId === unitId)
  const asChosen = (unitId: string, recipient: ChosenRecipient['recipient']): ChosenRecipient => ({
    unitId,
    recipient,
    departement: proposed.find((one) => one.unitId === unitId)?.departement ?? null,
  })
  const current = chosen.map(({ unitId, kind }) => asChosen(unitId, kind))
  const go = async (next: readonly ChosenRecipient[]) => {
    setBusy(true)
    await onChoose(next).finally(() => setBusy(false))
  }
  const add = (one: ChosenRecipient) =>
    void go([...current.filter(({ unitId }) => unitId !== one.unitId), one])
  const drop = (unitId: string) => void go(current.filter((one) => one.unitId !== unitId))

  return (
    <Stack gap={3}>
      {error && <p className="writing-fault">{error}</p>}
      {proposal.isPending && <Loading label="Recherche du destinataire…" lines={2} />}
      {proposal.isError && (
        <ErrorState
          title="Les destinataires n’ont pas pu être proposés"
          todo={sentenceOf(proposal.error)}
          onRetry={() => void proposal.refetch()}
        />
      )}
      {proposal.data?.asks === 'rhone' && (
        <RadioChips
          label="Dans le Rhône, de quel côté vit la personne mineure ?"
          options={[
            { value: 'metropole', label: 'Métropole de Lyon' },
            { value: 'rhone', label: 'Reste du département' },
          ]}
          value={rhone}
          onChange={setRhone}
          noneLabel="Je ne sais pas"
        />
      )}
      {proposed.map((one) => (
        <Checkbox
          key={one.unitId}
          isSelected={isChosen(one.unitId)}
          isDisabled={isBusy}
          onChange={(isSelected) =>
            isSelected ? add(asChosen(one.unitId, one.recipient)) : drop(one.unitId)
          }
        >
          <Proposed one={one} />
        </Checkbox>
      ))}
      {others.map((one) => (
        <Checkbox key={one.unitId} isSelected isDisabled={isBusy} onChange={() => drop(one.unitId)}>
          <strong>{one.name}</strong>
          <small>choisi dans l’annuaire</small>
        </Checkbox>
      ))}
      <Directory isDisabled={isBusy} onAdd={add} isChosen={isChosen} />
      {proposal.data && proposal.data.trace.length > 0 && (
        <Disclosure title="Comment ces destinataires sont proposés">
          <ol className="writing-trace">
            {proposal.data.trace.map((step) => (
              <li key={`${step.question} ${step.answer}`}>
                {step.question} <strong>{step.answer}</strong>
                <small>{step.why}</small>
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
    </Stack>
  )
}

function Proposed({ one }: { one: Proposal }) {
  return (
    <span className="writing-recipient">
      <span>
        <strong>{one.name}</strong>
        {one.isAlternative && <Badge tone="attention">L’une des deux</Badge>}
        {one.verification !== 'fresh' && <Badge>Coordonnées à vérifier</Badge>}
      </span>
      <small>{one.reasons.join(' ')}</small>
    </span>
  )
}

interface DirectoryProps {
  isDisabled: boolean
  isChosen: (unitId: string) => boolean
  onAdd: (one: ChosenRecipient) => void
}

/** Anybody else of the directory: prosecutor, police, a service. */
function Directory({ isDisabled, isChosen, onAdd }: DirectoryProps) {
  const [typed, setTyped] = useState('')
  const { text } = useSettled({ text: typed.trim() })
  const units = useQuery({
    queryKey: ['authority-units', text],
    queryFn: ({ signal }) => call(listUnits, { query: { text, limit: 8 }, signal }),
    enabled: text.length >= 2,
    placeholderData: keepPreviousData,
  })
  const found = text.length < 2 ? [] : (units.data?.items ?? []).filter((one) => !isChosen(one.id))
  return (
    <Stack gap={2}>
      <SearchField
        label="Ajouter un autre destinataire"
        placeholder="Nom ou département : parquet, police, ASE…"
        value={typed}
        onChange={setTyped}
      />
      {text.length >= 2 && units.data && found.length === 0 && (
        <p className="muted">Aucun autre service de ce nom dans l’annuaire.</p>
      )}
      {found.length > 0 && (
        <ul className="writing-units" aria-label="Services trouvés">
          {found.map((one) => (
            <li key={one.id}>
              <span>
                {one.name}
                <small>{one.authority}</small>
              </span>
              <Button
                size="small"
                icon={Plus}
                isDisabled={isDisabled}
                aria-label={`Ajouter ${one.name}`}
                onPress={() => {
                  setTyped('')
                  onAdd({ unitId: one.id, recipient: one.recipient, departement: null })
                }}
              >
                Ajouter
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
