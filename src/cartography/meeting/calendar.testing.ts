import ICAL from 'ical.js'
import { SMTPServer } from 'smtp-server'

/** A letter as a mail server received it. */
export interface Letter {
  readonly to: readonly string[]
  readonly raw: string
}

/** A real mail server that keeps what it is given. */
export async function openSink() {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address)
        letters.push({ to, raw: Buffer.concat(parts).toString('utf8') })
        done()
      })
    },
  })
  const url = await new Promise<string>((done) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      done(`smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    })
  })
  return { letters, url, close: () => new Promise<void>((done) => server.close(done)) }
}

/** The text of the part of a letter that has this type, decoded. */
export function partOf(raw: string, type: string): string | undefined {
  const found = new RegExp(`Content-Type: ${type}[\\s\\S]*?\\r\\n\\r\\n([\\s\\S]*?)\\r\\n(?:--|$)`, 'i').exec(
    raw,
  )
  if (!found?.[1]) return undefined
  const head = found[0].slice(0, found[0].indexOf('\r\n\r\n'))
  if (/base64/i.test(head)) return Buffer.from(found[1], 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return found[1]
  const bytes = found[1]
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** What an iCalendar file says, read by another library than the one that wrote it. */
export function readCalendar(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const component = calendar.getFirstSubcomponent('vevent')
  if (!component) throw new Error('no event in this calendar')
  const event = new ICAL.Event(component)
  const attendee = component.getFirstProperty('attendee')
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: event.uid,
    sequence: Number(event.sequence),
    summary: event.summary,
    description: event.description,
    location: event.location,
    status: String(component.getFirstPropertyValue('status')),
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    organizer: String(component.getFirstPropertyValue('organizer')),
    attendee: attendee ? String(attendee.getFirstValue()) : undefined,
  }
}
export type ReadEvent = ReturnType<typeof readCalendar>

/** The diary of somebody who applies what they receive, by the rules of RFC 5546: an older number changes nothing. */
export class Diary {
  readonly held = new Map<string, ReadEvent>()
  readonly #last = new Map<string, number>()

  apply(event: ReadEvent): void {
    if (event.sequence < (this.#last.get(event.uid) ?? -1)) return
    this.#last.set(event.uid, event.sequence)
    if (event.method === 'CANCEL') this.held.delete(event.uid)
    else this.held.set(event.uid, event)
  }
}
