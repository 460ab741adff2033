import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameWhole, isUnchanged, spanOf } from './range.ts'

const size = 1000

test.each([
  ['bytes=0-', { from: 0, to: 999 }],
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=500-5000', { from: 500, to: 999 }],
  ['bytes=-1', { from: 999, to: 999 }],
  ['bytes=-5000', { from: 0, to: 999 }],
  ['Bytes= 2-3 ', { from: 2, to: 3 }],
  ['bytes=1000-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-4', undefined],
  ['bytes=0-1,4-5', undefined],
  ['items=0-1', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s of a thousand bytes is %j', (range, span) => {
  expect(spanOf(range, size)).toEqual(span)
})

test('whatever is asked, a span lies within the file and begins where it was asked', () => {
  const bound = fc.nat({ max: 3000 })
  fc.assert(
    fc.property(bound, fc.option(bound), fc.integer({ min: 1, max: 2000 }), (from, to, whole) => {
      const span = spanOf(`bytes=${from}-${to ?? ''}`, whole)
      if (span === undefined) return to !== null && to < from
      if (span === 'unsatisfiable') return from >= whole
      return span.from === from && span.to < whole && span.to === Math.min(to ?? whole - 1, whole - 1)
    }),
  )
})

const etag = '"abc"'
const modified = new Date('2026-11-24T10:00:00.700Z')
const validators = { etag, modified }
const date = modified.toUTCString()

test('the tag has the last word over the date', () => {
  expect(isUnchanged({ ifNoneMatch: '"other"', ifModifiedSince: date }, validators)).toBe(false)
  expect(isUnchanged({ ifNoneMatch: '"other", W/"abc"' }, validators)).toBe(true)
  expect(isUnchanged({ ifNoneMatch: '*' }, validators)).toBe(true)
  expect(isUnchanged({ ifModifiedSince: date }, validators)).toBe(true)
  expect(
    isUnchanged({ ifModifiedSince: new Date(modified.getTime() - 60_000).toUTCString() }, validators),
  ).toBe(false)
  expect(isUnchanged({ ifModifiedSince: 'yesterday' }, validators)).toBe(false)
  expect(isUnchanged({}, validators)).toBe(false)
})

test('a part is only added to the very same whole', () => {
  expect(isSameWhole({}, validators)).toBe(true)
  expect(isSameWhole({ ifRange: etag }, validators)).toBe(true)
  expect(isSameWhole({ ifRange: `W/${etag}` }, validators)).toBe(false)
  expect(isSameWhole({ ifRange: '"other"' }, validators)).toBe(false)
  expect(isSameWhole({ ifRange: date }, validators)).toBe(true)
  expect(isSameWhole({ ifRange: new Date(0).toUTCString() }, validators)).toBe(false)
})
