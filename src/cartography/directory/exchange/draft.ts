import { z } from 'zod'
import type { Departement } from '#vocabulary'
import { ContactFields, OrganisationFields, PlaceFields, ServiceFields } from '../fields.ts'

const hasNul = (value: unknown): boolean => JSON.stringify(value)?.includes('\\u0000') ?? false

/** A service as a file says it: what it leaves out is left as it is. */
export const Draft = z.object({
  /** How whoever made the file calls it. */
  reference: z.string().min(1).max(300),
  service: ServiceFields.omit({ contacts: true }).partial().required({ name: true }),
  contacts: z
    .array(
      ContactFields.omit({ id: true, visibility: true, isFrontGate: true }).extend(
        ContactFields.pick({ visibility: true, isFrontGate: true }).partial().shape,
      ),
    )
    .max(30),
  place: PlaceFields.partial().nullable(),
  organisation: OrganisationFields.pick({ name: true, kind: true, siret: true, website: true }).partial(),
  /** What no field of ours can hold, in their words. */
  leftover: z.array(z.string()).max(40),
})
export type Draft = z.output<typeof Draft>

/** The same before anything of it was verified. */
export interface RawDraft {
  reference: string
  service: Record<string, unknown>
  contacts: Record<string, unknown>[]
  place: Record<string, unknown> | null
  organisation: Record<string, unknown>
  leftover: string[]
}

export const rawDraft = (reference: string): RawDraft => ({
  reference,
  service: {},
  contacts: [],
  place: null,
  organisation: {},
  leftover: [],
})

/** One reason for which an entry is refused; `path` is a field of the draft. */
export interface DraftFault {
  readonly path: string
  readonly message: string
}

/** A draft that may be written, or every reason for which it may not. */
export function checkDraft(raw: RawDraft): { draft: Draft } | { faults: DraftFault[] } {
  if (hasNul(raw))
    return {
      faults: [
        { path: 'service.name', message: 'Un caractère nul se trouve dans cette entrée. Retirez-le.' },
      ],
    }
  const read = Draft.safeParse(raw)
  const faults: DraftFault[] = read.success
    ? []
    : read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const { minAge, maxAge } = raw.service
  if (typeof minAge === 'number' && typeof maxAge === 'number' && minAge > maxAge)
    faults.push({
      path: 'service.minAge',
      message: 'L’âge minimal dépasse l’âge maximal. Corrigez l’un des deux.',
    })
  const { place } = raw
  if (place && (typeof place.latitude === 'number') !== (typeof place.longitude === 'number'))
    faults.push({
      path: typeof place.latitude === 'number' ? 'place.longitude' : 'place.latitude',
      message: 'La latitude et la longitude vont ensemble : il en manque une.',
    })
  if (place && place.departement === undefined && faults.every(({ path }) => !path.startsWith('place')))
    faults.push({
      path: 'place.departement',
      message:
        'Le département du lieu ne se devine pas. Donnez un code postal français ou le code du département.',
    })
  if (typeof place?.latitude === 'number' && typeof place.longitude === 'number' && !faults.length) {
    const [lat, lon] = [place.latitude, place.longitude]
    if (lat === 0 && lon === 0)
      faults.push({
        path: 'place.latitude',
        message: 'Ce point est au large de l’Afrique (0, 0). Corrigez-le, ou laissez-le vide.',
      })
    else if (isMetropole(place.departement) && !(lat > 41 && lat < 51.5 && lon > -5.5 && lon < 10))
      faults.push({
        path: 'place.latitude',
        message: `Ce point n’est pas en France métropolitaine (${lat}, ${lon}). Latitude et longitude sont peut-être inversées.`,
      })
  }
  return faults.length > 0 || !read.success ? { faults } : { draft: read.data }
}

const isMetropole = (code: unknown): boolean => typeof code === 'string' && /^(\d\d|2[AB])$/.test(code)

/** The département of a French postcode; Corsica is cut at 20200. */
export function departementOfPostcode(postcode: string): Departement | undefined {
  if (!/^\d{5}$/.test(postcode)) return undefined
  if (postcode.startsWith('20')) return Number(postcode) < 20_200 ? '2A' : '2B'
  const code = /^9[78]/.test(postcode) ? postcode.slice(0, 3) : postcode.slice(0, 2)
  return isCode(code) ? code : undefined
}

const isCode = (code: string): code is Departement =>
  PlaceFields.shape.departement.safeParse(code).success && code !== '00'
