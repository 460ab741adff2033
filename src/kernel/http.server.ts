import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Tables } from '#tables.server.ts'
import {
  admit,
  bearerOf,
  faults,
  keyOf,
  repeatable,
  sameOrigin,
  turnAway,
  versionOf,
} from './asked.server.ts'
import type { AnyRole, Contract, Params, Role } from './contract.ts'
import type { Db } from './db.server.ts'
import { type ReceivedFile, receiveFile } from './file/receive.server.ts'
import { type ServableFile, serveFile } from './file/serve.server.ts'
import { newId } from './id.ts'
import { answerGiven, findAnswers, type Given, isKeyTaken, keepAnswer } from './idempotency.server.ts'
import { sendJournal, writeJournal } from './journal.server.ts'
import { Holders, presumingFirst, underPresumption } from './presume.server.ts'
import { Refusal, type RefusalBody, type RefusalCode, refuse, sentenceOf, statusOf } from './refusal.ts'
import type { Keyring } from './seal.server.ts'
import { cookieName } from './session.server.ts'

/** Who is asking, in whichever zone. */
export interface Asker {
  readonly id: string
  readonly role: AnyRole
  readonly name: string
  readonly sessionId: string
  /** Signed in with a password given by somebody else: until it is changed, only their own account is open. */
  readonly confined: boolean
}

/** Somebody of the helpline. */
export interface Actor extends Asker {
  readonly role: Role
}

/** What the kernel leans on, opened once at start. */
export interface Services {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
  /** Finds who holds a session cookie, inside the transaction of the request. */
  readonly authenticate: (db: Db, token: string) => Promise<Asker | undefined>
  /** No row policy listens to the session: a request may begin while it is being found. */
  readonly presumes?: boolean
  readonly secure: boolean
  /** The zone, by the name of its cookie; the helpline's unless told. */
  readonly cookie?: string
  /** For machines: whether the token of the `Authorization` header is the one. Whoever has none finds nothing here. */
  readonly bearer?: (token: string) => boolean
}

/** Bytes instead of JSON. */
export interface Bytes {
  readonly type: string
  readonly filename?: string
  readonly body: string | Buffer | NodeJS.ReadableStream
}

/** A stored file, sent from the disk with ranges and validators. */
export interface StoredBytes {
  readonly file: ServableFile
  readonly attachment?: boolean
}

/** Everything a handler needs of one request. */
export interface Call<
  Path extends string,
  Input extends z.ZodType,
  Query extends z.ZodType,
  Who extends Asker = Actor,
> {
  readonly params: Params<Path>
  readonly input: z.output<Input>
  readonly query: z.output<Query>
  readonly db: Db
  readonly keys: Keyring
  /** Who asks; refuses when nobody is signed in. */
  readonly actor: Who
  /** The version that the writer had before them, of a versioned contract. */
  readonly version: number
  /** The address of the client: for throttling only, never stored. */
  readonly address: string
  /** Names what the request was about, for the journal: an identifier, and a count or code. */
  readonly trace: (entityId: string | null, detail?: string) => void
  /** The actions that the actor may ask for, so that the browser shows only those. */
  readonly abilities: readonly string[]
  /** What a person calls each action, in French. */
  readonly titles: ReadonlyMap<string, string>
  readonly openSession: (token: string, seconds: number) => void
  readonly closeSession: () => void
  /** The file that was brought; only where the contract says `upload`. It is discarded after the answer. */
  readonly received: ReceivedFile
}

/** A contract and the function that keeps it. */
export interface Handler {
  readonly contract: Contract
  readonly run: (call: Call<string, z.ZodType, z.ZodType>) => Promise<unknown>
}

/** Binds a contract to its function; the types of both sides come from the contract. */
export function handle<
  Path extends string,
  Input extends z.ZodType,
  Query extends z.ZodType,
  Output extends z.ZodType,
  Who extends Asker = Actor,
>(
  contract: Contract<Path, Input, Query, Output>,
  run: (call: Call<Path, Input, Query, Who>) => Promise<z.input<Output> | Bytes | StoredBytes>,
): Handler {
  return { contract: contract as unknown as Contract, run: run as unknown as Handler['run'] }
}

