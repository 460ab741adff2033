import type { z } from 'zod'
import { addressOf } from './address.ts'
import type { Contract, Params } from './contract.ts'
import type { FieldFault, RefusalBody, RefusalCode } from './refusal.ts'

/** What a request says beside its contract. */
export interface Said<Path extends string, Input extends z.ZodType, Query extends z.ZodType> {
  readonly params?: Params<Path>
  readonly input?: z.input<Input>
  readonly query?: z.input<Query>
  /** The version that the writer had before them. */
  readonly version?: number
  /** The idempotency key of a creating request: keep it to repeat the request after a failure. Drawn when absent. */
  readonly key?: string
  readonly signal?: AbortSignal
  /** What is brought, where the contract says `upload`. */
  readonly file?: File
}

/** An expected failure, as the server tells it. */
export class RefusalError extends Error {
  readonly code: RefusalCode
  readonly status: number
  readonly fields: readonly FieldFault[]
  /** What the server holds now, when two people wrote. */
  readonly current: unknown
  /** To give to whoever keeps the service, when it is a bug. */
  readonly id: string | undefined
  /** Seconds to wait before asking again. */
  readonly wait: number | undefined

  constructor(status: number, body: RefusalBody) {
    super(body.message)
    this.name = 'RefusalError'
    this.code = body.code
    this.status = status
    this.fields = body.fields ?? []
    this.current = body.current
    this.id = body.id
    this.wait = body.wait
  }

  /** The reason given for one field, to show under it. */
  of(field: string): string | undefined {
    return this.fields.find((fault) => fault.field === field)?.message
  }
}

/** The server could not be reached: what was typed is kept and can be sent again. */
export class OfflineError extends Error {
  readonly code = 'offline'

  constructor(options?: ErrorOptions) {
    super(
      'Le serveur ne répond pas. Votre saisie est gardée sur ce poste et partira dès qu’il répondra.',
      options,
    )
    this.name = 'OfflineError'
  }
}

/** Why a session is over: the person left, or it ended by itself. */
export type SessionEnd = 'left' | 'ended'
type Listener = (end: SessionEnd) => void
const listeners = new Set<Listener>()

/** Runs when the session ends, by itself or on purpose: the place to forget what only a signed-in person may keep. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Says that the session has ended. */
export function endSession(end: SessionEnd): void {
  for (const listener of listeners) listener(end)
}

/**
 * Calls an endpoint.
 * @throws RefusalError when the server refuses
 * @throws OfflineError when it does not answer
 */
export async function call<
  Path extends string,
  Input extends z.ZodType,
  Query extends z.ZodType,
  Output extends z.ZodType,
>(
  contract: Contract<Path, Input, Query, Output>,
  said: Said<Path, Input, Query> = {},
): Promise<z.output<Output>> {
  const response = await send(contract, said)
  return response.json().catch((cause) => Promise.reject(failureOf(cause)))
}

/** Calls an endpoint that answers with bytes: a file to keep, with the name the server gives it. */
export async function download<
  Path extends string,
  Input extends z.ZodType,
  Query extends z.ZodType,
  Output extends z.ZodType,
>(contract: Contract<Path, Input, Query, Output>, said: Said<Path, Input, Query> = {}): Promise<void> {
  const response = await send(contract, said)
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'repere'
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function send<
  Path extends string,
  Input extends z.ZodType,
  Query extends z.ZodType,
  Output extends z.ZodType,
>(
  contract: Contract<Path, Input, Query, Output>,
  { params, input, query, version, key, signal, file }: Said<Path, Input, Query>,
): Promise<Response> {
  const headers = new Headers()
  if (input !== undefined) headers.set('content-type', 'application/json')
  if (contract.creates) headers.set('idempotency-key', key ?? crypto.randomUUID())
  if (version !== undefined) headers.set('if-match', `"${version}"`)
  const response = await fetch(addressOf(contract.path, params, query), {
    method: contract.method,
    headers,
    credentials: 'same-origin',
    ...(input !== undefined && { body: JSON.stringify(input) }),
    ...(file && { body: formOf(file) }),
    ...(signal && { signal }),
  }).catch((cause) => Promise.reject(failureOf(cause)))
  if (response.ok) return response
  throw await refusalOf(response)
}

function formOf(file: File): FormData {
  const form = new FormData()
  form.set('file', file)
  return form
}

/** A request given up on purpose is not a server that does not answer. */
function failureOf(cause: unknown): unknown {
  return cause instanceof DOMException && cause.name === 'AbortError' ? cause : new OfflineError({ cause })
}

async function refusalOf(response: Response): Promise<RefusalError | OfflineError> {
  const body: RefusalBody | undefined = await response.json().catch(() => undefined)
  // Whatever stands before the server answers in its place when it is down.
  if (!body?.code) return new OfflineError()
  if (body.code === 'not_signed_in') endSession('ended')
  return new RefusalError(response.status, body)
}

/** The sentence to show for any failure, and the identifier to report when there is one. */
export function sentenceOf(error: unknown): string {
  if (error instanceof RefusalError) return error.id ? `${error.message} (${error.id})` : error.message
  if (error instanceof OfflineError) return error.message
  return 'Une erreur s’est produite sur ce poste. Rechargez la page ; votre saisie est gardée.'
}
