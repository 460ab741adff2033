import { z } from 'zod'
import { type ActorKind, departement, isDepartement } from '#vocabulary'
import { departementOfPostcode, rawDraft } from './draft.ts'
import type { Read } from './hsdsRead.ts'
import type { InclusionService, Structure } from './inclusion.ts'
import { filler, inclusionSource } from './inclusionWrite.ts'
import { readOsm } from './openingHours.ts'

const Ours = z.looseObject({
  place: z.record(z.string(), z.unknown()).optional(),
  first: z.record(z.string(), z.unknown()).optional(),
  contacts: z.array(z.record(z.string(), z.unknown())).optional(),
})

const filled = (text: string | null | undefined): string | undefined =>
  text?.trim() ? text.trim() : undefined
const kindOfNetwork: Readonly<Record<string, ActorKind>> = {
  departements: 'departement',
  ase: 'ase',
  pjj: 'pjj',
}

/** What was cut to fit the schema is not said in full: it is not taken for a change. */
const isCut = (text: string, most: number) => text.length === most && text.endsWith('…')

/** The identifier without the name of who made the file. */
export const referenceOf = (id: string): string =>
  id.startsWith(`${inclusionSource}--`) ? id.slice(inclusionSource.length + 2) : id

/** A service of data·inclusion, with its structure when the file has it, as an entry of the directory. */
export function readInclusion(of: InclusionService, structure: Structure | undefined): Read {
  const raw = rawDraft(referenceOf(of.id))
  const { service, organisation, leftover } = raw
  const own = of.source === inclusionSource ? Ours.safeParse(of.repere).data : undefined
  const where = new Map<string, string>([['reference', '/id']])
  const put = (field: string, value: unknown, pointer: string) => {
    where.set(`service.${field}`, pointer)
    if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0))
      service[field] = value
  }
  for (const field of [
    'kinds',
    'audiences',
    'reaches',
    'languages',
    'capacity',
    'minAge',
    'maxAge',
    'timeZone',
  ])
    put(field, own?.[field], `/repere/${field}`)
  for (const field of ['active', 'visibility', 'professionalNotes', 'internalNotes'])
    put(field, own?.[field], `/repere/${field}`)
  put('name', own && isChangedFrom(of.nom, own.name) ? own.name : of.nom, '/nom')
  const description = of.description.replace(filler, '').trim()
  put('description', isCut(of.description, 2000) && own ? undefined : filled(description), '/description')
  put('entryNote', filled(of.mobilisation_precisions), '/mobilisation_precisions')
  put('costNote', filled(of.frais_precisions)?.slice(0, 200), '/frais_precisions')
  put('cost', costOf(of, own?.cost), '/frais')
  put(
    'entries',
    of.mobilisable_par?.map((one) => (one === 'usagers' ? 'public' : 'professionals')),
    '/mobilisable_par',
  )
  if (!own) readUnmarked(of, put, leftover)
  readZone(of, own, put, leftover)
  const hours = filled(of.horaires_accueil ?? structure?.horaires_accueil)
  const week = hours === undefined ? undefined : readOsm(hours)
  where.set('service.hours', '/horaires_accueil')
  if (week) service.hours = week
  else if (hours !== undefined) leftover.push(`Horaires : ${hours}`)
  readContact(of, structure, own, raw.contacts, where)
  raw.place = placeOf(of, structure, own?.place, where)
  where.set('organisation.name', '/structure_id')
  const name = typeof structure?.repere === 'object' ? Object(structure.repere).name : undefined
  organisation.name =
    (typeof name === 'string' && structure && isChangedFrom(structure.nom, name) ? name : structure?.nom) ??
    of.nom
  const kind = typeof structure?.repere === 'object' ? Object(structure.repere).kind : undefined
  const network = structure?.reseaux_porteurs?.flatMap((one) => kindOfNetwork[one] ?? [])[0]
  if (kind ?? network) organisation.kind = kind ?? network
  if (structure?.siret) organisation.siret = structure.siret
  if (structure?.site_web) organisation.website = structure.site_web
  return { raw, where }
}

/** The name of ours says it in full, when the one that the schema allows is that name cut or filled. */
const isChangedFrom = (shown: string, full: unknown): boolean =>
  typeof full === 'string' &&
  (full === shown ||
    shown === full.replace(/\.+$/, '…') ||
    isCut(shown, 150) ||
    shown.startsWith(`${full} (`))

type Put = (field: string, value: unknown, pointer: string) => void

