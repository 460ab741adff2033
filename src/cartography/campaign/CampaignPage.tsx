import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ErrorState, formatDay, Loading, Tabs } from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { BoardPanel } from './BoardPanel.tsx'
import { CampaignActs } from './CampaignActs.tsx'
import { CampaignNotices } from './CampaignNotices.tsx'
import { readBoard, readCampaign } from './contract.ts'
import { ResultsPanel } from './ResultsPanel.tsx'
import { StateBadge } from './StatusBadge.tsx'
import './campaign.css'

const back = { href: '/bureau/campagnes', label: 'Campagnes' }

/** One campaign: who answered, on a map and in a table, and what the answers say. */
export function CampaignPage() {
  const { id = '' } = useParams({ strict: false })
  const { said, go } = useAddress()
  const campaign = useQuery({
    queryKey: ['campaigns', id],
    queryFn: ({ signal }) => call(readCampaign, { params: { id }, signal }),
  })
  const board = useQuery({
    queryKey: ['campaigns', id, 'board'],
    queryFn: ({ signal }) => call(readBoard, { params: { id }, signal }),
    refetchInterval: 60_000,
  })
  const error = campaign.error ?? board.error
  if (error && !(campaign.data && board.data))
    return (
      <>
        <PageHeader title="Campagne" back={back} />
        <ErrorState
          title={sentenceOf(error)}
          onRetry={() => void Promise.all([campaign.refetch(), board.refetch()])}
        />
      </>
    )
  if (!campaign.data || !board.data)
    return (
      <>
        <PageHeader title="Campagne" back={back} />
        <Loading label="Lecture de la campagne…" lines={8} />
      </>
    )
  const one = campaign.data
  return (
    <>
      <PageHeader
        title={one.name}
        back={back}
        lead={
          <>
            <StateBadge state={one.state} /> Du {formatDay(one.opensOn)} au {formatDay(one.closesOn)} ·{' '}
            {one.surveys.length} questionnaires, {one.authorities} collectivités
          </>
        }
        actions={one.abilities.write && <CampaignActs campaign={one} />}
      />
      <CampaignNotices campaign={one} />
      <Tabs
        label="Campagne"
        value={said.get('vue') ?? 'suivi'}
        onChange={(vue) => go({ vue: vue === 'suivi' ? null : vue }, { replace: true })}
        items={[
          {
            id: 'suivi',
            label: 'Suivi des réponses',
            content: <BoardPanel campaign={one} board={board.data} />,
          },
          { id: 'resultats', label: 'Résultats', content: <ResultsPanel campaign={one} /> },
        ]}
      />
    </>
  )
}
