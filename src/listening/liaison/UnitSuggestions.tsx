import { useQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import { call } from '#kernel/call.ts'
import { Button, Cluster } from '#kernel/ui/index.ts'
import { listUnits } from '#listening/authority/contract.ts'
import type { Departement, TransmissionRecipient } from '#vocabulary'
import type { ExchangeKind } from './contract.ts'

/** Which services of the directory each kind of exchange is likely to be with. */
const recipients: Partial<Record<ExchangeKind, readonly TransmissionRecipient[]>> = {
  ase_liaison: ['ase_service', 'crip'],
  prosecutor_report: ['prosecutor'],
  emergency_services: ['police_gendarmerie', 'samu'],
}

interface UnitSuggestionsProps {
  kind: ExchangeKind
  departement: Departement
  onChoose: (unit: { readonly id: string; readonly name: string; readonly phone: string | null }) => void
}

/** The services of the directory that answer for the place where the minor lives: one press instead of typing. */
export function UnitSuggestions({ kind, departement, onChoose }: UnitSuggestionsProps) {
  const units = useQuery({
    queryKey: ['authority_units', 'exchange', departement],
    queryFn: ({ signal }) => call(listUnits, { query: { departement, limit: 20 }, signal }),
    staleTime: 300_000,
  })
  const wanted = recipients[kind] ?? []
  const found = (units.data?.items ?? []).filter(
    ({ recipient, active }) => active && wanted.includes(recipient),
  )
  if (found.length === 0) return null
  return (
    <Cluster gap={2}>
      {found.slice(0, 4).map((unit) => (
        <Button key={unit.id} size="small" icon={Building2} onPress={() => onChoose(unit)}>
          {unit.name}
        </Button>
      ))}
    </Cluster>
  )
}
