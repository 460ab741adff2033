import { createTransport } from 'nodemailer'

/** What leaves by e-mail: words that are constant, to one address. */
export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** An event for the calendar of whoever receives it. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string }
}

export type MailTrouble = 'not_configured' | 'refused' | 'unreachable'

/** Thrown when a message did not leave; it holds neither the address nor the answer of the server, which may quote it. */
export class MailError extends Error {
  readonly trouble: MailTrouble
  constructor(trouble: MailTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}

export interface Mail {
  readonly isConfigured: boolean
  /** The address that messages come from, when there is one. */
  readonly from?: string
  /** @throws MailError */
  readonly send: (message: Message) => Promise<void>
  /** Whether the server answers, without sending anything. @throws MailError */
  readonly verify: () => Promise<void>
  readonly close: () => void
}

/** Opens the way out for e-mails; without a server and a sender, every message is refused with `not_configured`. */
export function openMail(given: { readonly smtpUrl?: string; readonly from?: string }): Mail {
  const { smtpUrl, from } = given
  if (!smtpUrl || !from) {
    const refuse = async () => {
      throw new MailError('not_configured')
    }
    return { isConfigured: false, send: refuse, verify: refuse, close: () => undefined }
  }
  const transport = createTransport({
    url: smtpUrl,
    // A server that hangs must not hold a job for minutes.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return {
    isConfigured: true,
    from,
    send: ({ to, subject, text, calendar }) =>
      transport
        .sendMail({
          from,
          to,
          subject,
          text,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(calendar && { icalEvent: { ...calendar, filename: 'rencontre.ics' } }),
        })
        .then(
          () => undefined,
          (error: unknown) => {
            throw troubleOf(error)
          },
        ),
    verify: () =>
      transport.verify().then(
        () => undefined,
        (error: unknown) => {
          throw troubleOf(error)
        },
      ),
    close: () => transport.close(),
  }
}

/** A server that answered has refused; one that did not is unreachable. */
function troubleOf(error: unknown): MailError {
  const { responseCode } = error as { responseCode?: number }
  return new MailError(responseCode === undefined ? 'unreachable' : 'refused')
}
