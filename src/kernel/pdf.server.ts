import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Refusal } from './refusal.ts'

/** What goes to the thread that makes documents. */
export interface Job {
  readonly id: number
  readonly source: string
  readonly data: unknown
  /** Seconds since 1970. */
  readonly issuedAt: number
}

/** What comes back from it. */
export type JobAnswer =
  | { readonly id: number; readonly pdf: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly fault: string }
  | { readonly id: number; readonly missing: true }

/** What a document is made of; the same data give the same bytes, whenever they are asked for. */
export interface PdfData {
  /** The instant that the document bears. */
  readonly issuedAt: string
  readonly [name: string]: unknown
}

/** Thrown when a Typst source and its data do not make an accessible document; it quotes nothing of the data. */
export class PdfFault extends Error {}

/** The bindings of Typst, one of which npm installed if there is one for this machine. */
const bindings = [
  '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu',
  '@myriaddreamin/typst-ts-node-compiler-linux-x64-musl',
]

/** Beyond that, the thread is taken for lost, and a new one is started for the next document. */
const patience = 60_000

interface Waiting {
  readonly worker: Worker
  readonly resolve: (pdf: Buffer) => void
  readonly reject: (error: unknown) => void
  readonly clock: NodeJS.Timeout
}

/** A thread that makes PDF documents one after the other, so that the service never waits on one. */
export class Press {
  readonly #bindings: readonly string[]
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #last = 0

  constructor(of: readonly string[] = bindings) {
    this.#bindings = of
  }

  /**
   * Makes a PDF/UA-1 document out of a Typst source, which reads `data` as JSON from `sys.inputs.data`:
   * what people wrote is never part of the source.
   * @throws Refusal `pdf_unavailable` where there is no Typst; PdfFault when the document would not be accessible
   */
  async make(source: string, data: PdfData): Promise<Buffer> {
    const id = ++this.#last
    const worker = this.#open()
    const issuedAt = Math.floor(Date.parse(data.issuedAt) / 1000)
    return await new Promise<Buffer>((resolve, reject) => {
      const clock = setTimeout(() => this.#lose(worker, new PdfFault('no answer')), patience)
      clock.unref()
      this.#waiting.set(id, { worker, resolve, reject, clock })
      // A process does not end while it waits for a document, and does not stay up for having made one.
      worker.ref()
      worker.postMessage({ id, source, data, issuedAt } satisfies Job)
    })
  }

  /** Ends the thread; the next document starts another. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #open(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(join(import.meta.dirname, 'pdf.worker.server.ts'), {
      workerData: { bindings: this.#bindings },
    })
    worker.on('message', (answer: JobAnswer) => this.#settle(worker, answer))
    worker.on('error', (error) => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker, new PdfFault('thread ended')))
    this.#worker = worker
    return worker
  }

  #settle(worker: Worker, answer: JobAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    if (!waiting) return
    this.#waiting.delete(answer.id)
    clearTimeout(waiting.clock)
    if (this.#waiting.size === 0) worker.unref()
    if ('pdf' in answer) waiting.resolve(Buffer.from(answer.pdf.buffer))
    else waiting.reject('missing' in answer ? new Refusal('pdf_unavailable') : new PdfFault(answer.fault))
  }

  #lose(worker: Worker, error: unknown): void {
    if (this.#worker === worker) this.#worker = undefined
    for (const [id, waiting] of this.#waiting) {
      if (waiting.worker !== worker) continue
      this.#waiting.delete(id)
      clearTimeout(waiting.clock)
      waiting.reject(error)
    }
    void worker.terminate()
  }
}

const press = new Press()

/** Makes a PDF/UA-1 document out of a Typst source and its data, in a thread of its own. */
export const makePdf = (source: string, data: PdfData): Promise<Buffer> => press.make(source, data)
