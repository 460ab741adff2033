import {
  BookOpenCheck,
  CalendarCheck2,
  Compass,
  Gavel,
  Handshake,
  type LucideIcon,
  MailQuestion,
  Siren,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDay, type Tone } from '#kernel/ui/index.ts'
import {
  dueSettlement,
  exchangeChannel,
  exchangeDirection,
  orientationKind,
  orientationOutcome,
  sendingChannel,
} from '#vocabulary'
import type { ExchangeKind } from './contract.ts'
import type { ServiceHappening } from './happened.ts'
import { ExchangeWords } from './WorkRecords.tsx'
import { exchangeTitles, personInWords } from './words.ts'

interface Parts {
  icon: LucideIcon
  title: ReactNode
  meta?: string
  body?: ReactNode
  tone?: Tone
}

const icons: Record<ExchangeKind, LucideIcon> = {
  ase_liaison: Handshake,
  partner_contact: Handshake,
  prosecutor_report: Gavel,
  emergency_services: Siren,
}

const join = (parts: readonly (string | false | null)[]) => parts.filter(Boolean).join(' · ')

/** How something done with services shows on the line of time of its file. */
export function servicePartsOf(one: ServiceHappening): Parts {
  if ('exchange' in one) {
    const { exchange } = one
    return {
      icon: icons[exchange.kind],
      tone: 'positive',
      title: `${exchangeTitles[exchange.kind]} : ${exchange.service}`,
      meta: join([
        personInWords(exchange),
        exchangeChannel.label(exchange.channel).toLowerCase(),
        exchangeDirection.label(exchange.direction).toLowerCase(),
      ]),
      body: <ExchangeWords exchange={exchange} />,
    }
  }
  if ('sending' in one) {
    const { sending } = one
    return {
      icon: BookOpenCheck,
      tone: 'positive',
      title: `Documentation envoyée : ${sending.title}`,
      meta: join([
        sending.versionLabel,
        `à ${sending.person}`,
        sendingChannel.label(sending.channel).toLowerCase(),
      ]),
      body: sending.note && <p className="situation-text">{sending.note}</p>,
    }
  }
  if ('orientation' in one) return orientationParts(one)
  return dueParts(one)
}

function orientationParts({
  orientation,
  isAnswered,
}: Extract<ServiceHappening, { isAnswered: boolean }>): Parts {
  if (isAnswered)
    return {
      icon: Compass,
      tone: orientation.outcome === 'engaged' ? 'positive' : 'neutral',
      title: `Issue de l’orientation : ${orientationOutcome.label(orientation.outcome).toLowerCase()}`,
      meta: orientation.service,
      body: orientation.outcomeNote && <p className="situation-text">{orientation.outcomeNote}</p>,
    }
  return {
    icon: Compass,
    tone: 'positive',
    title: `Orientation : ${orientation.service}`,
    meta: join([
      orientation.kind && orientationKind.label(orientation.kind).toLowerCase(),
      orientation.person,
    ]),
    body: orientation.note && <p className="situation-text">{orientation.note}</p>,
  }
}

function dueParts({ due, isSettled }: Extract<ServiceHappening, { isSettled: boolean }>): Parts {
  const isRequest = due.kind === 'informant_request'
  const who = (isRequest ? due.person : due.service) ?? 'personne non précisée'
  if (!isSettled)
    return {
      icon: MailQuestion,
      title: `Demande de suites : ${who}`,
      meta: `demandé le ${formatDay(due.askedOn)}, réponse due le ${formatDay(due.dueOn)}`,
      body: due.what && <p className="situation-text">{due.what}</p>,
    }
  return {
    icon: CalendarCheck2,
    tone: due.settledAs === 'withdrawn' ? 'neutral' : 'positive',
    title: `${due.settledAs ? dueSettlement.label(due.settledAs) : 'Réglé'} : ${who}`,
    meta: due.what ?? undefined,
    body: due.answer && <p className="situation-text">{due.answer}</p>,
  }
}
