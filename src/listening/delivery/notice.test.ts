import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openMail } from '#kernel/mail.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs, sendingOf } from '#kernel/testing/jobs.server.ts'
import { acknowledgePackage, listPackages } from '#partner/package/contract.ts'
import { listUndelivered, readDelivery } from './contract.ts'
import { makeGround, sendOne } from './ground.testing.ts'
import { noticeSubject, noticeText, signInPage } from './notices.ts'
import { reconcile } from './reconcile.server.ts'

/** A real mail server that keeps what it is given. */
class Sink {
  readonly letters: { to: string[]; raw: string }[] = []
  refuses = false
  readonly #server: SMTPServer
  url = ''

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        let raw = ''
        stream.setEncoding('utf8')
        stream.on('data', (part: string) => {
          raw += part
        })
        stream.on('end', () => {
          if (this.refuses) return done(Object.assign(new Error('full'), { responseCode: 452 }))
          this.letters.push({ to: session.envelope.rcptTo.map((one) => one.address), raw })
          done()
        })
      },
    })
  }

  open = () =>
    new Promise<void>((done) => {
      const listening = this.#server.listen(0, '127.0.0.1', () => {
        const address = listening.address()
        this.url = `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
        done()
      })
    })
  close = () => new Promise<void>((done) => this.#server.close(done))
}

const from = 'ne-pas-repondre@espace-professionnel.test'
const sink = new Sink()
let desk: TestDesk
let ana: Person
let brune: Person

beforeAll(async () => {
  await sink.open()
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
})
afterEach(() => {
  sink.letters.length = 0
  sink.refuses = false
})
afterAll(async () => {
  await desk.close()
  await sink.close()
})

const mail = () => openMail({ smtpUrl: sink.url, from })
const send = (ground: Awaited<ReturnType<typeof makeGround>>, text?: string) =>
  sendOne({ author: ana, validator: brune }, ground, text ? { text } : {})
const noticesOf = async (id: string) => (await ana.ok(readDelivery, { params: { id } }))?.notices

/** The words of a letter, whatever its transport made of them. */
function wordsOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/transfer-encoding: quoted-printable/i.test(head)) return body
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

test('the words that leave by e-mail are these, whatever happens', () => {
  expect(noticeSubject).toMatchInlineSnapshot(`"Un élément vous attend"`)
  expect(noticeText(signInPage('https://partenaires.exemple.test/ailleurs?x=1'))).toMatchInlineSnapshot(`
    "Bonjour,

    Un élément vous attend dans votre espace professionnel.
    Connectez-vous pour en prendre connaissance :

    https://partenaires.exemple.test/partenaire

    Ce message est automatique et ne contient aucune information. N’y répondez pas.
    "
  `)
})

test('everybody of the authority is told that something waits, and nothing of what is planted in the file leaves', async () => {
  const ground = await makeGround(desk)
  const colleague = await desk.partners.person({ authorityId: ground.authorityId, name: 'Zibeline Canari' })
  const canaries = ['Ysolde Planteval', 'CANARI-119', '06 98 76 54 32']
  const id = await send(ground, `${canaries.join(' ')} ne rentre plus.`)
  await runJobs(desk, { mail: mail() })
  expect(sink.letters.map((letter) => letter.to).toSorted()).toEqual(
    [[ground.partner?.email], [colleague.email]].toSorted(),
  )
  const [sent] = await desk.sql<{ reference: string }>('select reference from transmission where id = $1', [
    id,
  ])
  const [queued] = await desk.sql<{ id: string }>('select id from delivery where transmission_id = $1', [id])
  expect(sent && queued).toBeTruthy()
  const secret = [
    ...canaries,
    sent?.reference ?? '',
    id,
    queued?.id ?? '',
    ground.unit,
    'Zibeline',
    'Fictive',
    'Ana',
    'Brune',
  ]
  for (const { raw } of sink.letters) {
    expect(wordsOf(raw).replaceAll('\r\n', '\n').trim()).toBe(noticeText(signInPage(desk.url)).trim())
    for (const word of secret) expect(raw).not.toContain(word)
    expect(raw).toMatch(new RegExp(`^From: ${from}\r$`, 'm'))
  }
  expect(await noticesOf(id)).toEqual({ sent: 2, waiting: 0, trouble: null })
})

test('with no mail server the notice waits in sight, and leaves when there is one', async () => {
  const ground = await makeGround(desk)
  const id = await send(ground)
  await runJobs(desk)
  expect(await noticesOf(id)).toEqual({ sent: 0, waiting: 1, trouble: 'mail_not_configured' })
  expect((await brune.ok(listUndelivered)).notices).toEqual([{ trouble: 'mail_not_configured', count: 1 }])
  // A restart with the mail configured: the reconciler finds what waits.
  await desk.sql("update notice set next_attempt_at = now() - interval '2 minutes' where sent_at is null")
  await reconcile(sendingOf(desk, { mail: mail() }))
  await runJobs(desk, { mail: mail() })
  expect(sink.letters.map((letter) => letter.to)).toEqual([[ground.partner?.email]])
  expect(await noticesOf(id)).toEqual({ sent: 1, waiting: 0, trouble: null })
})

test('a mail server that refuses is asked again, and one notice leaves in the end', async () => {
  const ground = await makeGround(desk)
  const id = await send(ground)
  sink.refuses = true
  await runJobs(desk, { mail: mail() })
  expect(await noticesOf(id)).toEqual({ sent: 0, waiting: 1, trouble: 'mail_refused' })
  sink.refuses = false
  await runJobs(desk, { mail: mail(), hurry: true })
  await runJobs(desk, { mail: mail(), hurry: true })
  expect(sink.letters).toHaveLength(1)
})

test('a server that is not there is unreachable, and nothing is lost', async () => {
  const gone = new Sink()
  await gone.open()
  await gone.close()
  const id = await send(await makeGround(desk))
  await runJobs(desk, { mail: openMail({ smtpUrl: gone.url, from }) })
  expect(await noticesOf(id)).toEqual({ sent: 0, waiting: 1, trouble: 'mail_unreachable' })
})

test('nobody is told of what was acknowledged meanwhile', async () => {
  const ground = await makeGround(desk)
  const id = await send(ground)
  await runJobs(desk)
  const { items } = await (ground.partner as Person).ok(listPackages, { query: { view: 'all' } })
  await ground.partner?.ok(acknowledgePackage, { params: { id: items[0]?.id ?? '' } })
  await runJobs(desk)
  await desk.sql("update notice set next_attempt_at = now() - interval '2 minutes' where sent_at is null")
  await reconcile(sendingOf(desk))
  await runJobs(desk, { mail: mail() })
  expect(sink.letters.map((letter) => letter.to)).not.toContainEqual([ground.partner?.email])
  expect(await noticesOf(id)).toEqual({ sent: 0, waiting: 0, trouble: null })
})

test('an urgent transmission that nobody acknowledges is reminded of by e-mail, with the same words', async () => {
  const ground = await makeGround(desk)
  const id = await send(ground)
  await runJobs(desk, { mail: mail() })
  sink.letters.length = 0
  const later = new Date(Date.now() + 20 * 60_000).toISOString()
  await reconcile(sendingOf(desk), { now: later })
  await reconcile(sendingOf(desk), { now: later })
  await runJobs(desk, { mail: mail() })
  const mine = sink.letters.filter((letter) => letter.to[0] === ground.partner?.email)
  expect(mine).toHaveLength(1)
  expect(wordsOf(mine[0]?.raw ?? '')).toContain('Un élément vous attend')
  const view = await ana.ok(readDelivery, { params: { id } })
  expect(view?.escalations).toMatchObject([{ step: 'urgent_reminder', outcome: 'reminded' }])
})

test('a reminder goes to whoever came last and can read, then to all the others while nobody has answered', async () => {
  const ground = await makeGround(desk)
  const { authorityId } = ground
  const keyless = await desk.partners.person({ authorityId, keyless: true })
  const seen = await desk.partners.person({ authorityId })
  const came = (who: { id: string } | undefined, when: string) =>
    desk.ownerSql(`update partner.person set last_sign_in_at = now() - $2::interval where id = $1`, [
      who?.id,
      when,
    ])
  await came(ground.partner, '3 days')
  await came(seen, '1 hour')
  await came(keyless, '1 minute')
  const id = await send(ground)
  await runJobs(desk, { mail: mail() })
  const remind = async () => {
    sink.letters.length = 0
    await reconcile(sendingOf(desk), { now: new Date(Date.now() + 16 * 60_000).toISOString() })
    await runJobs(desk, { mail: mail() })
    const here = [ground.partner?.email, seen.email, keyless.email]
    return sink.letters.flatMap((letter) => letter.to).filter((to) => here.includes(to))
  }
  const passes = (minutes: number) =>
    desk.sql(`update escalation set reminded_at = reminded_at - make_interval(mins => $1)`, [minutes])
  expect(await remind()).toEqual([seen.email])
  expect(await remind()).toEqual([])
  await passes(5)
  expect((await remind()).toSorted()).toEqual([ground.partner?.email, keyless.email].toSorted())
  await passes(60)
  expect(await remind()).toEqual([])
  // Three heard of its arrival, and each of one reminder.
  expect(await noticesOf(id)).toMatchObject({ sent: 6, waiting: 0 })
})

test('whoever has acknowledged after the first reminder spares the others the second', async () => {
  const ground = await makeGround(desk)
  await desk.partners.person({ authorityId: ground.authorityId })
  await send(ground)
  await runJobs(desk, { mail: mail() })
  await reconcile(sendingOf(desk), { now: new Date(Date.now() + 16 * 60_000).toISOString() })
  const { items } = (await ground.partner?.ok(listPackages, { query: {} })) ?? { items: [] }
  await ground.partner?.ok(acknowledgePackage, { params: { id: items[0]?.id ?? '' } })
  await runJobs(desk, { mail: mail() })
  sink.letters.length = 0
  await desk.sql(`update escalation set reminded_at = reminded_at - interval '1 hour'`)
  await reconcile(sendingOf(desk), { now: new Date(Date.now() + 25 * 60_000).toISOString() })
  await runJobs(desk, { mail: mail() })
  expect(sink.letters).toEqual([])
})
