import {
  BellRing,
  CircleDot,
  Eye,
  FileCheck2,
  GitMerge,
  ListX,
  type LucideIcon,
  Mail,
  MessageSquare,
  Milestone,
  PhoneCall,
  PhoneIncoming,
  PhoneOutgoing,
  ShieldAlert,
  Undo2,
  Unlink,
  Users,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Badge,
  Button,
  ButtonLink,
  CheckChips,
  Cluster,
  Empty,
  formatDateTime,
  formatTime,
  Timeline,
  type TimelineItem,
  type Tone,
} from '#kernel/ui/index.ts'
import { cancelAction, restoreAction } from '#listening/action/contract.ts'
import { attachContact, detachContact } from '#listening/contact/contract.ts'
import type { ServiceWork } from '#listening/liaison/contract.ts'
import { servicePartsOf } from '#listening/liaison/ServiceParts.tsx'
import {
  action,
  adviceField,
  type ContactChannel,
  callbackOutcome,
  callbackSettlement,
  callerProfile,
  certainty,
  closingReason,
  contactChannel,
  contactDirection,
  dangerLevel,
  orientationKind,
  qualification,
  situationStage,
} from '#vocabulary'
import type { Situation } from './contract.ts'
import { type Happening, type HappeningKind, happeningKinds, happeningsOf } from './happenings.ts'
import { LongText } from './LongText.tsx'
import { ReadStories, Story } from './Story.tsx'
import { observedLabel, sourceInWords } from './series.ts'
import { useAct } from './useAct.ts'
import type { StoriesOfFile } from './useStories.ts'
import { dangerTone, recordedInWords, zoneOf } from './words.ts'

interface SituationTimelineProps {
  file: Situation
  work?: ServiceWork
  told: StoriesOfFile
}

/** Everything that happened on the file, day by day, the last first. */
export function SituationTimeline({ file, work, told }: SituationTimelineProps) {
  const [kinds, setKinds] = useState<readonly HappeningKind[]>([])
  const all = happeningsOf(file, work)
  const shown = kinds.length === 0 ? all : all.filter((one) => kinds.includes(one.kind))
  const present = happeningKinds.filter((kind) => all.some((one) => one.kind === kind.value))
  if (all.length === 0)
    return (
      <Empty title="Rien ne s’est encore passé sur ce dossier." icon={CircleDot}>
        Les contacts, les actions et les rappels se suivront ici.
      </Empty>
    )
  return (
    <div className="stack" data-gap="4">
      {present.length > 1 && (
        <CheckChips label="Ne montrer que" options={present} value={kinds} onChange={setKinds} size="small" />
      )}
      <ReadStories told={told} />
      <Timeline label="Chronologie du dossier" items={shown.map((one) => itemOf(one, file, told))} />
    </div>
  )
}

const channelIcons: Partial<Record<ContactChannel, LucideIcon>> = {
  chat: MessageSquare,
  web_form: Mail,
  email: Mail,
  mail: Mail,
  meeting: Users,
}

function itemOf(one: Happening, file: Situation, told: StoriesOfFile): TimelineItem {
  const parts = partsOf(one, file, told)
  const recorded = recordedInWords(one.at, one.recordedAt, one.by)
  return {
    id: one.id,
    at: one.at,
    icon: parts.icon,
    title: parts.title,
    tone: parts.tone,
    body: parts.body,
    actions: parts.actions,
    meta: [parts.meta, recorded].filter(Boolean).join(' · ') || undefined,
  }
}

interface Parts {
  icon: LucideIcon
  title: ReactNode
  meta?: string
  body?: ReactNode
  tone?: Tone
  actions?: ReactNode
}

function partsOf(one: Happening, file: Situation, told: StoriesOfFile): Parts {
  if (one.kind === 'contact') return contactParts(one, file, told)
  if (one.kind === 'action') return actionParts(one.action, file)
  if (one.kind === 'service') return servicePartsOf(one)
  if (one.kind === 'callback') return callbackParts(one, file)
  if (one.kind === 'stage') return stageParts(one)
  if ('danger' in one)
    return {
      icon: ShieldAlert,
      tone: dangerTone(one.danger),
      title: `Niveau de danger : ${dangerLevel.label(one.danger).toLowerCase()}`,
    }
  return {
    icon: Eye,
    title: one.isFirst ? 'Premières observations' : 'Nouveau depuis la fois précédente',
    body: (
      <ul className="situation-news">
        {one.news.map((observation) => (
          <li key={`${observation.kind} ${observation.code}`}>
            {observedLabel(observation.kind, observation.code)}
            {observation.source && <span className="muted">, {sourceInWords(observation.source)}</span>}
          </li>
        ))}
      </ul>
    ),
  }
}

