import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Siren } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { Columns, PageHeader } from '#kernel/page/index.ts'
import { Badge, Banner, Cluster, ErrorState, Loading, Stack, When } from '#kernel/ui/index.ts'
import { type PackageFile, readPackage } from '../package/contract.ts'
import { Answers } from './Answers.tsx'
import { History } from './History.tsx'
import { Lost } from './PortalFrame.tsx'
import { Sealed } from './Sealed.tsx'
import { isSettled, PackageState } from './state.tsx'
import './partner.css'

/** One package: what it says, what the authority did, what is expected of it. */
export function PackagePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const found = useQuery({
    queryKey: ['package', id],
    queryFn: ({ signal }) => call(readPackage, { params: { id }, signal }),
    refetchInterval: 60_000,
  })
  // Recalled meanwhile: what was on the page goes with it.
  if (found.error instanceof RefusalError && found.error.code === 'not_found') return <Lost />
  if (!found.data) {
    return found.error ? (
      <ErrorState
        title="Cet envoi n’a pas pu être lu"
        kept={sentenceOf(found.error)}
        onRetry={() => void found.refetch()}
      />
    ) : (
      <Loading label="L’envoi arrive…" lines={8} />
    )
  }
  const file = found.data
  return (
    <div className="package">
      <PageHeader
        title={file.reference}
        back={{ href: '/partenaire', label: 'Tous les envois' }}
        lead={
          <>
            Envoyé <When at={file.sentAt} />
            {file.acknowledgedAt && (
              <>
                {' '}
                · réception accusée par {file.acknowledgedBy}, <When at={file.acknowledgedAt} />
              </>
            )}
          </>
        }
        aside={
          <Cluster>
            {file.urgent && (
              <Badge tone="danger" icon={Siren}>
                Urgent
              </Badge>
            )}
            <PackageState line={file} />
          </Cluster>
        }
        actions={<Answers file={file} />}
      />
      <Columns
        main={
          <Stack gap={5}>
            <div className="no-print">
              <Expected file={file} />
            </div>
            <Sealed file={file} />
          </Stack>
        }
        aside={<History items={file.history} />}
        asideLabel="Ce que votre autorité a fait"
        asideCount={file.history.length}
      />
    </div>
  )
}

/** What is expected of the reader, in a sentence. */
function Expected({ file }: { file: PackageFile }) {
  if (isSettled(file)) return null
  if (!file.acknowledgedAt)
    return (
      <Banner tone={file.urgent ? 'danger' : 'attention'} title="Une personne doit en accuser réception">
        Lisez cet envoi, puis accusez-en réception à votre nom : tant que personne ne l’a fait, la plateforme
        relance puis téléphone.
      </Banner>
    )
  return (
    <Banner title="Un retour est attendu">
      Dites ici la suite donnée dès qu’elle est connue, dans les trois mois. La plateforme ne vous demande que
      l’issue de l’évaluation.
    </Banner>
  )
}
