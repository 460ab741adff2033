import { type ClientRequest, request } from 'node:http'
import { newId } from '#kernel/id.ts'
import { followLive } from '#kernel/live.ts'
import { cookieName, newSession } from '#kernel/session.server.ts'
import { createContact } from '#listening/contact/contract.ts'
import { query } from '../base/fill.ts'
import { median, quantile } from '../figures.ts'
import { line } from '../results.ts'
import type { Context, Measure } from './context.ts'

const desks = 500
/** A desk that has heard nothing by then is counted as not having heard. */
const patience = 5000

/** A contact is taken: how long before each of five hundred desks knows it, counted from the asking. */
export const measureLive: Measure = async (context) => {
  const { desk, contacts, quick } = context
  let hear = (): void => undefined
  const cookies = await openSessions(context)
  const streams: ClientRequest[] = []
  const asker = desk.asker(1)
  try {
    for (const cookie of cookies) streams.push(await follow(desk.url(), cookie, () => hear()))
    const delays: number[] = []
    const rounds = quick ? 10 : 100
    for (let round = 0; round < rounds; round++) {
      let left = desks
      const begun = performance.now()
      const all = new Promise<void>((done) => {
        const late = setTimeout(done, patience)
        hear = () => {
          delays.push(performance.now() - begun)
          left -= 1
          if (left > 0) return
          clearTimeout(late)
          done()
        }
      })
      await asker.ask(createContact, { input: { channel: 'phone', direction: 'inbound' } })
      await all
    }
    const unheard = rounds * desks - delays.length
    return [
      line(
        'un contact pris se voit sur 500 postes, p95',
        {
          contacts,
          connections: desks,
          value: unheard > 0 ? Number.POSITIVE_INFINITY : quantile(delays, 0.95),
          unit: 'ms',
          details: {
            'ms médiane': median(delays),
            'ms au plus': Math.max(...delays),
            tours: rounds,
            'jamais reçus': unheard,
          },
        },
        500,
      ),
    ]
  } finally {
    for (const stream of streams) stream.destroy()
    asker.connections.close()
    await query(desk.base.ownerUrl, `delete from app.session where created_at = 'epoch'`)
  }
}

/** A session for each desk, among the people of the base, marked so as to be found again. */
async function openSessions({ desk }: Context): Promise<string[]> {
  const { ownerUrl, authors } = desk.base
  const opened = Array.from({ length: desks }, () => ({ ...newSession(), id: newId() }))
  const rows = opened.map(({ digest, id }, index) => {
    const account = authors[index % authors.length]?.id
    return `('\\x${digest.toString('hex')}', '${id}', '${account}', 'epoch', now() + interval '1 hour')`
  })
  await query(
    ownerUrl,
    `insert into app.session (digest, id, account_id, created_at, expires_at) values ${rows.join(',')}`,
  )
  return opened.map(({ token }) => `${cookieName(false)}=${token}`)
}

/** A desk that listens; `hear` is told of each contact. */
function follow(base: string, cookie: string, hear: () => void): Promise<ClientRequest> {
  return new Promise((done, fail) => {
    const asked = request(new URL(followLive.path, base), { agent: false, headers: { cookie } })
    asked.on('error', fail)
    asked.on('response', (response) => {
      if (response.statusCode !== 200) fail(new Error(`${followLive.path} : réponse ${response.statusCode}`))
      let rest = ''
      response.setEncoding('utf8')
      response.on('error', () => undefined)
      response.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n')
        rest = parts.pop() ?? ''
        for (const part of parts) {
          if (part.includes('event: hello')) done(asked)
          if (part.includes('["contact"')) hear()
        }
      })
    })
    asked.end()
  })
}
