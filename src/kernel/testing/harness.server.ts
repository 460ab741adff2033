import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { z } from 'zod'
import { handlers as everyHandler } from '#handlers.server.ts'
import { authenticate, openSession, sessionsAlive } from '#office/account/sessions.server.ts'
import { openPartnerZone, portalPage } from '#partner/zone.server.ts'
import { openPublicZone, publicFiles, publicPages } from '#public.server.ts'
import type { Tables } from '#tables.server.ts'
import { type Role, role } from '#vocabulary'
import { addressOf } from '../address.ts'
import type { Contract, Params } from '../contract.ts'
import { openDatabase, openPool } from '../db.server.ts'
import { keepFilesIn } from '../file/place.server.ts'
import type { PublicFiles } from '../file/public.server.ts'
import { servePublicFiles } from '../file/public.server.ts'
import type { Handler, Services } from '../http.server.ts'
import { newId } from '../id.ts'
import { serveLive } from '../live.server.ts'
import { appRole, partnerRole, publicRole, urlOf } from '../migrate.server.ts'
import { servePages } from '../pages.server.ts'
import { type PublicPage, servePublic } from '../public/public.server.ts'
import type { RefusalBody } from '../refusal.ts'
import { Keyring } from '../seal.server.ts'
import { buildServer } from '../server.server.ts'
import { cookieName } from '../session.server.ts'
import { databaseUrl, templateName } from './cluster.setup.ts'
import { type Partners, partnersOf } from './partners.server.ts'

/** What a call says, beside the contract; `key: null` leaves the idempotency key out. */
export interface Said<Path extends string, Input extends z.ZodType, Query extends z.ZodType> {
  readonly params?: Params<Path>
  readonly input?: z.input<Input>
  readonly query?: z.input<Query>
  readonly version?: number
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** What came back; `body` is that of a success, `refusal` that of anything else. */
export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  readonly refusal: RefusalBody | undefined
  readonly text: string
}

/** Somebody with a role and an open session, or nobody at all. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly cookie: string | undefined
  /** A real HTTP request; an `Idempotency-Key` is drawn when the contract creates, `If-Match` sent with `version`. */
  call<Path extends string, Input extends z.ZodType, Query extends z.ZodType, Output extends z.ZodType>(
    contract: Contract<Path, Input, Query, Output>,
    said?: Said<Path, Input, Query>,
  ): Promise<Answer<z.output<Output>>>
  /** The same, but a refusal fails the test; gives the body. */
  ok<Path extends string, Input extends z.ZodType, Query extends z.ZodType, Output extends z.ZodType>(
    contract: Contract<Path, Input, Query, Output>,
    said?: Said<Path, Input, Query>,
  ): Promise<z.output<Output>>
  fetch(path: string, init?: RequestInit): Promise<Response>
}

type People = { readonly [R in Role]: (name?: string) => Promise<Person> }

/** A whole Repère for one test file: its own database, its own server. */
export interface TestDesk {
  readonly url: string
  readonly app: FastifyInstance
  readonly keys: Keyring
  readonly services: Services
  readonly database: Kysely<Tables>
  /** Adds a person of each role, signed in: `desk.people.listener('Ana')`. */
  readonly people: People
  /** People of authorities, on their portal: `desk.partners.person({ authorityId })`. */
  readonly partners: Partners
  /** Nobody: no session. */
  readonly anyone: Person
  /** Raw SQL as the application's role. */
  readonly sql: <Row = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>
  /** Raw SQL as the owner of the tables. */
  readonly ownerSql: <Row = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>
  readonly ownerUrl: string
  /** Everything logged so far, one JSON line each. */
  readonly logs: readonly string[]
  readonly close: () => Promise<void>
}

export interface DeskOptions {
  /** More endpoints than those of the product, for tests of the kernel. */
  readonly more?: readonly Handler[]
  /** More public pages than those of the product, likewise. */
  readonly morePages?: readonly PublicPage[]
  /** More addresses of public files, likewise. */
  readonly moreFiles?: readonly PublicFiles[]
  /** Serves the built browser part too, for tests in a browser. */
  readonly pages?: boolean
}

