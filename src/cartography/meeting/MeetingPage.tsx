import { useParams } from '@tanstack/react-router'
import { CalendarDays, CalendarPlus, Check, Pencil } from 'lucide-react'
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
  formatDay,
  Loading,
  Panel,
  plural,
  RadioChips,
  TextField,
  TextLink,
  toast,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { departement, meetingRhythm, meetingStatus } from '#vocabulary'
import { Actors } from './Actors.tsx'
import { type Meeting, readCalendarFile, saveMeeting, settleMeeting } from './contract.ts'
import { Decisions } from './Decisions.tsx'
import { FeedbackPanel } from './FeedbackPanel.tsx'
import { MeetingDialog, type Scope, scopes } from './MeetingDialog.tsx'
import { Minutes } from './Minutes.tsx'
import { Participants } from './Participants.tsx'
import { useMeeting, useMeetingAct } from './useMeetings.ts'
import { kindInWords, slotInWords, statusTones } from './words.ts'
import './meeting.css'

const back = { href: '/bureau/rencontres', label: 'Rencontres' }

/** One meeting: its agenda, who comes, what was said and decided. */
export function MeetingPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useMeeting(id)
  if (query.data) return <MeetingSheet key={id} meeting={query.data} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Rencontre introuvable" back={back} />
        <Empty
          title="Cette rencontre n’existe pas, ou n’est pas ouverte à votre rôle."
          icon={CalendarDays}
          actions={<ButtonLink href={back.href}>Voir toutes les rencontres</ButtonLink>}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Rencontre" back={back} />
      {query.isError ? (
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Loading label="Lecture de la rencontre…" lines={8} />
      )}
    </>
  )
}

function MeetingSheet({ meeting }: { meeting: Meeting }) {
  const [open, setOpen] = useState<'edit' | 'cancel' | null>(null)
  const can = useCan()
  const act = useMeetingAct()
  const mayWrite = can(saveMeeting.action)
  const mayEdit = mayWrite && meeting.status !== 'cancelled'
  const hasBegun = new Date(meeting.startsAt).getTime() <= Date.now()
  useShortcut('e', () => setOpen('edit'), { label: 'Modifier la rencontre', isDisabled: !mayEdit })
  const hold = () =>
    act(
      () =>
        call(settleMeeting, {
          params: { id: meeting.id },
          version: meeting.version,
          input: { status: 'held' },
        }),
      'Rencontre tenue.',
    )
  const file = () =>
    void download(readCalendarFile, { params: { id: meeting.id } }).catch((error) =>
      toast({ text: sentenceOf(error) }),
    )
  return (
    <>
      <PageHeader
        title={meeting.title}
        back={back}
        lead={slotInWords(meeting)}
        aside={<Badge tone={statusTones[meeting.status]}>{meetingStatus.label(meeting.status)}</Badge>}
        actions={
          <>
            <Button icon={CalendarPlus} onPress={file}>
              Fichier d’agenda
            </Button>
            {mayEdit && (
              <Button icon={Pencil} shortcut="e" onPress={() => setOpen('edit')}>
                Modifier
              </Button>
            )}
            {mayWrite && meeting.status === 'planned' && (
              <Button onPress={() => setOpen('cancel')}>Annuler la rencontre</Button>
            )}
            {mayWrite && meeting.status === 'planned' && hasBegun && (
              <Button variant="primary" icon={Check} onPress={() => void hold()}>
                Elle s’est tenue
              </Button>
            )}
          </>
        }
      />
      {meeting.status === 'cancelled' && (
        <Banner title="Cette rencontre est annulée.">{meeting.cancelledReason}</Banner>
      )}
      <div className="meeting-columns">
        <div className="meeting-main">
          <Panel title="Ordre du jour">
            {meeting.agenda ? (
              <p className="meeting-words">{meeting.agenda}</p>
            ) : (
              <p className="muted">Pas encore d’ordre du jour.</p>
            )}
          </Panel>
          <Participants meeting={meeting} mayWrite={mayWrite} />
          <Minutes meeting={meeting} mayWrite={mayWrite} />
          <Decisions meeting={meeting} mayWrite={mayWrite} />
        </div>
        <div className="meeting-side">
          <Panel title="En bref">
            <DefinitionList
              items={[
                { term: 'Forme', value: kindInWords(meeting) },
                { term: 'Lieu', value: meeting.place },
                { term: 'Département', value: meeting.departement && departement.label(meeting.departement) },
                {
                  term: 'Visioconférence',
                  value: meeting.videoLink && (
                    <TextLink href={meeting.videoLink} isExternal>
                      Rejoindre
                    </TextLink>
                  ),
                },
                { term: 'Organisée par', value: meeting.organiser },
              ]}
            />
          </Panel>
          <Actors meeting={meeting} mayWrite={mayWrite} />
          {meeting.rhythm && (
            <Panel title="La série" lead={meetingRhythm.label(meeting.rhythm)}>
              <ul className="meeting-lines">
                {meeting.siblings.map((one) => (
                  <li key={one.id}>
                    {one.id === meeting.id ? (
                      <strong>{formatDay(one.startsAt)}</strong>
                    ) : (
                      <TextLink href={`/bureau/rencontres/${one.id}`}>{formatDay(one.startsAt)}</TextLink>
                    )}
                    <span className="muted small">{meetingStatus.label(one.status)}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          {meeting.status === 'held' && <FeedbackPanel meeting={meeting} mayWrite={mayWrite} />}
        </div>
      </div>
      {open === 'edit' && <MeetingDialog meeting={meeting} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog meeting={meeting} onClose={() => setOpen(null)} />}
    </>
  )
}

function CancelDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState<Scope>('one')
  const act = useMeetingAct()
  const following = meeting.siblings.filter(
    (one) => one.id !== meeting.id && one.status === 'planned' && one.startsAt > meeting.startsAt,
  ).length
  const cancel = async () => {
    const input = { status: 'cancelled' as const, reason: reason || null, scope }
    const done = await act(
      () => call(settleMeeting, { params: { id: meeting.id }, version: meeting.version, input }),
      ({ told, settled }) => {
        const what = settled > 1 ? `${settled} rencontres annulées` : 'Rencontre annulée'
        return told > 0
          ? `${what}\u00a0; ${plural(told, 'invitation est retirée', 'invitations sont retirées')} des agendas.`
          : `${what}.`
      },
    )
    if (done) onClose()
  }
  const invited = meeting.participants.filter((one) => one.isInvited).length
  return (
    <Dialog
      title="Annuler la rencontre"
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
          <Button onPress={onClose}>Garder la rencontre</Button>
          <Button variant="danger" onPress={() => void cancel()}>
            {scope === 'following' ? `Annuler ${following + 1} rencontres` : 'Annuler la rencontre'}
          </Button>
        </>
      }
    >
      {following > 0 && (
        <RadioChips
          label="Quelles rencontres de la série"
          options={[...scopes]}
          value={scope}
          onChange={(next) => setScope(next ?? 'one')}
          noneLabel={false}
        />
      )}
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
