import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'

/** What a calendar needs to know of an event. */
export interface CalendarEvent {
  readonly id: string
  readonly sequence: number
  readonly title: string
  readonly startsAt: string
  readonly endsAt: string
  readonly place: string | null
  readonly videoLink: string | null
  readonly agenda: string | null
  readonly organiser: string
}

/** Whom an event is written for; nobody in particular when it is downloaded. */
export interface Guest {
  readonly name: string
  readonly email: string
}

const methods = {
  REQUEST: ICalCalendarMethod.REQUEST,
  CANCEL: ICalCalendarMethod.CANCEL,
  PUBLISH: ICalCalendarMethod.PUBLISH,
} as const
export type CalendarMethod = keyof typeof methods

/** When nothing can be answered by e-mail: a domain that exists nowhere, by RFC 2606. */
const nobody = 'ne-pas-repondre@repere.invalid'

/**
 * An event as an iCalendar file. Its UID never changes: calendars replace what they hold by what has the same UID and a
 * higher SEQUENCE. Instants are in UTC, so that no time zone has to be described.
 */
export function calendarOf(
  event: CalendarEvent,
  method: CalendarMethod,
  options: { readonly from?: string | undefined; readonly guest?: Guest; readonly stamp: string },
): string {
  const { from, guest, stamp } = options
  const calendar = ical({
    prodId: { company: 'repere', product: 'rencontres', language: 'FR' },
    method: methods[method],
  })
  calendar.createEvent({
    id: event.id,
    sequence: event.sequence,
    stamp: new Date(stamp),
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    summary: event.title,
    location: event.place ?? event.videoLink,
    description: [event.agenda, event.videoLink && `Visioconférence : ${event.videoLink}`]
      .filter(Boolean)
      .join('\n\n'),
    url: event.videoLink,
    organizer: { name: event.organiser, email: addressIn(from) },
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    attendees: guest
      ? [
          {
            name: guest.name,
            email: guest.email,
            rsvp: method === 'REQUEST',
            role: ICalAttendeeRole.REQ,
            status: ICalAttendeeStatus.NEEDSACTION,
          },
        ]
      : [],
  })
  return calendar.toString()
}

/** `Repère <repere@exemple.fr>` or the address alone. */
const addressIn = (from: string | undefined): string => /<([^>]+)>/.exec(from ?? '')?.[1] ?? from ?? nobody
