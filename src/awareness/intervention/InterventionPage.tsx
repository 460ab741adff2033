import { useParams } from '@tanstack/react-router'
import { CalendarPlus, Check, Pencil, Presentation } from 'lucide-react'
import { useState } from 'react'
import { call, download, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Badge,
  Banner,
  Button,
  ButtonLink,
  DefinitionList,
  Dialog,
  Empty,
  ErrorState,
  Loading,
  Panel,
  plural,
  TextField,
  TextLink,
  toast,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { awarenessKind, departement, interventionStatus, resourceKind } from '#vocabulary'
import { AttendancePanel } from './AttendancePanel.tsx'
import {
  type Intervention,
  readInterventionCalendar,
  saveIntervention,
  settleIntervention,
} from './contract.ts'
import { EvaluationPanel } from './EvaluationPanel.tsx'
import { InterventionDialog } from './InterventionDialog.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import { readInterventionRequest } from './requestContract.ts'
import { useIntervention, useInterventionAct } from './useInterventions.ts'
import { slotInWords, statusTones } from './words.ts'
import './intervention.css'

const back = { href: '/bureau/interventions', label: 'Interventions' }

/** One intervention: who speaks, who came, what they learned. */
export function InterventionPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useIntervention(id)
  if (query.data) return <Sheet key={id} it={query.data} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Intervention introuvable" back={back} />
        <Empty
          title="Cette intervention n’existe pas, ou n’est pas ouverte à votre rôle."
          icon={Presentation}
          actions={<ButtonLink href={back.href}>Voir toutes les interventions</ButtonLink>}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Intervention" back={back} />
      {query.isError ? (
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Loading label="Lecture de l’intervention…" lines={8} />
      )}
    </>
  )
}

function Sheet({ it }: { it: Intervention }) {
  const [open, setOpen] = useState<'edit' | 'cancel' | null>(null)
  const can = useCan()
  const act = useInterventionAct()
  const mayWrite = can(saveIntervention.action)
  const mayEdit = mayWrite && it.status !== 'cancelled'
  const hasBegun = it.startsAt !== null && new Date(it.startsAt).getTime() <= Date.now()
  useShortcut('e', () => setOpen('edit'), { label: 'Modifier l’intervention', isDisabled: !mayEdit })
  const settle = (status: 'planned' | 'held', said: string) =>
    act(
      () => call(settleIntervention, { params: { id: it.id }, version: it.version, input: { status } }),
      said,
    )
  const file = () =>
    void download(readInterventionCalendar, { params: { id: it.id } }).catch((error) =>
      toast({ text: sentenceOf(error) }),
    )
  return (
    <>
      <PageHeader
        title={it.title}
        back={back}
        lead={slotInWords(it)}
        aside={<Badge tone={statusTones[it.status]}>{interventionStatus.label(it.status)}</Badge>}
        actions={
          <>
            {it.startsAt && (
              <Button icon={CalendarPlus} onPress={file}>
                Fichier d’agenda
              </Button>
            )}
            {mayEdit && (
              <Button icon={Pencil} shortcut="e" onPress={() => setOpen('edit')}>
                Modifier
              </Button>
            )}
            {mayWrite && (it.status === 'planned' || it.status === 'requested') && (
              <Button onPress={() => setOpen('cancel')}>Annuler l’intervention</Button>
            )}
            {mayWrite && it.status === 'requested' && it.startsAt && (
              <Button variant="primary" onPress={() => void settle('planned', 'Intervention prévue.')}>
                La date convient
              </Button>
            )}
            {mayWrite && it.status === 'planned' && hasBegun && (
              <Button
                variant="primary"
                icon={Check}
                onPress={() => void settle('held', 'Intervention tenue. Notez qui est venu.')}
              >
                Elle s’est tenue
              </Button>
            )}
          </>
        }
      />
      {it.status === 'cancelled' && (
        <Banner title="Cette intervention est annulée.">{it.cancelledReason}</Banner>
      )}
      <div className="intervention-columns">
        <div className="intervention-main">
          <AttendancePanel it={it} mayWrite={mayWrite} />
          <EvaluationPanel it={it} mayWrite={mayWrite} />
          <Panel title="Déroulé et notes">
            {it.notes ? (
              <p className="intervention-words">{it.notes}</p>
            ) : (
              <p className="muted">Rien n’est encore noté.</p>
            )}
          </Panel>
        </div>
        <div className="intervention-side">
          <Panel title="En bref">
            <DefinitionList
              items={[
                { term: 'Forme', value: awarenessKind.label(it.kind) },
                { term: 'Organisation', value: it.organisation },
                { term: 'Lieu', value: it.place },
                { term: 'Département', value: it.departement && departement.label(it.departement) },
                {
                  term: 'Visioconférence',
                  value: it.videoLink && (
                    <TextLink href={it.videoLink} isExternal>
                      Rejoindre
                    </TextLink>
                  ),
                },
                { term: 'Suivie par', value: it.organiser },
                ...(it.requestId && can(readInterventionRequest.action)
                  ? [
                      {
                        term: 'Origine',
                        value: (
                          <TextLink href={`/bureau/interventions/demandes/${it.requestId}`}>
                            La demande de l’organisation
                          </TextLink>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Panel>
          <PeoplePanel it={it} mayWrite={mayWrite} />
          <Panel title="Supports">
            {it.materials.length === 0 && <p className="muted">Aucun support du catalogue.</p>}
            <ul className="intervention-lines">
              {it.materials.map((one) => (
                <li key={one.id}>
                  <span>{one.title}</span>
                  <span className="muted small">
                    {resourceKind.label(one.kind)}
                    {one.isRetired && ', retiré du catalogue'}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
      {open === 'edit' && <InterventionDialog of={it} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog it={it} onClose={() => setOpen(null)} />}
    </>
  )
}

function CancelDialog({ it, onClose }: { it: Intervention; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const act = useInterventionAct()
  const cancel = async () => {
    const input = { status: 'cancelled' as const, reason: reason || null }
    const done = await act(
      () => call(settleIntervention, { params: { id: it.id }, version: it.version, input }),
      ({ told }) =>
        told > 0
          ? `Intervention annulée ; ${plural(told, 'personne est prévenue', 'personnes sont prévenues')}.`
          : 'Intervention annulée.',
    )
    if (done) onClose()
  }
  const invited = it.people.filter((one) => one.isInvited).length
  return (
    <Dialog
      title="Annuler l’intervention"
      size="small"
      lead={
        invited > 0
          ? `${plural(invited, 'personne invitée est prévenue', 'personnes invitées sont prévenues')} par courriel, et son agenda est mis à jour. Une annulation ne se défait pas.`
          : 'Personne n’a encore été invité. Une annulation ne se défait pas.'
      }
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Garder l’intervention</Button>
          <Button variant="danger" onPress={() => void cancel()}>
            Annuler l’intervention
          </Button>
        </>
      }
    >
      <TextField
        label="Motif, écrit aux personnes invitées"
        value={reason}
        onChange={setReason}
        maxLength={500}
        autoFocus
      />
    </Dialog>
  )
}
