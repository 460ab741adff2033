import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Button, Cluster, formatDay, Panel, TextLink } from '#kernel/ui/index.ts'
import {
  type Duplicate,
  findDuplicates,
  forgetApart,
  keepApart,
  mergeServices,
  type ServiceRecord,
  undoMerge,
} from './contract.ts'
import { serviceKey, useDirectoryActs } from './useDirectory.ts'

/** The entries that look like this one, to make one of two; a merge can be undone. */
export function Duplicates({ service }: { service: ServiceRecord }) {
  const { attempt } = useDirectoryActs()
  const { data } = useQuery({
    queryKey: [...serviceKey(service.id), 'duplicates'],
    queryFn: ({ signal }) => call(findDuplicates, { params: { id: service.id }, signal }),
  })
  if (!data || (data.items.length === 0 && data.merges.length === 0)) return null
  const undo = (id: string) => call(undoMerge, { params: { id } })
  const merge = (other: Duplicate) => {
    let mergeId = ''
    void attempt(
      async () => {
        const { id, version } = service
        const done = await call(mergeServices, {
          params: { id },
          version,
          input: { goneId: other.id },
          key: newId(),
        })
        mergeId = done.mergeId
      },
      `« ${other.name} » est réunie à cette fiche.`,
      () => undo(mergeId),
    )
  }
  const apart = (other: Duplicate) =>
    void attempt(
      () => call(keepApart, { params: { id: service.id }, input: { otherId: other.id } }),
      'Noté : ce sont deux services.',
      () => call(forgetApart, { params: { id: service.id, other: other.id } }),
    )
  return (
    <Panel title="Doublons">
      <ul className="contact-lines">
        {data.items.map((one) => (
          <li key={one.id}>
            <TextLink href={`/bureau/annuaire/${one.id}`}>{one.name}</TextLink>
            <p className="muted small">
              {[one.organisation, one.commune, one.reasons.join(', ')].filter(Boolean).join(' · ')}
            </p>
            <Cluster gap={2}>
              <Button size="small" onPress={() => merge(one)}>
                Réunir ici
              </Button>
              <Button size="small" onPress={() => apart(one)}>
                Deux services
              </Button>
            </Cluster>
          </li>
        ))}
        {data.merges.map((one) => (
          <li key={one.id}>
            Réunie avec « {one.name} » le {formatDay(one.mergedAt)}
            {one.by && ` par ${one.by}`}.
            <Cluster gap={2}>
              <Button
                size="small"
                onPress={() => void attempt(() => undo(one.id), 'La réunion est défaite.')}
              >
                Défaire
              </Button>
            </Cluster>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
