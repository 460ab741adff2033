import { z } from 'zod'

/** Gives what a schema declares of a value and nothing else; throws when what it declares is not there. */
export type Strip = (value: unknown) => unknown

type Def = z.core.$ZodTypes['_zod']['def']

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def

/**
 * Compiles a schema into what an answer needs of it: fields that are not declared are left out, whatever the rest. The
 * form of a text is not looked at again: the input was, and the compiler of TypeScript holds the handlers to the rest.
 */
export function compileStrip(schema: z.core.$ZodType): Strip {
  const def = defOf(schema)
  if (hasOverwrite(def)) return byZod(schema)
  switch (def.type) {
    case 'object':
      return def.catchall ? byZod(schema) : ofObject(def.shape)
    case 'array':
      return ofArray(compileStrip(def.element))
    case 'nullable':
      return unless(null, compileStrip(def.innerType))
    case 'optional':
      return unless(undefined, compileStrip(def.innerType))
    case 'union':
      return ofUnion(schema, def)
    case 'string':
      return (value) => (typeof value === 'string' ? value : fail('text'))
    case 'number':
      return (value) => (typeof value === 'number' ? value : fail('number'))
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : fail('boolean'))
    case 'enum':
    case 'literal':
      return byMembership(schema)
    default:
      return byZod(schema)
  }
}

/** What is rarer than the rest, or changes on its way, is left to Zod. */
function byZod(schema: z.core.$ZodType): Strip {
  return (value) => z.encode(schema, value as never)
}

/** Such as `trim`: the schema changes the value. */
const hasOverwrite = ({ checks = [] }: Def): boolean =>
  checks.some((check) => check._zod.def.check === 'overwrite')

function byMembership(schema: z.core.$ZodType): Strip {
  const { values } = schema._zod
  if (!values) return byZod(schema)
  return (value) => (values.has(value as never) ? value : fail('one of a list'))
}

const unless =
  (nothing: null | undefined, strip: Strip): Strip =>
  (value) =>
    value === nothing ? value : strip(value)

const ofArray =
  (strip: Strip): Strip =>
  (value) =>
    Array.isArray(value) ? value.map((one) => strip(one)) : fail('array')

function ofObject(shape: Readonly<Record<string, z.core.$ZodType>>): Strip {
  const fields = Object.entries(shape).map(([name, schema]) => [name, compileStrip(schema)] as const)
  return (value) => {
    if (typeof value !== 'object' || value === null) return fail('object')
    const given = value as Readonly<Record<string, unknown>>
    const kept: Record<string, unknown> = {}
    for (const [name, strip] of fields) {
      const one = strip(given[name])
      if (one !== undefined) kept[name] = one
    }
    return kept
  }
}

/** Objects told apart by one of their fields; any other union is left to Zod. */
function ofUnion(schema: z.core.$ZodType, def: Def & { type: 'union' }): Strip {
  const { discriminator } = def as { discriminator?: string }
  if (discriminator === undefined) return byZod(schema)
  const strips = new Map<unknown, Strip>()
  for (const option of def.options) {
    for (const value of option._zod.propValues?.[discriminator] ?? []) strips.set(value, compileStrip(option))
  }
  return (value) => {
    const told = (value as Readonly<Record<string, unknown>> | null)?.[discriminator]
    return (strips.get(told) ?? fail('one of several'))(value)
  }
}

/** Says what was expected, never what was there: it may be personal. */
function fail(expected: string): never {
  throw new TypeError(`an answer is not as declared: ${expected} expected`)
}
