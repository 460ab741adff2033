import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Topic } from '#topics.ts'
import { type Db, send } from './db.server.ts'
import { fixed } from './fixed.server.ts'
import type { Actor, Asker, Services } from './http.server.ts'
import { sendRefusal } from './http.server.ts'
import { followLive } from './live.ts'
import { Ear, liveChannel } from './live-ear.server.ts'
import { Hub, type SessionState } from './live-hub.server.ts'
import { cookieName } from './session.server.ts'

/** Tells every desk that something has changed, if and only if the transaction is committed; only its identifier travels. */
export async function announce(db: Db, topic: Topic, id: string): Promise<void> {
  await send(db, notify({ word: `${topic} ${id}` }))
}

const notify = fixed((db, { word }: { word: string }) =>
  sql`select pg_notify(${liveChannel}, ${word})`.compile(db),
)

export interface LiveOptions {
  readonly services: Services
  /** Where PostgreSQL is listened to. */
  readonly url: string
  /** Of these sessions, those that are alive: until when, and for whom. */
  readonly sessionsAlive: (
    database: Services['database'],
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, SessionState>>
  readonly onError?: (error: unknown) => void
}

/**
 * Serves the stream of what changes. It stands beside the other endpoints because it outlives any transaction; it
 * admits whom its contract names, as they do.
 */
export async function serveLive(app: FastifyInstance, options: LiveOptions): Promise<void> {
  const { services } = options
  const onError = options.onError ?? (() => undefined)
  const hub = new Hub({
    sessionsAlive: (ids) => options.sessionsAlive(services.database, ids),
    onError,
  })
  const ear = new Ear(options.url, {
    hear: (word, rest) => hub.hear(word, rest),
    // Whatever was said meanwhile was missed, a session that ended included.
    back: () => hub.catchUp(),
    onError,
  })
  await ear.open()
  hub.start(() => ear.check())
  app.addHook('preClose', async () => {
    hub.close()
    await ear.close()
  })
  app.get(
    followLive.path,
    {
      schema: {
        operationId: followLive.action,
        summary: followLive.title,
        description: typeof followLive.for === 'string' ? followLive.for : followLive.for.join(', '),
        tags: ['live'],
      },
    },
    async (request, reply) => {
      const token = request.cookies[cookieName(services.secure)]
      const actor = token
        ? await services.database.transaction().execute((db) => services.authenticate(db, token))
        : undefined
      if (!actor) return sendRefusal(reply, 'not_signed_in')
      if (!isAdmitted(actor)) return sendRefusal(reply, 'not_found')
      if (actor.confined) return sendRefusal(reply, 'password_temporary')
      follow(hub, actor, request, reply)
    },
  )
}

const isAdmitted = (asker: Asker): asker is Actor =>
  typeof followLive.for !== 'string' && followLive.for.some((role) => role === asker.role)

/** Hands the connection over to the hub; the headers that any other answer has go with it. */
function follow(hub: Hub, actor: Actor, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // A front that gathers answers before it sends them would keep the news to itself.
    'x-accel-buffering': 'no',
    // Nothing else travels on this connection: it ends with the stream.
    connection: 'close',
  })
  request.raw.socket.setNoDelay(true)
  hub.add({ sessionId: actor.sessionId, role: actor.role, out: raw })
}
