/** The bytes of an answer, first and last included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/**
 * What a `Range` asks of so many bytes: one span, nothing when the whole is to be sent (several spans, or a header that
 * does not read), or `unsatisfiable`.
 */
export function spanOf(range: string | undefined, size: number): Span | 'unsatisfiable' | undefined {
  const asked = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/i.exec(range?.replaceAll(/\s/g, '') ?? '')
  if (!asked) return undefined
  const [, first, last, suffix] = asked
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size)
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size - 1 }
  }
  const from = Number(first)
  if (last && Number(last) < from) return undefined
  if (from >= size) return 'unsatisfiable'
  return { from, to: last ? Math.min(Number(last), size - 1) : size - 1 }
}

/** What a request says about what it already has. */
export interface Conditions {
  readonly ifNoneMatch?: string | undefined
  readonly ifModifiedSince?: string | undefined
  readonly ifRange?: string | undefined
}

/** How a file is told from what it was before: its tag, and its second. */
export interface Validators {
  readonly etag: string
  readonly modified: Date
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)

/** Whether the sender has it already, the tag having the last word over the date (RFC 9110, 13.2.2). */
export function isUnchanged(
  { ifNoneMatch, ifModifiedSince }: Conditions,
  { etag, modified }: Validators,
): boolean {
  if (ifNoneMatch !== undefined) {
    const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
    return tags.includes('*') || tags.includes(etag.replace(/^W\//, ''))
  }
  const since = ifModifiedSince === undefined ? Number.NaN : Date.parse(ifModifiedSince)
  return !Number.isNaN(since) && seconds(modified) * 1000 <= since
}

/** Whether a part may be added to what the sender has: a weak tag or another date does not allow it. */
export function isSameWhole({ ifRange }: Conditions, { etag, modified }: Validators): boolean {
  if (ifRange === undefined) return true
  if (ifRange.includes('"')) return ifRange === etag && !ifRange.startsWith('W/')
  return Date.parse(ifRange) === seconds(modified) * 1000
}
