import type { CalendarEvent } from '#kernel/calendar.server.ts'
import type { MeetingMessageKind } from '#vocabulary'

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

/** « jeudi 12 mars 2026, de 14:00 à 16:00 (heure de Paris) ». */
export function whenInWords({ startsAt, endsAt }: Pick<CalendarEvent, 'startsAt' | 'endsAt'>): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)]
  return `${day.format(start)}, de ${hour.format(start)} à ${hour.format(end)} (heure de Paris)`
}

const subjects: Readonly<Record<MeetingMessageKind, string>> = {
  invitation: 'Invitation',
  update: 'Rencontre modifiée',
  cancellation: 'Rencontre annulée',
  reminder: 'Rappel',
}

const openings: Readonly<Record<MeetingMessageKind, string>> = {
  invitation: 'Vous êtes invité·e à cette rencontre. Le fichier joint l’ajoute à votre agenda.',
  update: 'Cette rencontre a changé. Le fichier joint met votre agenda à jour.',
  cancellation:
    'Cette rencontre n’aura pas lieu, ou votre présence n’y est plus attendue. Le fichier joint la retire de votre agenda.',
  reminder: 'Cette rencontre approche. En voici l’ordre du jour.',
}

/** What is written to a participant. */
export function letterOf(
  kind: MeetingMessageKind,
  event: CalendarEvent,
  reason: string | null,
): { subject: string; text: string } {
  const lines = [
    'Bonjour,',
    openings[kind],
    [event.title, whenInWords(event), event.place, event.videoLink].filter(Boolean).join('\n'),
    reason && `Motif : ${reason}`,
    kind !== 'cancellation' && event.agenda && `Ordre du jour :\n${event.agenda}`,
    `${event.organiser}\nPlateforme nationale contre la prostitution des mineurs`,
  ]
  return { subject: `${subjects[kind]} : ${event.title}`, text: `${lines.filter(Boolean).join('\n\n')}\n` }
}

/** What is written to ask for an opinion; the address holds the code, and nothing else tells it. */
export function feedbackLetter(title: string, address: string): { subject: string; text: string } {
  return {
    subject: `Votre avis : ${title}`,
    text: `Bonjour,

Vous avez participé à cette rencontre : ${title}.
Votre avis aide à préparer les suivantes. Il est anonyme : l’adresse ci-dessous ne sert qu’une fois et n’est reliée à personne.

${address}
`,
  }
}
