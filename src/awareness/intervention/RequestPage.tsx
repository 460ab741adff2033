import { useParams } from '@tanstack/react-router'
import { Inbox, Reply, Send } from 'lucide-react'
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
  formatDateTime,
  formatDay,
  formatNumber,
  Loading,
  Panel,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { audience, departement, interventionLetterKind, interventionRequestStatus } from '#vocabulary'
import { AnswerDialog } from './AnswerDialog.tsx'
import {
  answerInterventionRequest,
  type InterventionRequest,
  resendRequestLetters,
} from './requestContract.ts'
import { useInterventionAct } from './useInterventions.ts'
import { useInterventionRequest } from './useRequest.ts'
import { letterInWords, requestTones, wishInWords } from './words.ts'
import './intervention.css'

const back = { href: '/bureau/interventions?vue=demandes', label: 'Demandes d’intervention' }

/** One request: who asks, for whom, when, and what they were answered. */
export function RequestPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useInterventionRequest(id)
  if (query.data) return <Sheet key={id} request={query.data} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Demande introuvable" back={back} />
        <Empty
          title="Cette demande n’existe pas, ou n’est pas ouverte à votre rôle."
          icon={Inbox}
          actions={<ButtonLink href={back.href}>Voir toutes les demandes</ButtonLink>}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Demande d’intervention" back={back} />
      {query.isError ? (
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Loading label="Lecture de la demande…" lines={8} />
      )}
    </>
  )
}

function Sheet({ request }: { request: InterventionRequest }) {
  const [isAnswering, setAnswering] = useState(false)
  const can = useCan()
  const { words, status } = request
  const mayAnswer = can(answerInterventionRequest.action) && words !== null && status !== 'declined'
  useShortcut('r', () => setAnswering(true), { label: 'Répondre à la demande', isDisabled: !mayAnswer })
  return (
    <>
      <PageHeader
        title={words?.organisation ?? request.reference}
        back={back}
        lead={`${request.reference}, reçue le ${formatDateTime(request.receivedAt)}`}
        aside={<Badge tone={requestTones[status]}>{interventionRequestStatus.label(status)}</Badge>}
        actions={
          <>
            {request.interventionId && (
              <ButtonLink href={`/bureau/interventions/${request.interventionId}`}>
                Ouvrir l’intervention
              </ButtonLink>
            )}
            {mayAnswer && (
              <Button variant="primary" icon={Reply} shortcut="r" onPress={() => setAnswering(true)}>
                Répondre
              </Button>
            )}
          </>
        }
      />
      {request.isFlagged && (
        <Banner title="Plusieurs demandes sont arrivées du même endroit en peu de temps.">
          Vérifiez qu’il ne s’agit pas d’un envoi en double ou malveillant.
        </Banner>
      )}
      <div className="intervention-columns">
        <div className="intervention-main">
          <Panel title="Ce qui est attendu">
            {words ? (
              <p className="intervention-words">{words.subject}</p>
            ) : (
              <p className="muted">Le texte et les coordonnées ont été effacés à leur échéance.</p>
            )}
          </Panel>
          <Panel
            title="Notre réponse"
            lead={
              request.answeredAt
                ? `${interventionRequestStatus.label(status)} le ${formatDay(request.answeredAt)} par ${request.answeredBy ?? 'un compte fermé'}.`
                : undefined
            }
          >
            {request.answer && <p className="intervention-words">{request.answer}</p>}
            {!request.answeredAt && <p className="muted">Pas encore de réponse.</p>}
          </Panel>
          <Letters request={request} />
        </div>
        <div className="intervention-side">
          <Panel title="La demande">
            <DefinitionList
              items={[
                { term: 'Secteur', value: audience.label(request.audience) },
                {
                  term: 'Département',
                  value: request.departement
                    ? departement.label(request.departement)
                    : 'Plusieurs, ou à distance',
                },
                { term: 'Personnes attendues', value: formatNumber(request.expected) },
                { term: 'Dates souhaitées', value: wishInWords(request), note: words?.when },
              ]}
            />
          </Panel>
          {words && (
            <Panel title="À qui répondre" lead={`Effacé le ${formatDay(request.purgeOn)}.`}>
              <DefinitionList
                items={[
                  { term: 'Nom', value: words.name, note: words.job },
                  { term: 'Courriel', value: words.email },
                  { term: 'Téléphone', value: words.phone },
                ]}
              />
            </Panel>
          )}
        </div>
      </div>
      {isAnswering && <AnswerDialog request={request} onClose={() => setAnswering(false)} />}
    </>
  )
}

/** What was written to them, and whether it left. */
function Letters({ request }: { request: InterventionRequest }) {
  const act = useInterventionAct()
  const can = useCan()
  const { id, letters } = request
  const isStuck = letters.some((one) => one.trouble !== null)
  return (
    <Panel title="Courriels">
      {isStuck && (
        <Banner tone="attention" title="Un courriel n’est pas parti.">
          {letters.some((one) => one.trouble === 'mail_not_configured')
            ? 'Aucun serveur de courriel n’est réglé. Répondez par un autre moyen, ou demandez à l’administration d’en régler un, puis envoyez de nouveau.'
            : 'Il sera envoyé de nouveau ; vous pouvez aussi le renvoyer maintenant.'}
        </Banner>
      )}
      {letters.length === 0 && <p className="muted">Aucun courriel.</p>}
      <ul className="intervention-lines">
        {letters.map((one) => {
          const { text, tone } = letterInWords(one)
          return (
            <li key={`${one.kind} ${one.createdAt}`}>
              <span>{interventionLetterKind.label(one.kind)}</span>
              <span>
                <span className="muted small">{formatDateTime(one.sentAt ?? one.createdAt)}</span>{' '}
                <Badge tone={tone}>{text}</Badge>
              </span>
            </li>
          )
        })}
      </ul>
      {isStuck && can(resendRequestLetters.action) && (
        <Button
          icon={Send}
          onPress={() =>
            void act(() => call(resendRequestLetters, { params: { id } }), 'Le courriel est renvoyé.')
          }
        >
          Envoyer de nouveau
        </Button>
      )}
    </Panel>
  )
}
