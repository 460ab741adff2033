import { z } from 'zod'
import './zod.ts'
import type { PartnerRole, Role } from '#vocabulary'

export type { Role }

/** What somebody is, in whichever zone: the helpline, the portal of the partners, or the relay between the two. */
export type AnyRole = Role | PartnerRole | 'relay'

/** Who may call an endpoint: some roles, whoever is signed in, or anyone at all. */
export type Audience = readonly [AnyRole, ...AnyRole[]] | 'signed_in' | 'anyone'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

export type Params<Path extends string> = { readonly [Name in ParamNames<Path>]: string }

/** One endpoint, as a value that the server registers, the browser calls and the documentation shows. */
export interface Contract<
  Path extends string = string,
  Input extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly method: Method
  readonly path: Path
  /** What the journal calls it: `contact.finalise`. */
  readonly action: string
  /** What a person calls it, in French. */
  readonly title: string
  readonly for: Audience
  readonly input: Input
  readonly query: Query
  readonly output: Output
  /** Makes something new: wants an `Idempotency-Key` and answers the same to the same key. */
  readonly creates: boolean
  /** Changes something that has a version: wants `If-Match` and answers 412 when it is not the last. */
  readonly versioned: boolean
  /** Reads that say nothing of anyone are not journalled. */
  readonly journalled: boolean
  /** Answers with bytes of its own (a file, a stream) instead of JSON. */
  readonly raw: boolean
  /** Bytes that a request may weigh, when it is more than usual: a file that is brought. */
  readonly bodyLimit: number | undefined
  /** Receives one file as multipart/form-data, of so many bytes at most, whatever else it is asked in its query. */
  readonly upload: number | undefined
}

const nothing = z.undefined()
type Nothing = typeof nothing
const anything = z.object({})
type Anything = typeof anything

interface Terms<Input extends z.ZodType, Query extends z.ZodType, Output extends z.ZodType> {
  readonly for: Audience
  readonly action: string
  readonly title: string
  readonly input?: Input
  readonly query?: Query
  readonly output: Output
  readonly creates?: boolean
  readonly versioned?: boolean
  readonly journalled?: boolean
  readonly raw?: boolean
  readonly bodyLimit?: number
  readonly upload?: number
}

function verb(method: Method) {
  return <
    const Path extends string,
    Output extends z.ZodType,
    Input extends z.ZodType = Nothing,
    Query extends z.ZodType = Anything,
  >(
    path: Path,
    terms: Terms<Input, Query, Output>,
  ): Contract<Path, Input, Query, Output> => ({
    method,
    path,
    action: terms.action,
    title: terms.title,
    for: terms.for,
    input: terms.input ?? (nothing as z.ZodType as Input),
    query: terms.query ?? (anything as z.ZodType as Query),
    output: terms.output,
    creates: terms.creates ?? false,
    versioned: terms.versioned ?? false,
    journalled: terms.journalled ?? true,
    raw: terms.raw ?? false,
    bodyLimit: terms.bodyLimit,
    upload: terms.upload,
  })
}

/** Declares an endpoint; one without `for` does not compile. */
export const get = verb('GET')
export const post = verb('POST')
export const patch = verb('PATCH')
export const put = verb('PUT')
export const del = verb('DELETE')

/** The answer of an endpoint that has nothing to say. */
export const done = z.object({ done: z.literal(true) })

/** What a list answers: a page, and the place where the next one begins. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** An instant with its offset, as ISO 8601. */
export const instant = z.iso.datetime({ offset: true })
