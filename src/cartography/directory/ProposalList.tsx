import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Button,
  Checkbox,
  Cluster,
  Empty,
  ErrorState,
  formatDay,
  Loading,
  Panel,
  Stack,
  TextField,
} from '#kernel/ui/index.ts'
import { proposalSource } from '#vocabulary'
import { decideProposal, listProposals, type Proposal } from './contract.ts'
import { useDirectoryActs } from './useDirectory.ts'

/** What others propose to write, of one service or of all: each field is accepted or not. */
export function ProposalList({ serviceId }: { serviceId?: string }) {
  const query = useQuery({
    queryKey: ['directory', 'proposals', serviceId],
    queryFn: ({ signal }) =>
      call(listProposals, { query: { limit: 100, ...(serviceId && { service: serviceId }) }, signal }),
  })
  if (query.isError && !query.data)
    return <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return serviceId ? null : <Loading label="Lecture des propositions…" />
  if (query.data.items.length === 0) return serviceId ? null : <Empty title="Aucune proposition n’attend." />
  return (
    <Stack>
      {query.data.items.map((one) => (
        <ProposalPanel key={one.id} proposal={one} />
      ))}
    </Stack>
  )
}

function ProposalPanel({ proposal }: { proposal: Proposal }) {
  const { attempt } = useDirectoryActs()
  const [left, setLeft] = useState<readonly string[]>([])
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({})
  const { id, version, changes } = proposal
  const kept = changes.map(({ key }) => key).filter((key) => !left.includes(key))
  const isFromService = proposal.source === 'partner_link'
  const decide = (accept: string[], text: string) =>
    void attempt(
      () =>
        call(decideProposal, {
          params: { id },
          version,
          input: {
            accept,
            reasons: Object.fromEntries(
              changes
                .map(({ key }) => [key, (reasons[key] ?? '').trim()] as const)
                .filter(([key, reason]) => reason !== '' && !accept.includes(key)),
            ),
            verified: isFromService && accept.length > 0 ? 'partner' : null,
          },
        }),
      text,
    )
  return (
    <Panel
      title={proposal.service ? `Proposition pour « ${proposal.service} »` : 'Proposition'}
      lead={[proposalSource.label(proposal.source), proposal.saidBy, formatDay(proposal.proposedAt)]
        .filter(Boolean)
        .join(', ')}
    >
      <div className="proposal-changes">
        {changes.map((one) => (
          <div key={one.key}>
            <Checkbox
              isSelected={!left.includes(one.key)}
              onChange={(keep) => setLeft(keep ? left.filter((key) => key !== one.key) : [...left, one.key])}
            >
              <strong>{one.field}</strong> : {one.before ?? 'rien'} → {one.after ?? 'rien'}
            </Checkbox>
            {left.includes(one.key) && (
              <TextField
                label={`Pourquoi ne pas retenir « ${one.field} »`}
                description={isFromService ? 'Le service le lira sur son lien.' : undefined}
                value={reasons[one.key] ?? ''}
                onChange={(reason) => setReasons((was) => ({ ...was, [one.key]: reason }))}
                maxLength={500}
              />
            )}
          </div>
        ))}
        {changes.length === 0 && <p>La fiche dit déjà tout cela.</p>}
        {proposal.remark && <p className="service-text">« {proposal.remark} »</p>}
      </div>
      <Cluster gap={2}>
        <Button
          variant="primary"
          isDisabled={kept.length === 0}
          onPress={() => decide(kept, 'Proposition acceptée.')}
        >
          Accepter ce qui est coché
        </Button>
        <Button onPress={() => decide([], 'Proposition écartée.')}>Écarter</Button>
      </Cluster>
    </Panel>
  )
}
