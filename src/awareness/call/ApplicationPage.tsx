import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { FileDown } from 'lucide-react'
import { useState } from 'react'
import { call, download, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Banner,
  Button,
  Cluster,
  DateField,
  DefinitionList,
  ErrorState,
  FieldRow,
  formatDay,
  Loading,
  optionsOf,
  Panel,
  RadioChips,
  Select,
  Stack,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { applicationState, departement, type MilestoneKind, milestoneKind } from '#vocabulary'
import {
  type Application,
  ApplicationWords,
  addMilestone,
  decideApplication,
  giveReview,
  readApplication,
  readApplicationFile,
  saveMilestone,
} from './contract.ts'
import { applicationTones, euros } from './words.ts'

const marks = ['0', '1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))

/** One application: what it says, what people think of it, what was decided, what is followed. */
export function ApplicationPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const client = useQueryClient()
  const can = useCan()
  const query = useQuery({
    queryKey: ['project_calls', 'application', id],
    queryFn: ({ signal }) => call(readApplication, { params: { id }, signal }),
  })
  if (query.isPending) return <Loading label="La candidature arrive…" lines={8} />
  if (query.isError)
    return <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
  const one = query.data
  const act = async (work: () => Promise<unknown>, said: string) => {
    try {
      await work()
      toast({ text: said })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await client.invalidateQueries({ queryKey: ['project_calls'] })
  }
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
              ...Object.entries(ApplicationWords.shape).map(([name, shape]) => ({
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
          <ul>
            {one.reviews.map((review) => (
              <li key={review.reviewer}>
                {review.reviewer} :{' '}
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
        {isWaiting && can(decideApplication.action) && <Decision one={one} act={act} />}
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
        {one.state === 'accepted' && <Milestones one={one} act={act} mayWrite={can(addMilestone.action)} />}
      </Stack>
    </>
  )
}

type Act = (work: () => Promise<unknown>, said: string) => Promise<void>

function ReviewForm({ one, act }: { one: Application; act: Act }) {
  const mine = one.reviews.find(({ isMine }) => isMine)
  const [scores, setScores] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries((mine?.scores ?? []).map(({ criterionId, score }) => [criterionId, String(score)])),
  )
  const [comment, setComment] = useState(mine?.comment ?? '')
  const isWhole = one.call.criteria.every((each) => scores[each.id] !== undefined)
  const params = { id: one.id }
  return (
    <Stack gap={4}>
      {one.call.criteria.map((each) => (
        <RadioChips
          key={each.id}
          label={`${each.label} (poids ${each.weight})`}
          options={marks}
          value={scores[each.id] ?? null}
          onChange={(value) => value && setScores({ ...scores, [each.id]: value })}
          noneLabel={false}
        />
      ))}
      <TextArea label="Votre avis" rows={3} maxLength={3000} value={comment} onChange={setComment} />
      <Cluster>
        <Button
          variant="primary"
          isDisabled={!isWhole}
          onPress={() =>
            void act(
              () =>
                call(giveReview, {
                  params,
                  input: {
                    hasConflict: false,
                    comment,
                    scores: one.call.criteria.map(({ id }) => ({
                      criterionId: id,
                      score: Number(scores[id]),
                    })),
                  },
                }),
              'Votre avis est donné.',
            )
          }
        >
          Donner mon avis
        </Button>
        <Button
          onPress={() =>
            void act(
              () => call(giveReview, { params, input: { hasConflict: true } }),
              'Noté : vous ne vous prononcez pas.',
            )
          }
        >
          J’ai un lien avec cet organisme
        </Button>
      </Cluster>
    </Stack>
  )
}

function Decision({ one, act }: { one: Application; act: Act }) {
  const [granted, setGranted] = useState(one.amount === null ? '' : String(one.amount))
  const [reasons, setReasons] = useState('')
  const amount = Number(granted.replace(/\D/g, '')) || null
  const decide = (state: 'accepted' | 'declined') =>
    void act(
      () =>
        call(decideApplication, {
          params: { id: one.id },
          version: one.version,
          input: { state, granted: state === 'accepted' ? amount : null, reasons },
        }),
      'Décidé : l’organisme est prévenu par courriel.',
    )
  return (
    <Panel title="Décider">
      <Stack gap={4}>
        {one.mark === null && <Banner title="Tous les avis ne sont pas donnés : on décide ensuite." />}
        <TextField label="Somme accordée, en euros" value={granted} onChange={setGranted} />
        <TextArea
          label="Raisons, écrites à l’organisme"
          rows={4}
          maxLength={3000}
          value={reasons}
          onChange={setReasons}
        />
        <Cluster>
          <Button
            variant="primary"
            isDisabled={one.mark === null || !reasons.trim() || amount === null}
            onPress={() => decide('accepted')}
          >
            Retenir
          </Button>
          <Button isDisabled={one.mark === null || !reasons.trim()} onPress={() => decide('declined')}>
            Ne pas retenir
          </Button>
        </Cluster>
      </Stack>
    </Panel>
  )
}

function Milestones({ one, act, mayWrite }: { one: Application; act: Act; mayWrite: boolean }) {
  const [kind, setKind] = useState<MilestoneKind | null>('step')
  const [label, setLabel] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(null)
  const today = new Date().toISOString().slice(0, 10)
  return (
    <Panel title="Le suivi">
      <ul>
        {one.milestones.map((each) => (
          <li key={each.id}>
            {milestoneKind.label(each.kind)} : {each.label}, pour le {formatDay(each.dueOn)}{' '}
            {each.doneOn ? (
              <Badge tone="positive">Fait le {formatDay(each.doneOn)}</Badge>
            ) : (
              <>
                {each.dueOn < today && <Badge tone="attention">En retard</Badge>}{' '}
                {mayWrite && (
                  <Button
                    size="small"
                    onPress={() =>
                      void act(
                        () =>
                          call(saveMilestone, {
                            params: { id: each.id },
                            version: each.version,
                            input: { doneOn: today },
                          }),
                        'Noté comme fait.',
                      )
                    }
                  >
                    Fait
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Stack gap={4}>
          <FieldRow>
            <Select label="Nature" options={optionsOf(milestoneKind)} value={kind} onChange={setKind} />
            <TextField label="Ce qui est attendu" value={label} onChange={setLabel} />
            <DateField label="Pour le" value={dueOn} onChange={setDueOn} />
          </FieldRow>
          <Cluster>
            <Button
              isDisabled={!kind || !label.trim() || !dueOn}
              onPress={() =>
                void act(async () => {
                  if (!kind || !dueOn) return
                  const input = { kind, label, dueOn, doneOn: null, note: null }
                  await call(addMilestone, { params: { id: one.id }, input })
                  setLabel('')
                }, 'Échéance ajoutée.')
              }
            >
              Ajouter l’échéance
            </Button>
          </Cluster>
        </Stack>
      )}
    </Panel>
  )
}
