import { type Handler, handle } from '#kernel/http.server.ts'
import { compare } from './compare.server.ts'
import { type Clues, matchSituations, search } from './contract.ts'
import { birthYearsOf, hashesOf, normalHandle, normalPhone } from './hashes.server.ts'
import { contactsByNumber, situationByReference, situationsByHash } from './queries.server.ts'

const shown = 8

/** The endpoints of the matching feature, in the order of the contract. */
export const matching: readonly Handler[] = [
  handle(matchSituations, async ({ input, actor, db, keys, trace }) => {
    const { clues, contactId } = input
    const hashes = hashesOf(keys, traitsOf(clues))
    const rows = await situationsByHash(actor, db, hashes, { limit: shown * 3, exceptContact: contactId })
    const candidates = compare(keys, clues, rows).slice(0, shown)
    const numbers = (clues.phones ?? []).flatMap((phone) => normalPhone(phone) ?? [])
    const seenBefore = await contactsByNumber(
      db,
      numbers.map((number) => keys.lookup('phone', number)),
      contactId,
    )
    trace(contactId ?? null, String(candidates.length))
    return { candidates, seenBefore }
  }),

  handle(search, async ({ input, actor, db, keys, trace }) => {
    const { understoodAs, clues } = understand(input)
    const rows =
      understoodAs === 'reference'
        ? await situationByReference(actor, db, input.text)
        : await situationsByHash(actor, db, hashesOf(keys, traitsOf(clues)), { limit: 50 })
    const candidates = compare(keys, clues, rows)
    trace(null, `${understoodAs} ${candidates.length}`)
    return { understoodAs, candidates }
  }),
]

function traitsOf(clues: Clues) {
  return {
    phones: clues.phones ?? [],
    handles: clues.handles ?? [],
    firstName: clues.firstName ?? null,
    birthYears: birthYearsOf(clues.birthDate ?? null, clues.age ?? null, new Date().toISOString()),
    departement: clues.departement ?? null,
  }
}

interface Typed {
  readonly text: string
  readonly departement?: Clues['departement']
  readonly age?: Clues['age']
}

/** What was typed in the one search box, recognised by its form. A name alone is looked for by its sound, with a département or an age. */
function understand({ text, departement, age }: Typed): {
  understoodAs: 'reference' | 'phone' | 'handle' | 'name'
  clues: Clues
} {
  if (/^\d{4}-\d{1,6}$/.test(text)) return { understoodAs: 'reference', clues: {} }
  if (/^[+\d][\d .()/-]{5,}$/.test(text) && normalPhone(text))
    return { understoodAs: 'phone', clues: { phones: [text] } }
  if (text.startsWith('@') || /[\d_]/.test(text))
    return { understoodAs: 'handle', clues: { handles: [normalHandle(text)] } }
  const [firstName, ...rest] = text.split(/\s+/)
  const lastName = rest.join(' ') || null
  // A handle can look like a name: both are tried.
  return { understoodAs: 'name', clues: { firstName, lastName, handles: [text], departement, age } }
}
