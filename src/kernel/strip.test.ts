import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { handlers } from '#handlers.server.ts'
import { compileStrip } from './strip.server.ts'

type Def = z.core.$ZodTypes['_zod']['def']

/** A value that a schema accepts, with fields that it does not declare. */
function anyOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const def = schema._zod.def as Def
  switch (def.type) {
    case 'object':
      return objectOf(def.shape)
    case 'array':
      return fc.array(anyOf(def.element), { maxLength: 3 })
    case 'nullable':
      return fc.oneof(fc.constant(null), anyOf(def.innerType))
    case 'optional':
      return fc.oneof(fc.constant(undefined), anyOf(def.innerType))
    case 'union':
      return fc.oneof(...def.options.map(anyOf))
    case 'record':
      return fc.dictionary(anyOf(def.keyType) as fc.Arbitrary<string>, anyOf(def.valueType), {
        maxKeys: 3,
      })
    case 'enum':
    case 'literal':
      return fc.constantFrom(...(schema._zod.values ?? []))
    case 'boolean':
      return fc.boolean()
    case 'number':
      return fc.integer({ min: 1, max: 20 })
    default:
      return fc.constantFrom(...texts)
  }
}

const texts = [
  '019356aa-0000-7000-8000-000000000001',
  '2026-04-03T10:00:00Z',
  '2026-04-03',
  'https://exemple.test/page',
  'une.personne@exemple.test',
  '#a1b2c3',
  'mot',
]

function objectOf(shape: Readonly<Record<string, z.core.$ZodType>>) {
  const declared = Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, anyOf(one)]))
  return fc
    .tuple(
      fc.record(declared),
      fc.dictionary(fc.constantFrom('secret', 'sealed_note'), fc.string(), { maxKeys: 2 }),
    )
    .map(([known, undeclared]) => ({ ...undeclared, ...known }))
}

/** What Zod would answer; nothing when it refuses to. */
function encoded(schema: z.ZodType, value: unknown): string | undefined {
  try {
    return JSON.stringify(z.encode(schema, value as never))
  } catch {
    return undefined
  }
}

test('an answer is stripped as Zod would, of every endpoint and whatever it holds', () => {
  let compared = 0
  for (const { contract } of handlers) {
    if (contract.raw) continue
    const strip = compileStrip(contract.output)
    fc.assert(
      fc.property(anyOf(contract.output), (value) => {
        const expected = encoded(contract.output, value)
        if (expected === undefined) return
        compared += 1
        expect(JSON.stringify(strip(value))).toBe(expected)
      }),
      { numRuns: 60 },
    )
  }
  expect(compared).toBeGreaterThan(handlers.length)
})

test('what is declared and is not there, or is something else, is a bug and not an answer', () => {
  const strip = compileStrip(
    z.object({
      id: z.uuid(),
      tone: z.enum(['low', 'high']),
      at: z.array(z.number()),
      note: z.string().nullable(),
    }),
  )
  const whole = { id: 'x', tone: 'low', at: [1], note: null }
  expect(strip({ ...whole, secret: 'never declared' })).toEqual(whole)
  for (const wrong of [{ id: 1 }, { tone: 'medium' }, { at: 1 }, { at: ['1'] }, { note: undefined }]) {
    expect(() => strip({ ...whole, ...wrong })).toThrow(/as declared/)
  }
  expect(() => strip(null)).toThrow(/as declared/)
})