/** Turns contracts into routes: deny by default, one transaction and one journal line per request, answers stripped to their schema. */
export function register(app: FastifyInstance, handlers: readonly Handler[], services: Services): void {
  const bare = handlers.find(({ contract }) => !contract.for?.length)?.contract
  if (bare) throw new Error(`${bare.method} ${bare.path} does not say who may call it`)
  const known = { abilities: abilitiesByRole(handlers), titles: titlesOf(handlers), holders: new Holders() }
  const add = (to: FastifyInstance, handler: Handler) => {
    const { contract } = handler
    to.route({
      method: contract.method,
      url: contract.path,
      ...(contract.bodyLimit && { bodyLimit: contract.bodyLimit }),
      schema: { ...describe(contract), hide: services.bearer !== undefined },
      ...(services.bearer && { onRequest: turnAway(services.bearer) }),
      attachValidation: true,
      handler: (request, reply) => answer(request, reply, handler, services, known),
    })
  }
  for (const handler of handlers) if (!handler.contract.upload) add(app, handler)
  const uploads = handlers.filter(({ contract }) => contract.upload)
  if (uploads.length === 0) return
  // Only these read a form with a file in it.
  app.register(async (zone) => {
    await zone.register(multipart)
    for (const handler of uploads) add(zone, handler)
  })
}

/** What every request may ask about the endpoints themselves. */
interface Known {
  readonly abilities: ReadonlyMap<AnyRole, readonly string[]>
  readonly titles: ReadonlyMap<string, string>
  readonly holders: Holders
}

const titlesOf = (handlers: readonly Handler[]): Known['titles'] =>
  new Map(handlers.map(({ contract }) => [contract.action, contract.title]))

/** What each role may ask for, from the same `for` that admits it. */
function abilitiesByRole(handlers: readonly Handler[]): Known['abilities'] {
  const found = new Map<AnyRole, string[]>()
  for (const { contract } of handlers) {
    if (typeof contract.for === 'string') continue
    for (const role of contract.for) found.set(role, [...(found.get(role) ?? []), contract.action])
  }
  return found
}

const Identifiers = z.record(z.string(), z.uuid())