/** Copies the template into a fresh database and serves it; `close` drops it. */
export async function openTestDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const keys = new Keyring(JSON.parse(inject('keyring')))
  const files = mkdtempSync(join(tmpdir(), 'repere-files-'))
  keepFilesIn(files)
  const name = `desk_${randomBytes(6).toString('hex')}`
  const server = inject('ownerUrl')
  await once(server, `create database ${name} template ${templateName}`)
  const ownerUrl = databaseUrl(server, name)
  const pool = openPool(urlOf(ownerUrl, appRole, keys), { max: 6 })
  const owner = openPool(ownerUrl, { max: 2 })
  const database = openDatabase(pool)
  const services: Services = { database, keys, authenticate, presumes: true, secure: false }
  const zone = openPartnerZone(urlOf(ownerUrl, partnerRole, keys), keys, { max: 4, secure: false })
  const logs: string[] = []
  const logger = pino({ level: 'info' }, linesTo(logs))
  const app = await buildServer({
    handlers: [...everyHandler, ...(options.more ?? [])],
    services,
    zones: zone.zones,
    logger,
    health: async () => ({ database: true }),
  })
  await serveLive(app, { services, url: urlOf(ownerUrl, appRole, keys), sessionsAlive })
  if (options.pages) await servePages(app, '/bureau', [portalPage])
  let url = 'http://127.0.0.1'
  const outdoors = openPublicZone(urlOf(ownerUrl, publicRole, keys), keys, { max: 4, publicUrl: () => url })
  await servePublic(app, [...publicPages, ...(options.morePages ?? [])], outdoors.services)
  servePublicFiles(app, [...publicFiles, ...(options.moreFiles ?? [])], outdoors.services)
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  let count = 0
  const add = async (of: Role, given?: string): Promise<Person> => {
    count += 1
    const id = newId()
    const login = `${of}.${count}`
    const full = given ?? `${role.label(of)} ${count}`
    await database
      .insertInto('account')
      .values({ id, login, name: full, role: of, password_hash: '-', last_sign_in_at: null })
      .execute()
    const token = await openSession(database, id)
    return personOf(url, { id, login, name: full, cookie: `${cookieName(false)}=${token}` })
  }
  const ask = (of: pg.Pool) => async (text: string, values?: unknown[]) => (await of.query(text, values)).rows
  return {
    url,
    app,
    keys,
    services,
    database,
    people: Object.fromEntries(
      role.codes.map((code) => [code, (given?: string) => add(code, given)]),
    ) as People,
    partners: partnersOf({ url, database, zone }),
    anyone: personOf(url, { id: '', login: '', name: '', cookie: undefined }),
    sql: ask(pool) as TestDesk['sql'],
    ownerSql: ask(owner) as TestDesk['ownerSql'],
    ownerUrl,
    logs,
    close: async () => {
      await app.close()
      await database.destroy()
      await zone.close()
      await outdoors.close()
      await owner.end()
      await once(server, `drop database ${name} with (force)`)
      rmSync(files, { recursive: true, force: true })
    },
  }
}

async function once(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

function linesTo(list: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, next) {
      list.push(String(chunk))
      next()
    },
  })
}

/** A person who holds this cookie, or nobody when there is none. */
export function personOf(url: string, who: Pick<Person, 'id' | 'login' | 'name' | 'cookie'>): Person {
  const cookie: Record<string, string> = who.cookie ? { cookie: who.cookie } : {}
  const person: Person = {
    ...who,
    fetch: (path, init = {}) =>
      fetch(new URL(path, url), { redirect: 'manual', ...init, headers: { ...cookie, ...headersOf(init) } }),
    call: async (contract, said = {}) => {
      const response = await person.fetch(addressOf(contract.path, said.params, said.query), {
        method: contract.method,
        headers: {
          ...(said.input !== undefined && { 'content-type': 'application/json' }),
          ...(contract.creates && said.key !== null && { 'idempotency-key': said.key ?? randomUUID() }),
          ...(said.version !== undefined && { 'if-match': `"${said.version}"` }),
          ...said.headers,
        },
        ...(said.input !== undefined && { body: JSON.stringify(said.input) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
      const body = isJson ? JSON.parse(text) : text
      const refusal = response.ok ? undefined : body
      return { status: response.status, headers: response.headers, body, refusal, text }
    },
    ok: async (contract, said) => {
      const answer = await person.call(contract, said)
      if (answer.refusal === undefined) return answer.body
      throw new Error(`${contract.method} ${contract.path} answered ${answer.status}: ${answer.text}`)
    },
  }
  return person
}

function headersOf(init: RequestInit): Record<string, string> {
  return (init.headers ?? {}) as Record<string, string>
}