/** What only the words of the schema tell, in a file that is not ours. */
function readUnmarked(of: InclusionService, put: Put, leftover: string[]): void {
  put(
    'audiences',
    [
      ...(of.publics?.includes('jeunes') ? ['young_adults'] : []),
      ...(of.publics?.includes('familles') ? ['parents'] : []),
    ],
    '/publics',
  )
  put(
    'reaches',
    of.modes_accueil?.map((one) => (one === 'en-presentiel' ? 'on_site' : 'online')),
    '/modes_accueil',
  )
  put('kinds', of.type === 'formation' ? ['training'] : undefined, '/type')
  for (const [text, title] of [
    [of.publics_precisions, 'Pour qui'],
    [of.conditions_acces, 'Conditions d’accès'],
    [of.thematiques?.join(', '), 'Thématiques'],
  ] as const)
    if (filled(text)) leftover.push(`${title} : ${filled(text)}`)
}

const costOf = (of: InclusionService, said: unknown) => {
  const isFree = said === 'free' || said === 'covered'
  if (typeof said === 'string' && of.frais !== null && isFree === (of.frais === 'gratuit')) return said
  return of.frais === 'gratuit' ? 'free' : of.frais === 'payant' ? 'paying' : undefined
}

function readZone(
  of: InclusionService,
  own: Record<string, unknown> | undefined,
  put: Put,
  leftover: string[],
): void {
  const zone = of.zone_eligibilite ?? []
  const isNational = zone.some((one) => one === 'france' || one === '99100')
  const codes = new Set<string>()
  for (const one of zone) {
    // A commune is of its département; an intercommunality is not told by its number.
    const code = one.length === 5 ? (one.startsWith('97') ? one.slice(0, 3) : one.slice(0, 2)) : one
    if (isDepartement(code)) codes.add(code)
    else if (one !== 'france' && one !== '99100') leftover.push(`Zone desservie : ${one}`)
  }
  const said = typeof own?.coverage === 'string' ? own.coverage : undefined
  put('departements', own?.departements ?? [...codes], '/zone_eligibilite')
  put(
    'coverage',
    isNational
      ? said !== undefined && said !== 'departements'
        ? said
        : 'national'
      : codes.size > 0
        ? 'departements'
        : said,
    '/zone_eligibilite',
  )
}

function readContact(
  of: InclusionService,
  structure: Structure | undefined,
  own: z.output<typeof Ours> | undefined,
  contacts: Record<string, unknown>[],
  where: Map<string, string>,
): void {
  const first = {
    person: filled(of.contact_nom_prenom) ?? null,
    phone: filled(of.telephone) ?? null,
    email: of.courriel ?? null,
    web: of.lien_mobilisation ?? null,
  }
  where.set('contacts.0', '/telephone')
  if (Object.values(first).some((one) => one !== null) || own?.first)
    contacts.push({ function: null, ...(own ? own.first : { visibility: 'public' }), ...first })
  for (const one of own?.contacts ?? []) contacts.push(one)
  const lone = { phone: filled(structure?.telephone) ?? null, email: structure?.courriel ?? null }
  const isNew =
    (lone.phone !== null && lone.phone !== first.phone) || (lone.email !== null && lone.email !== first.email)
  if (isNew && !own)
    contacts.push({
      person: null,
      function: 'Accueil de la structure',
      web: null,
      visibility: 'public',
      ...lone,
    })
}

function placeOf(
  of: InclusionService,
  structure: Structure | undefined,
  own: Record<string, unknown> | undefined,
  where: Map<string, string>,
): Record<string, unknown> | null {
  const has = (one: InclusionService | Structure | undefined) =>
    Boolean(one?.adresse ?? one?.commune ?? one?.code_postal ?? one?.latitude)
  const from =
    has(of) || own
      ? of
      : of.modes_accueil?.includes('en-presentiel') && has(structure)
        ? structure
        : undefined
  if (!from) return null
  const insee = filled(from.code_insee)
  const ofInsee = insee && (insee.startsWith('97') ? insee.slice(0, 3) : insee.slice(0, 2))
  const code =
    own?.departement ??
    (ofInsee && departement.has(ofInsee) ? ofInsee : departementOfPostcode(from.code_postal ?? ''))
  const place: Record<string, unknown> = { ...own }
  const put = (field: string, value: unknown, pointer: string) => {
    where.set(`place.${field}`, pointer)
    if (value !== undefined && value !== null) place[field] = value
    else delete place[field]
  }
  put('departement', code, '/code_postal')
  put('name', own?.name, '/repere/place/name')
  put('address', filled([from.adresse, from.complement_adresse].filter(Boolean).join(', ')), '/adresse')
  put('postcode', from.code_postal, '/code_postal')
  put('commune', filled(from.commune), '/commune')
  put('latitude', from.latitude, '/latitude')
  put('longitude', from.longitude, '/longitude')
  return place
}
