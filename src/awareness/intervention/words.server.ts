import type { CalendarEvent } from '#kernel/calendar.server.ts'
import type { InterventionLetterKind } from '#vocabulary'
import type { RequestWords } from './requestContract.ts'

const nbsp = '\u00a0'
const day = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const hour = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  minute: '2-digit',
})

/** « jeudi 12 mars 2026 ». */
export const dayInWords = (instant: string): string => day.format(new Date(instant))

/** « jeudi 12 mars 2026, de 14:00 à 16:00 (heure de Paris) ». */
export function whenInWords(startsAt: string, endsAt: string): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)]
  return `${day.format(start)}, de ${hour.format(start)} à ${hour.format(end)} (heure de Paris)`
}

const house = 'Plateforme nationale contre la prostitution des mineurs'

/** What is written about a request. */
export interface RequestLetter {
  readonly reference: string
  readonly words: RequestWords
  /** What the house adds of its own. */
  readonly answer: string | null
  readonly title: string | null
  readonly startsAt: string | null
  readonly endsAt: string | null
}

type RequestKind = Extract<InterventionLetterKind, 'acknowledgement' | 'acceptance' | 'proposal' | 'refusal'>
export const isAboutRequest = (kind: InterventionLetterKind): kind is RequestKind =>
  ['acknowledgement', 'acceptance', 'proposal', 'refusal'].includes(kind)

const subjects: Readonly<Record<RequestKind, string>> = {
  acknowledgement: 'Votre demande d’intervention est arrivée',
  acceptance: 'Votre demande d’intervention est acceptée',
  proposal: `Votre demande d’intervention${nbsp}: une autre date`,
  refusal: `Votre demande d’intervention${nbsp}: notre réponse`,
}

const openings: Readonly<Record<RequestKind, string>> = {
  acknowledgement:
    'Nous avons bien reçu votre demande d’intervention. Nous vous répondons dans les dix jours ouvrés, à cette adresse.',
  acceptance: 'Nous viendrons. Voici ce qui est prévu.',
  proposal:
    'Nous ne pouvons pas venir aux dates que vous souhaitez. Voici celle que nous vous proposons : dites-nous si elle vous convient, en répondant à la personne qui signe.',
  refusal: 'Nous ne pourrons pas répondre favorablement à votre demande. Voici pourquoi.',
}

/** A letter to whoever asked for an intervention. */
export function requestLetterOf(kind: RequestKind, about: RequestLetter): { subject: string; text: string } {
  const { reference, words, answer, title, startsAt, endsAt } = about
  const isDated = kind === 'acceptance' || kind === 'proposal'
  const lines = [
    `Bonjour ${words.name},`,
    openings[kind],
    isDated && startsAt && endsAt && [title, whenInWords(startsAt, endsAt)].filter(Boolean).join('\n'),
    kind !== 'acknowledgement' && answer,
    `Votre demande${nbsp}: ${words.subject}`,
    `Référence à rappeler${nbsp}: ${reference}`,
    house,
  ]
  return { subject: `${subjects[kind]} (${reference})`, text: `${lines.filter(Boolean).join('\n\n')}\n` }
}

type EventKind = Exclude<InterventionLetterKind, RequestKind>

const eventSubjects: Readonly<Record<EventKind, string>> = {
  invitation: 'Invitation',
  update: 'Intervention modifiée',
  cancellation: 'Intervention annulée',
}
const eventOpenings: Readonly<Record<EventKind, string>> = {
  invitation: 'Vous prenez part à cette intervention. Le fichier joint l’ajoute à votre agenda.',
  update: 'Cette intervention a changé. Le fichier joint met votre agenda à jour.',
  cancellation:
    'Cette intervention n’aura pas lieu, ou votre présence n’y est plus attendue. Le fichier joint la retire de votre agenda.',
}

/** What is written to whoever speaks or welcomes. */
export function eventLetterOf(
  kind: EventKind,
  event: CalendarEvent,
  reason: string | null,
): { subject: string; text: string } {
  const lines = [
    'Bonjour,',
    eventOpenings[kind],
    [event.title, whenInWords(event.startsAt, event.endsAt), event.place, event.videoLink]
      .filter(Boolean)
      .join('\n'),
    reason && `Motif${nbsp}: ${reason}`,
    `${event.organiser}\n${house}`,
  ]
  return {
    subject: `${eventSubjects[kind]}${nbsp}: ${event.title}`,
    text: `${lines.filter(Boolean).join('\n\n')}\n`,
  }
}
