import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from './id.ts'
import { freshRing, Keyring, UnsealError } from './seal.server.ts'

const keys = new Keyring(freshRing())
const key = keys.createDataKey(newId())
const place = fc.record({ table: fc.string(), column: fc.string(), row: fc.uuid() })
const text = fc.string({ unit: 'binary' })

test('what is sealed opens, in its place', () => {
  fc.assert(
    fc.property(
      text,
      place,
      (value, where) => keys.unseal(key, where, keys.seal(key, where, value)) === value,
    ),
  )
})

test('the same words sealed twice do not look alike, nor like themselves', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), place, (value, where) => {
      const [one, two] = [keys.seal(key, where, value), keys.seal(key, where, value)]
      return !one.equals(two) && !one.includes(value)
    }),
  )
})

test('a value moved to another table, column or row does not open', () => {
  fc.assert(
    fc.property(text, place, place, (value, from, to) => {
      fc.pre(from.table !== to.table || from.column !== to.column || from.row !== to.row)
      // The parts are joined with a bar: names of tables and columns are ours, and hold none.
      fc.pre([from, to].every((one) => !one.table.includes('|') && !one.column.includes('|')))
      expect(() => keys.unseal(key, to, keys.seal(key, from, value))).toThrow(UnsealError)
    }),
  )
})

test('a value cut short, lengthened or altered by one bit does not open', () => {
  const where = { table: 'contact', column: 'summary', row: newId() }
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(7), (value, at, bit) => {
      const sealed = keys.seal(key, where, value)
      const altered = Buffer.from(sealed)
      const index = at % altered.length
      altered[index] = (altered[index] ?? 0) ^ (1 << bit)
      const cut = sealed.subarray(0, at % sealed.length)
      for (const wrong of [altered, cut, Buffer.concat([sealed, Buffer.from([0])])]) {
        expect(() => keys.unseal(key, where, wrong)).toThrow(UnsealError)
      }
    }),
  )
})

test('a tag cut down to four bytes, which the cipher alone would accept, does not open', () => {
  const where = { table: 'contact', column: 'summary', row: newId() }
  const sealed = keys.seal(key, where, 'quatre octets')
  for (const kept of [4, 8, 12, 13, 14, 15]) {
    expect(() => keys.unseal(key, where, sealed.subarray(0, sealed.length - 16 + kept))).toThrow(UnsealError)
  }
})

test('another file’s key does not open a value, and neither does another installation’s', () => {
  const where = { table: 'contact', column: 'summary', row: newId() }
  const sealed = keys.seal(key, where, 'à soi')
  expect(() => keys.unseal(keys.createDataKey(newId()), where, sealed)).toThrow(UnsealError)
  const elsewhere = new Keyring(freshRing())
  expect(() => elsewhere.openDataKey(key.id, key.version, key.wrapped)).toThrow(UnsealError)
})

test('a data key opens from what the database keeps, under its own identifier only', () => {
  const ring = freshRing()
  const made = new Keyring(ring).createDataKey(newId())
  const restarted = new Keyring(ring)
  expect(restarted.openDataKey(made.id, made.version, made.wrapped).plain.equals(made.plain)).toBe(true)
  expect(() => restarted.openDataKey(newId(), made.version, made.wrapped)).toThrow(UnsealError)
  expect(made.wrapped.includes(made.plain.export())).toBe(false)
})

test('after a new key-encryption key, old values open and new ones take the new key', () => {
  const ring = freshRing()
  const before = new Keyring(ring)
  const old = before.createDataKey(newId())
  const alone = { table: 'idempotency', column: 'answer', row: 'one' }
  const kept = before.sealAlone(alone, 'ancien')
  const after = new Keyring({ ...ring, current: 2, keys: { ...ring.keys, 2: freshRing().keys[1] ?? '' } })
  expect(after.openDataKey(old.id, old.version, old.wrapped).plain.equals(old.plain)).toBe(true)
  expect(after.unsealAlone(alone, kept)).toBe('ancien')
  expect(after.createDataKey(newId()).version).toBe(2)
})

test('a value still opens once its data key has been wrapped again under a newer key', () => {
  const where = { table: 'contact', column: 'summary', row: newId() }
  const sealed = keys.seal(key, where, 'toujours là')
  expect(keys.unseal({ ...key, version: key.version + 1 }, where, sealed)).toBe('toujours là')
})

test('a look-up hash is the same for the same value and kind, and another with another ring', () => {
  expect(keys.lookup('phone', '+33612345678')).toBe(keys.lookup('phone', '+33612345678'))
  expect(keys.lookup('phone', '+33612345678')).not.toBe(keys.lookup('handle', '+33612345678'))
  expect(keys.lookup('phone', '+33612345678')).not.toBe(
    new Keyring(freshRing()).lookup('phone', '+33612345678'),
  )
})
