import { useQuery } from '@tanstack/react-query'
import { CopyCheck } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Button, Cluster, ComboBox, Empty, ErrorState, Loading, TextLink } from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { departementOptions } from '#listening/situation/words.ts'
import { departement, departementName } from '#vocabulary'
import { forgetApart, keepApart, listPairs, type Pair } from './contract.ts'
import { useDirectoryActs } from './useDirectory.ts'
import './directory.css'

/** The entries that may be written twice: each pair is made one on the page of the one that stays, or said to be two. */
export function DuplicatesPage() {
  const { said, go } = useAddress()
  const where = said.get('departement')
  const query = where && departement.has(where) ? { departement: where } : {}
  const list = useQuery({
    queryKey: ['directory', 'pairs', query],
    queryFn: ({ signal }) => call(listPairs, { query, signal }),
  })
  return (
    <>
      <PageHeader
        title="Doublons"
        lead="Les fiches qui se ressemblent, de la plus sûre à la moins sûre. Ouvrez celle qui doit rester pour y réunir l’autre."
        back={{ href: '/bureau/annuaire', label: 'Annuaire' }}
      />
      <search className="directory-filters" aria-label="Filtrer les doublons">
        <ComboBox
          label="Département"
          options={departementOptions}
          value={where}
          onChange={(code) => go({ departement: code }, { replace: true })}
          placeholder="Nom ou numéro"
        />
      </search>
      {list.isError && !list.data ? (
        <ErrorState
          title={sentenceOf(list.error)}
          errorId={list.error instanceof RefusalError ? list.error.id : undefined}
          onRetry={() => void list.refetch()}
        />
      ) : list.isPending ? (
        <Loading label="Comparaison des fiches…" lines={6} />
      ) : list.data.items.length === 0 ? (
        <Empty title="Aucune fiche ne semble écrite deux fois." icon={CopyCheck} />
      ) : (
        <ul className="contact-lines" aria-label="Doublons possibles">
          {list.data.items.map((pair) => (
            <Line key={`${pair.one.id}${pair.other.id}`} pair={pair} />
          ))}
        </ul>
      )}
    </>
  )
}

function Line({ pair: { one, other, reasons } }: { pair: Pair }) {
  const { attempt } = useDirectoryActs()
  const apart = () =>
    void attempt(
      () => call(keepApart, { params: { id: one.id }, input: { otherId: other.id } }),
      'Noté : ce sont deux services.',
      () => call(forgetApart, { params: { id: one.id, other: other.id } }),
    )
  return (
    <li>
      <Entry twin={one} /> et <Entry twin={other} />
      <p className="muted small">{reasons.join(', ')}</p>
      <Cluster gap={2}>
        <Button size="small" onPress={apart} aria-label={`${one.name} et ${other.name} sont deux services`}>
          Deux services
        </Button>
      </Cluster>
    </li>
  )
}

function Entry({ twin }: { twin: Pair['one'] }) {
  return (
    <>
      <TextLink href={`/bureau/annuaire/${twin.id}`}>{twin.name}</TextLink>{' '}
      <span className="muted small">
        ({[twin.organisation, twin.standsIn && departementName(twin.standsIn)].filter(Boolean).join(', ')})
      </span>
    </>
  )
}
