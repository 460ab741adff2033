import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { MapPinned } from 'lucide-react'
import { PrintDirectoryMenu } from '#cartography/directory/exchange/PrintDirectoryMenu.tsx'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ButtonLink, Empty, ErrorState, Loading, PrintButton, TextLink } from '#kernel/ui/index.ts'
import { type Departement, departement, departementName, isDepartement, region } from '#vocabulary'
import { AuthoritiesPanel } from './AuthoritiesPanel.tsx'
import { readTerritory, type Territory } from './contract.ts'
import { ServicesPanel } from './ServicesPanel.tsx'
import { AnswersPanel, FiguresPanel, MeetingsPanel, PracticesPanel } from './TerritoryPanels.tsx'
import './map.css'

const back = { href: '/bureau/territoires', label: 'Territoires' }

const codeOf = (given: string): Departement | undefined =>
  departement.codes.find((code) => code === given.toUpperCase() && isDepartement(code))

/** One département: who receives, who helps, what was answered, what is done there. */
export function TerritoryPage() {
  const { code: given = '' } = useParams({ strict: false }) as { code?: string }
  const code = codeOf(given)
  const answer = useQuery({
    queryKey: ['territory', code],
    queryFn: ({ signal }) => call(readTerritory, { query: { departement: code ?? 'unknown' }, signal }),
    enabled: code !== undefined,
  })
  if (!code)
    return (
      <>
        <PageHeader title="Département introuvable" back={back} />
        <Empty
          title="Ce numéro n’est celui d’aucun des 101 départements."
          icon={MapPinned}
          actions={<ButtonLink href={back.href}>Voir tous les départements</ButtonLink>}
        />
      </>
    )
  return (
    <>
      <PageHeader
        title={`${departementName(code)} (${code})`}
        back={back}
        lead={answer.data && <Around of={answer.data} />}
        actions={
          <>
            <PrintDirectoryMenu departement={code} />
            <PrintButton />
          </>
        }
      />
      {answer.data ? (
        <Parts key={code} of={answer.data} />
      ) : answer.isError ? (
        <ErrorState
          title={sentenceOf(answer.error)}
          errorId={answer.error instanceof RefusalError ? answer.error.id : undefined}
          onRetry={() => void answer.refetch()}
        />
      ) : (
        <Loading label="Lecture de la fiche…" lines={8} />
      )}
    </>
  )
}

function Around({ of }: { readonly of: Territory }) {
  return (
    <div className="territory-near">
      <span>{region.label(of.region)}.</span>
      {of.neighbours.length > 0 && (
        <nav className="territory-near" aria-label="Départements voisins">
          <span>Voisins{'\u00a0'}:</span>
          {of.neighbours.map((code) => (
            <TextLink key={code} href={`/bureau/territoires/${code}`}>
              {departementName(code)}
            </TextLink>
          ))}
        </nav>
      )}
    </div>
  )
}

function Parts({ of }: { readonly of: Territory }) {
  return (
    <div className="territory-page">
      {of.figures && <FiguresPanel figures={of.figures} />}
      {of.authorities && <AuthoritiesPanel authorities={of.authorities} />}
      <ServicesPanel services={of.services} />
      {of.answers && <AnswersPanel answers={of.answers} />}
      <PracticesPanel practices={of.practices} />
      <MeetingsPanel meetings={of.meetings} />
    </div>
  )
}
