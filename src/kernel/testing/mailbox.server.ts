import { SMTPServer } from 'smtp-server'
import { type Mail, openMail } from '../mail.server.ts'

/** A message as its reader sees it. */
export interface Letter {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

/** A real mail server of a test, which keeps what it is given. */
export interface Mailbox {
  readonly letters: Letter[]
  /** Turns away what comes, when it is set. */
  refuses: boolean
  /** The way out that leads there. */
  readonly mail: () => Mail
  readonly close: () => Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (box.refuses) return done(Object.assign(new Error('full'), { responseCode: 452 }))
        const to = session.envelope.rcptTo.map((one) => one.address)
        letters.push({ to, ...read(Buffer.concat(parts).toString('latin1')) })
        done()
      })
    },
  })
  const url = await new Promise<string>((ready) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      ready(`smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    })
  })
  const box: Mailbox = {
    letters,
    refuses: false,
    mail: () => openMail({ smtpUrl: url, from: 'annuaire@repere.test' }),
    close: () => new Promise<void>((done) => server.close(done)),
  }
  return box
}

function read(raw: string): Omit<Letter, 'to'> {
  const cut = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, cut).replace(/\r\n[ \t]+/g, ' ')
  const body = raw.slice(cut + 4)
  const coding = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase()
  const subject = /^subject: *(.*)$/im.exec(head)?.[1] ?? ''
  return { subject: decodeWords(subject), text: decodeBody(body, coding) }
}

function decodeBody(body: string, coding: string | undefined): string {
  if (coding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (coding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8')
  return unquote(body.replace(/=\r\n/g, '')).replaceAll('\r\n', '\n')
}

const unquote = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** `=?UTF-8?Q?…?=` as a reader sees it. */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, way: string, word: string) =>
      way.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : unquote(word.replaceAll('_', ' ')),
    )
