import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A page as it leaves, for a browser that asks for it in one of three ways. */
export interface Print {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly etag: string
  readonly plain: Buffer
  gzip?: Buffer
  brotli?: Buffer
}

/** A page as it was last made: `mark` is the banner that it was made with. */
interface Kept<Answer> {
  readonly answer: Answer
  readonly madeAt: number
  mark: string
  print: Print
  isBeingMade: boolean
}

export function printOf(
  text: string | Buffer,
  status: number,
  headers: Readonly<Record<string, string>>,
): Print {
  const plain = Buffer.from(text)
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  return { status, headers, etag, plain }
}

/** The bytes to send, and how they are written; compressed once, for all who ask. */
export function bytesFor(
  print: Print,
  accepts: string,
): { readonly body: Buffer; readonly encoding?: string } {
  if (print.plain.length < 1000) return { body: print.plain }
  if (/\bbr\b/.test(accepts)) {
    print.brotli ??= brotliCompressSync(print.plain, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      },
    })
    return { body: print.brotli, encoding: 'br' }
  }
  if (!/\bgzip\b/.test(accepts)) return { body: print.plain }
  print.gzip ??= gzipSync(print.plain, { level: 9 })
  return { body: print.gzip, encoding: 'gzip' }
}

/** How a page is made, and printed with what surrounds it now. */
export interface Making<Answer> {
  readonly make: () => Promise<Answer>
  readonly print: (answer: Answer) => Promise<Print | undefined>
  /** What the surroundings say now. */
  readonly mark: string
  readonly keptFor: number
}

/** No more addresses than that are kept: the oldest leave first. */
const most = 1500

/**
 * The last good pages. A page younger than its time is shown as it is; an older one is shown once more while it is made
 * again, and stays as long as that fails: the site outlives its database.
 */
export class KeptPages<Answer> {
  readonly #pages = new Map<string, Kept<Answer>>()

  /** The page to show; nothing when what was made is not to be kept, and is handed to `other`. */
  async read(
    address: string,
    making: Making<Answer>,
    other: (answer: Answer) => Promise<unknown>,
  ): Promise<Print | undefined> {
    const known = this.#pages.get(address)
    if (!known) return await this.#make(address, making, other)
    if (known.mark !== making.mark) {
      const print = await making.print(known.answer)
      if (print) Object.assign(known, { print, mark: making.mark })
    }
    const age = (Date.now() - known.madeAt) / 1000
    if (age > making.keptFor && !known.isBeingMade) {
      known.isBeingMade = true
      this.#make(address, making).then(
        () => undefined,
        () => {
          known.isBeingMade = false
        },
      )
    }
    return known.print
  }

  async #make(
    address: string,
    making: Making<Answer>,
    other?: (answer: Answer) => Promise<unknown>,
  ): Promise<Print | undefined> {
    const answer = await making.make()
    const print = await making.print(answer)
    if (!print) {
      // What was there is there no more: a service that closed, a page that leads elsewhere.
      this.#pages.delete(address)
      await other?.(answer)
      return undefined
    }
    this.#pages.delete(address)
    this.#pages.set(address, { answer, madeAt: Date.now(), mark: making.mark, print, isBeingMade: false })
    const oldest = this.#pages.keys().next()
    if (this.#pages.size > most && !oldest.done) this.#pages.delete(oldest.value)
    return print
  }
}