function contactParts(
  one: Extract<Happening, { kind: 'contact' }>,
  file: Situation,
  told: StoriesOfFile,
): Parts {
  const { contact } = one
  const byPhone = contact.direction === 'inbound' ? PhoneIncoming : PhoneOutgoing
  const who = contact.callerName ?? (contact.callerProfile && callerProfile.label(contact.callerProfile))
  return {
    icon: channelIcons[contact.channel] ?? byPhone,
    tone: 'accent',
    title: (
      <>
        Contact {one.number} : {who ?? 'appelant non désigné'}{' '}
        {contact.status === 'draft' && <Badge>Brouillon</Badge>}
      </>
    ),
    meta: [
      contactChannel.label(contact.channel),
      contact.direction !== 'inbound' && contactDirection.label(contact.direction).toLowerCase(),
      contact.callerName && contact.callerProfile && callerProfile.label(contact.callerProfile).toLowerCase(),
      contact.qualification && qualification.label(contact.qualification).toLowerCase(),
      contact.certainty && `prostitution : ${certainty.label(contact.certainty).toLowerCase()}`,
    ]
      .filter(Boolean)
      .join(' · '),
    body: contact.isTold && <Story fileId={file.id} contact={contact} told={told} />,
    actions: (
      <Cluster>
        <ButtonLink size="small" variant="plain" href={`/bureau/contacts/${contact.id}`}>
          Ouvrir le contact
        </ButtonLink>
        {file.abilities.edit && <Detach contact={contact} file={file} />}
      </Cluster>
    ),
  }
}

function Detach({ contact, file }: { contact: Situation['contacts'][number]; file: Situation }) {
  const { attempt } = useAct(file.id)
  const detach = async () => {
    let version = contact.version
    await attempt(
      async () => {
        const saved = await call(detachContact, { params: { id: contact.id }, version })
        version = saved.version
      },
      {
        text: `Contact détaché de ${file.reference}. Il attend une autre situation.`,
        undo: () => call(attachContact, { params: { id: contact.id }, version, input: { to: file.id } }),
        undone: `Contact rattaché à ${file.reference}.`,
      },
    )
  }
  return (
    <Button size="small" variant="plain" icon={Unlink} onPress={() => void detach()}>
      Détacher
    </Button>
  )
}

function actionParts(done: Situation['actions'][number], file: Situation): Parts {
  const about = [
    ...done.adviceFields.map((field) => adviceField.label(field).toLowerCase()),
    done.orientationKind && orientationKind.label(done.orientationKind).toLowerCase(),
  ].filter(Boolean)
  return {
    icon: FileCheck2,
    tone: 'positive',
    title: action.label(done.kind),
    meta: [about.join(', '), done.contactId && 'pendant un contact'].filter(Boolean).join(' · '),
    body: done.note && <LongText text={done.note} />,
    actions: done.abilities.cancel && <Withdraw done={done} file={file} />,
  }
}

function Withdraw({ done, file }: { done: Situation['actions'][number]; file: Situation }) {
  const { attempt } = useAct(file.id)
  return (
    <Button
      size="small"
      variant="plain"
      icon={ListX}
      aria-label={`Retirer l’action : ${action.label(done.kind)}`}
      onPress={() =>
        void attempt(() => call(cancelAction, { params: { id: done.id } }), {
          text: `Action retirée : ${action.label(done.kind)}.`,
          undo: () => call(restoreAction, { params: { id: done.id } }),
          undone: 'Action rétablie.',
        })
      }
    >
      Retirer
    </Button>
  )
}

function callbackParts(one: Extract<Happening, { kind: 'callback' }>, file: Situation): Parts {
  const { callback } = one
  const whom = callback.whom ?? 'personne non précisée'
  if ('attempt' in one)
    return {
      icon: PhoneCall,
      tone: one.attempt.outcome === 'reached' ? 'positive' : 'attention',
      title: `Essai de rappel : ${callbackOutcome.label(one.attempt.outcome).toLowerCase()}`,
      meta: whom,
      body: one.attempt.note && <LongText text={one.attempt.note} />,
    }
  if ('isSettled' in one)
    return {
      icon: BellRing,
      title: `Rappel réglé : ${callback.settledAs ? callbackSettlement.label(callback.settledAs).toLowerCase() : ''}`,
      meta: whom,
    }
  const zone = callback.timeZone || zoneOf(file)
  return {
    icon: BellRing,
    title: `Rappel promis : ${whom}`,
    meta: `pour le ${formatDateTime(callback.opensAt, zone)}, jusqu’à ${formatTime(callback.closesAt, zone)}`,
    body: callback.why && <LongText text={callback.why} />,
  }
}

function stageParts(one: Extract<Happening, { kind: 'stage' }>): Parts {
  if ('merge' in one)
    return {
      icon: one.isUndone ? Undo2 : GitMerge,
      title: one.isUndone
        ? `Fusion défaite : ${one.merge.absorbed.reference} est de nouveau un dossier à part`
        : `Le dossier ${one.merge.absorbed.reference} a été fusionné ici`,
    }
  const { change } = one
  const reason = change.closingReason ? ` (${closingReason.label(change.closingReason).toLowerCase()})` : ''
  const isReopened = change.fromStage === 'closed' && change.toStage !== 'archived'
  return {
    icon: Milestone,
    title: `${isReopened ? 'Réouverture' : 'Étape'} : ${situationStage.label(change.toStage)}${reason}`,
    meta: `avant : ${situationStage.label(change.fromStage).toLowerCase()}`,
  }
}
