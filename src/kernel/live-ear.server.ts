import pg from 'pg'

/** The channel of PostgreSQL over which the server processes tell each other what has changed. */
export const liveChannel = 'repere_live'

interface EarOptions {
  readonly hear: (word: string, rest: string) => void
  /** Listening again after a silence of the connection. */
  readonly back: () => void
  readonly onError: (error: unknown) => void
}

const patience = 5000
const pauses = { first: 200, longest: 5000 }

/** The one connection of a process that listens to PostgreSQL; lost, it comes back by itself. */
export class Ear {
  readonly #url: string
  readonly #options: EarOptions
  #client: pg.Client | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #pause = pauses.first
  #isOver = false

  constructor(url: string, options: EarOptions) {
    this.#url = url
    this.#options = options
  }

  /** Listens; when PostgreSQL does not answer now, it will be asked again. */
  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'repere-live',
      connectionTimeoutMillis: patience,
      keepAlive: true,
    })
    const isFirst = this.#client === undefined
    this.#client = client
    client.on('error', (error) => this.#lose(client, error))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ payload = '' }) => {
      const space = payload.indexOf(' ')
      if (space > 0) this.#options.hear(payload.slice(0, space), payload.slice(space + 1))
    })
    try {
      await client.connect()
      await client.query(`listen ${liveChannel}`)
      this.#pause = pauses.first
      if (!isFirst) this.#options.back()
    } catch (error) {
      this.#lose(client, error)
    }
  }

  /** Asks the connection whether it is still there: one that died without a word would hear nothing for ever. */
  async check(): Promise<void> {
    const client = this.#client
    if (!client || this.#timer) return
    const late = setTimeout(() => this.#lose(client, new Error('the live connection is silent')), patience)
    try {
      await client.query('select 1')
    } catch (error) {
      this.#lose(client, error)
    } finally {
      clearTimeout(late)
    }
  }

  async close(): Promise<void> {
    this.#isOver = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => undefined)
  }

  #lose(client: pg.Client, error?: unknown): void {
    if (this.#isOver || client !== this.#client || this.#timer) return
    if (error) this.#options.onError(error)
    client.end().catch(() => undefined)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.open()
    }, this.#pause)
    this.#pause = Math.min(this.#pause * 2, pauses.longest)
  }
}
