import { useParams } from '@tanstack/react-router'
import { Lightbulb, Pencil, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Badge,
  Banner,
  Button,
  ButtonLink,
  DefinitionList,
  Empty,
  ErrorState,
  formatDay,
  Loading,
  Panel,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { practiceStatus, problem, serviceVisibility } from '#vocabulary'
import { handPractice, movePractice, type Practice, savePractice } from './contract.ts'
import { OwnerDialog } from './OwnerDialog.tsx'
import { PracticeDialog } from './PracticeDialog.tsx'
import { Adoptions, Comments, Documents, History } from './PracticeParts.tsx'
import { after, isOpen, isPublished, type PracticeStep, stepLabels, stepNames } from './steps.ts'
import { usePractice, usePracticeAct } from './usePractices.ts'
import { statusTones, territoryInWords } from './words.ts'
import './practice.css'

const back = { href: '/bureau/pratiques', label: 'Pratiques' }

/** One practice, with what was said of it and done to it. */
export function PracticePage() {
  const { id = '' } = useParams({ strict: false })
  const query = usePractice(id)
  if (query.data) return <PracticeSheet practice={query.data} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Pratique introuvable" back={back} />
        <Empty
          title="Cette pratique n’existe pas, ou n’est pas publiée."
          icon={Lightbulb}
          actions={<ButtonLink href={back.href}>Voir toutes les pratiques</ButtonLink>}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Pratique" back={back} />
      {query.isError ? (
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Loading label="Lecture de la pratique…" lines={8} />
      )}
    </>
  )
}

const said: Readonly<Record<PracticeStep, string>> = {
  review: 'Relecture validée.',
  publish_professionals: 'Publiée aux professionnels.',
  publish_all: 'Publiée à tous.',
  question: 'Mise à revoir : elle n’est plus publiée.',
  withdraw: 'Retirée.',
  resume: 'Reprise en brouillon.',
}

function PracticeSheet({ practice }: { practice: Practice }) {
  const [isEditing, setEditing] = useState(false)
  const [isHanding, setHanding] = useState(false)
  const can = useCan()
  const act = usePracticeAct()
  const mayWrite = can(savePractice.action)
  const mayEdit = mayWrite && isOpen(practice.status)
  const steps = stepNames.filter(
    (step) =>
      after(practice.status, step) !== undefined &&
      can(movePractice.action) &&
      (mayWrite || step === 'review' || step === 'question') &&
      !(step === 'review' && practice.isWriter),
  )
  const take = (step: PracticeStep) =>
    act(
      () => call(movePractice, { params: { id: practice.id }, version: practice.version, input: { step } }),
      said[step],
    )
  useShortcut('e', () => setEditing(true), { label: 'Modifier la pratique', isDisabled: !mayEdit })
  const main = isPublished(practice.status)
    ? undefined
    : steps.find((step) => step === 'review' || step.startsWith('publish'))
  const labelOf = (step: PracticeStep) =>
    step === 'publish_professionals' && practice.status === 'published_all'
      ? 'Réserver aux professionnels'
      : stepLabels[step]
  return (
    <>
      <PageHeader
        title={practice.title}
        back={back}
        lead={territoryInWords(practice)}
        aside={<Badge tone={statusTones[practice.status]}>{practiceStatus.label(practice.status)}</Badge>}
        actions={
          <>
            {mayEdit && (
              <Button icon={Pencil} shortcut="e" onPress={() => setEditing(true)}>
                Modifier
              </Button>
            )}
            {steps.map((step) => (
              <Button
                key={step}
                variant={step === main ? 'primary' : 'quiet'}
                onPress={() => void take(step)}
              >
                {labelOf(step)}
              </Button>
            ))}
          </>
        }
      />
      {practice.isDue && practice.status !== 'to_review' && (
        <Banner tone="attention" title="La date de relecture est passée.">
          Vérifiez auprès de la personne à joindre que tout est encore vrai.
        </Banner>
      )}
      {practice.isWriter && isOpen(practice.status) && (
        <Banner title="La relecture revient à quelqu’un d’autre.">
          Vous avez écrit cette pratique : une personne de la cartographie ou de la coordination la relit
          avant qu’elle soit publiée.
        </Banner>
      )}
      <div className="practice-columns">
        <div className="practice-main">
          <Panel title="Ce qui est fait">
            <p className="practice-words">{practice.done}</p>
            <DefinitionList
              items={[
                { term: 'Répond à', value: practice.problems.map((code) => problem.label(code)).join(', ') },
                { term: 'Partenaires', value: practice.partners },
                { term: 'Moyens', value: practice.means },
                { term: 'Résultats', value: practice.results },
                { term: 'Ce qui permet de le dire', value: practice.evidence },
              ]}
            />
          </Panel>
          <Documents practice={practice} mayWrite={mayWrite} />
          {can('practice.comment') && <Comments practice={practice} />}
        </div>
        <div className="practice-side">
          <Panel title="À qui écrire">
            <DefinitionList
              items={[
                {
                  term: practice.contactRole ?? 'Personne à joindre',
                  value: practice.contactName,
                  note: serviceVisibility.label(practice.contactVisibility),
                },
                { term: 'Courriel', value: practice.contactEmail },
                { term: 'Téléphone', value: practice.contactPhone },
              ]}
            />
          </Panel>
          <Panel title="Accord et relecture">
            <DefinitionList
              emptyLabel="À obtenir"
              items={[
                {
                  term: 'Accord de publication',
                  value: practice.consentBy,
                  note:
                    practice.consentOn &&
                    `${practice.consentScope === 'public' ? 'À tous' : 'Aux professionnels'}, le ${formatDay(practice.consentOn)}`,
                },
                {
                  term: 'Relue par',
                  value: practice.reviewedBy,
                  note: practice.reviewedAt && formatDay(practice.reviewedAt),
                },
                { term: 'À revoir le', value: practice.reviewOn && formatDay(practice.reviewOn) },
                { term: 'Tenue par', value: practice.owner.name },
              ]}
            />
            {can(handPractice.action) && (
              <Button size="small" icon={UserRoundCog} onPress={() => setHanding(true)}>
                Confier à quelqu’un d’autre
              </Button>
            )}
          </Panel>
          <Adoptions practice={practice} mayWrite={mayWrite} />
          {can('practice.history') && <History id={practice.id} />}
        </div>
      </div>
      {isHanding && <OwnerDialog practice={practice} onClose={() => setHanding(false)} />}
      {isEditing && <PracticeDialog practice={practice} onClose={() => setEditing(false)} />}
    </>
  )
}
