import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { FileDown } from 'lucide-react'
import { call, download, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Button,
  Cluster,
  DefinitionList,
  ErrorState,
  formatDay,
  Loading,
  Panel,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { applicationState, departement } from '#vocabulary'
import {
  ApplicationWords,
  addMilestone,
  decideApplication,
  giveReview,
  readApplication,
  readApplicationFile,
} from './contract.ts'
import { DecisionPanel } from './DecisionPanel.tsx'
import { MilestonePanel } from './MilestonePanel.tsx'
import { ReviewForm } from './ReviewForm.tsx'
import { useApplicationAct } from './useApplicationAct.ts'
import { applicationTones, euros } from './words.ts'
import './call.css'

// Its title and its organisation head the page.
const { title: _, organisation: __, ...told } = ApplicationWords.shape

/** One application: what it says, what people think of it, what was decided, what is followed. */
export function ApplicationPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const act = useApplicationAct()
  const can = useCan()
  const query = useQuery({
    queryKey: ['project_calls', 'application', id],
    queryFn: ({ signal }) => call(readApplication, { params: { id }, signal }),
  })
  if (query.isPending) return <Loading label="La candidature arrive…" lines={8} />
  if (query.isError)
    return <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
  const one = query.data
  const mine = one.reviews.find(({ isMine }) => isMine)
  const isWaiting = one.state === 'submitted'
  return (
    <>
      <PageHeader
        title={one.title}
        lead={`${one.organisation} · ${one.reference}`}
        back={{ href: `/bureau/appels/${one.call.id}`, label: one.call.title }}
      />
      <Stack gap={5}>
        <Panel title="La candidature">
          <DefinitionList
            items={[
              {
                term: 'État',
                value: <Badge tone={applicationTones[one.state]}>{applicationState.label(one.state)}</Badge>,
              },
              { term: 'Département', value: one.departement ? departement.label(one.departement) : '' },
              { term: 'Demandé', value: euros(one.amount) },
              ...Object.entries(told).map(([name, shape]) => ({
                term: shape.meta()?.title ?? name,
                value: (one.words as Record<string, string>)[name] || 'Rien',
              })),
            ]}
          />
          <Cluster>
            {one.files.map((file) => (
              <Button
                key={file.id}
                size="small"
                icon={FileDown}
                onPress={() =>
                  void download(readApplicationFile, { params: { id: file.id } }).catch((error) =>
                    toast({ text: sentenceOf(error) }),
                  )
                }
              >
                {file.name}
              </Button>
            ))}
          </Cluster>
        </Panel>
        <Panel title="Les avis">
          <p>
            {one.given} sur {one.awaited} donnés.{' '}
            {one.mark === null
              ? 'Chacun lit de son côté : les avis se découvrent quand tous sont donnés.'
              : `Note : ${one.mark.toLocaleString('fr-FR')} sur 100.`}
          </p>
          <ul className="call-lines">
            {one.reviews.map((review) => (
              <li key={review.reviewer}>
                <strong>{review.reviewer}</strong>
                {review.hasConflict
                  ? 'a un lien avec cet organisme, ne se prononce pas'
                  : review.givenAt
                    ? review.mark === null
                      ? 'avis donné'
                      : `${review.mark.toLocaleString('fr-FR')} sur 100`
                    : 'avis attendu'}
                {review.comment && <p>« {review.comment} »</p>}
              </li>
            ))}
          </ul>
          {one.isReviewer && isWaiting && one.mark === null && can(giveReview.action) && (
            <ReviewForm key={mine?.givenAt ?? 'new'} one={one} act={act} />
          )}
        </Panel>
        {isWaiting && can(decideApplication.action) && <DecisionPanel one={one} act={act} />}
        {one.reasons && (
          <Panel title="La décision">
            <p>
              {applicationState.label(one.state)}
              {one.granted ? `, pour ${euros(one.granted)}` : ''}.{' '}
              {one.writtenAt
                ? `Courriel parti le ${formatDay(one.writtenAt)}.`
                : `Le courriel n’est pas encore parti${one.trouble ? ` : ${one.trouble}` : ''}.`}
            </p>
            <p>{one.reasons}</p>
          </Panel>
        )}
        {one.state === 'accepted' && (
          <MilestonePanel one={one} act={act} mayWrite={can(addMilestone.action)} />
        )}
      </Stack>
    </>
  )
}