/** What Fastify and the OpenAPI page know of a contract. */
function describe(contract: Contract) {
  const names = [...contract.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  return {
    operationId: contract.action,
    summary: contract.title,
    description: typeof contract.for === 'string' ? contract.for : contract.for.join(', '),
    tags: [contract.action.split('.')[0] ?? ''],
    ...(names.length > 0 && {
      params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
    }),
    ...(contract.method !== 'GET' && !(contract.input instanceof z.ZodUndefined) && { body: contract.input }),
    querystring: contract.query,
    ...(!contract.raw && { response: { 200: contract.output } }),
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  handler: Handler,
  services: Services,
  known: Known,
): Promise<unknown> {
  const { contract } = handler
  let entityId: string | null = (request.params as { id?: string }).id ?? null
  let detail: string | null = null
  let traced = false
  let actor: Asker | undefined
  const line = (outcome: string) => ({
    requestId: request.id,
    actorId: actor?.id ?? null,
    role: actor?.role ?? null,
    action: contract.action,
    entityId: entityId && z.uuid().safeParse(entityId).success ? entityId : null,
    outcome,
    detail,
  })
  let received: ReceivedFile | undefined
  const cookies: (() => void)[] = []
  const cookie = cookieName(services.secure, services.cookie)
  const token = services.bearer ? bearerOf(request) : request.cookies[cookie]
  try {
    if (request.method !== 'GET') sameOrigin(request)
    if (contract.upload) {
      // No transaction lasts as long as somebody's connection is slow; who they are is asked again after it.
      actor = await inTransaction(request, services, async (db) =>
        token ? await services.authenticate(db, token) : undefined,
      )
      admit(contract, actor)
      received = await receiveFile(request, { limit: contract.upload })
    }
    const serve = async (db: Db, holder: Asker | undefined, answers: readonly Given[]): Promise<unknown> => {
      actor = holder
      if (services.bearer && !actor) refuse('not_found')
      admit(contract, actor)
      if (!Identifiers.safeParse(request.params).success) refuse('not_found')
      if (request.validationError) refuse('malformed', { fields: faults(request.validationError) })
      const repeat = contract.creates ? repeatable(request, services.keys, actor, received) : undefined
      if (repeat) {
        const given = answerGiven(services.keys, repeat, answers)
        if (given !== undefined) return given
      }
      const produced = await handler.run({
        params: request.params as Record<string, string>,
        input: request.body,
        query: request.query,
        db,
        keys: services.keys,
        get actor() {
          // A contract lists roles of its own zone, and its zone's `authenticate` gives no other.
          return (actor ?? refuse('not_signed_in')) as Actor
        },
        version: contract.versioned ? versionOf(request) : 0,
        address: request.ip,
        get abilities() {
          return (actor && !actor.confined ? known.abilities.get(actor.role) : undefined) ?? []
        },
        titles: known.titles,
        trace: (id, word) => {
          traced = true
          entityId = id
          detail = word ?? null
        },
        openSession: (value, seconds) =>
          cookies.push(() => {
            reply.setCookie(cookie, value, {
              path: '/',
              httpOnly: true,
              sameSite: 'strict',
              secure: services.secure,
              maxAge: seconds,
            })
          }),
        get received() {
          return received ?? refuse('file_missing')
        },
        closeSession: () => cookies.push(() => void reply.clearCookie(cookie, { path: '/' })),
      })
      if (repeat) await keepAnswer(db, services.keys, repeat, produced)
      if (contract.journalled) await sendJournal(db, line('done'))
      return produced
    }
    // What makes something new first learns whether it was already made.
    const mayPresume = services.presumes && contract.for !== 'anyone' && !contract.creates && !contract.upload
    const presumed = mayPresume ? known.holders.recall(token) : undefined
    const result = await presumingFirst(presumed, (holder) =>
      inTransaction(request, services, async (db) => {
        cookies.length = 0
        traced = false
        const key = contract.creates ? keyOf(request) : undefined
        const finding = token ? services.authenticate(db, token) : Promise.resolve(undefined)
        if (holder) return await underPresumption(holder, finding, (who) => serve(db, who, []))
        const [found, answers] = await Promise.all([finding, key ? findAnswers(db, key) : []])
        known.holders.keep(token, found)
        return await serve(db, found, answers)
      }),
    )
    for (const set of cookies) set()
    if (!contract.raw) return reply.send(result)
    return await sendBytes(request, reply, result as Bytes | StoredBytes)
  } catch (problem) {
    const error = isKeyTaken(problem) ? new Refusal('key_in_progress') : problem
    if (!(error instanceof Refusal)) throw error
    // The transaction of the request is gone with what it refused; the refusal itself stays in the journal.
    if ((actor || traced) && contract.journalled) await writeJournal(services.database, line(error.code))
    return sendRefusal(reply, error.code, error.details)
  } finally {
    await received?.discard()
  }
}

/** Deadlock and serialisation failure: PostgreSQL has undone everything, and asks for another try. */
const undone = new Set(['40P01', '40001'])

/** Runs the request in one transaction; one that PostgreSQL undid is run again, twice at most. */
export async function inTransaction<T>(
  request: FastifyRequest,
  { database }: Pick<Services, 'database'>,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  for (let retries = 2; ; retries--) {
    try {
      return await database.transaction().execute(work)
    } catch (error) {
      const { code } = error as { code?: string }
      if (retries === 0 || code === undefined || !undone.has(code)) throw error
      request.log.warn({ code }, 'tried again')
    }
  }
}

/** Answers a refusal: same shape, same headers, whatever the reason behind it. */
export function sendRefusal(
  reply: FastifyReply,
  code: RefusalCode,
  details: Omit<RefusalBody, 'code' | 'message'> = {},
): FastifyReply {
  if (details.wait) reply.header('retry-after', String(details.wait))
  return reply
    .code(statusOf(code))
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ code, message: sentenceOf(code), ...details } satisfies RefusalBody)
}

async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Bytes | StoredBytes,
): Promise<FastifyReply> {
  if ('file' in bytes) return await serveFile(request, reply, bytes.file, bytes)
  if (bytes.filename) reply.header('content-disposition', `attachment; filename="${bytes.filename}"`)
  return reply.type(bytes.type).send(bytes.body)
}

/** The identifier under which a request is logged, journalled and shown to whoever met a bug. */
export const requestId = newId
