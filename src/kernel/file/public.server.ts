import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Tables } from '#tables.server.ts'
import { codeOf } from '../server.server.ts'
import { copyOf, type ServableFile, type ServeOptions, serveFile } from './serve.server.ts'
import { fileRow, fileRows, type Reader, type StoredFile } from './store.server.ts'

/** One public file: its address, and which file answers there. */
export interface PublicAddress {
  readonly address: string
  readonly fileId: string
  /** What `options` of the route may need to know of it. */
  readonly about?: string
}

/** Addresses at which anybody reads files, with the role of the public pages. */
export interface PublicFiles {
  /** The pattern of the addresses, as Fastify reads it. */
  readonly path: string
  /** Every address that answers today, or the one that is asked. */
  readonly list: (db: Reader, address?: string) => Promise<readonly PublicAddress[]>
  readonly options?: (
    request: FastifyRequest,
    known: PublicAddress,
    file: ServableFile,
    /** That of the public pages, to count with. */
    database: Kysely<Tables>,
  ) => ServeOptions
}

export interface PublicFileServices {
  readonly database: Kysely<Tables>
}

/** How long a database that does not answer is waited for, and then left alone. */
const patience = 1500
const pause = 3000

/** What one route served last, so that it still serves it while the database is away. */
class Shelf {
  readonly #known = new Map<string, { readonly address: PublicAddress; readonly file: ServableFile }>()
  #awayUntil = 0
  readonly #route: PublicFiles
  readonly #db: Kysely<Tables>

  constructor(route: PublicFiles, db: Kysely<Tables>) {
    this.#route = route
    this.#db = db
  }

  async find(address: string) {
    if (Date.now() < this.#awayUntil) return this.#known.get(address)
    try {
      return await within(patience, this.#look(address))
    } catch (error) {
      if (codeOf(error) !== 'unavailable') throw error
      this.#awayUntil = Date.now() + pause
      const known = this.#known.get(address)
      if (known) return known
      throw error
    }
  }

  /** Brings every file of the route to this disk, before anybody asks. */
  async warm(): Promise<void> {
    const addresses = await this.#route.list(this.#db)
    const ids = addresses.map(({ fileId }) => fileId)
    const files = await fileRows(this.#db, ids)
    for (const address of addresses) await this.#hold(address, files.get(address.fileId))
  }

  async #look(address: string) {
    const [found] = await this.#route.list(this.#db, address)
    const held = found && (await this.#hold(found, await fileRow(this.#db, found.fileId)))
    if (!held) this.#known.delete(address)
    return held
  }

  async #hold(address: PublicAddress, row: StoredFile | undefined) {
    if (row?.audience !== 'public') return undefined
    const held = { address, file: await copyOf(this.#db, row) }
    this.#known.set(address.address, held)
    return held
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(clock)
  }
}

/** Serves the public files of each feature; `warm` brings them all to this disk, and is to be called now and then. */
export function servePublicFiles(
  app: FastifyInstance,
  routes: readonly PublicFiles[],
  { database }: PublicFileServices,
): { readonly warm: () => Promise<void> } {
  const shelves = routes.map((route) => {
    const shelf = new Shelf(route, database)
    const handler = (request: FastifyRequest, reply: FastifyReply) =>
      answer(request, reply, route, shelf, database)
    // Never compressed: a length and a part are counted in the bytes of the file.
    app.get(route.path, { schema: { hide: true }, compress: false, handler })
    return shelf
  })
  return {
    warm: async () => {
      for (const shelf of shelves) await shelf.warm()
    },
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  route: PublicFiles,
  shelf: Shelf,
  database: Kysely<Tables>,
) {
  const found = await shelf.find(request.url.split('?')[0] ?? '')
  if (!found) return reply.callNotFound()
  return await serveFile(
    request,
    reply,
    found.file,
    route.options?.(request, found.address, found.file, database),
  )
}

/** Brings the public files to this disk now and every minute, so that they are there when the database is not. */
export function keepWarm(warm: () => Promise<void>, onError: (error: unknown) => void): () => void {
  const run = () => void warm().catch(onError)
  run()
  const clock = setInterval(run, 60_000)
  return () => clearInterval(clock)
}
