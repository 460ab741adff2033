import {
  departementName,
  departement as departements,
  isDepartement,
  ofDepartement,
  type PlaceRole,
  placeRole,
} from '#vocabulary'

/** The two parts of the département 69. */
export const partsOfRhone = ['rhone', 'metropole'] as const
export type RhonePart = (typeof partsOfRhone)[number]

/** What a decision knows of a place: its role and where it is, never its address. */
export interface KnownPlace {
  readonly role: PlaceRole
  readonly departement: string | null
  readonly since: string | null
  readonly until: string | null
}

/** What a decision leans on. */
export interface Known {
  readonly places: readonly KnownPlace[]
  /** Where the minor lives, as the file or its contacts say it. */
  readonly departement: string | null
  /** Which part of the Rhône, once the listener knows. */
  readonly rhone: RhonePart | null
  readonly today: string
}

/** One question of the tree, the answer found, and what follows from it. */
export interface Step {
  readonly question: string
  readonly answer: string
  readonly why: string
}

/** The places where a minor lives, the surest first. */
const living = ['current_whereabouts', 'family_home', 'placement'] as const
/** The places that add an authority when they lie elsewhere. */
const elsewhere = ['current_whereabouts', 'family_home', 'placement', 'runaway', 'exploitation'] as const

/** Why a département designates an authority. */
export interface Ground {
  readonly departement: string
  readonly reason: string
}

/** « Haut-Rhin (68) ». */
export const inWords = (code: string) =>
  isDepartement(code) ? `${departementName(code)} (${code})` : departementName(code)
const roleInWords = (role: PlaceRole) => placeRole.label(role).toLowerCase()
const isKnown = (code: string | null): code is string =>
  code !== null && code !== 'unknown' && code !== 'undisclosed' && departements.has(code)

const isPresent = ({ since, until }: KnownPlace, today: string) =>
  (since === null || since <= today) && (until === null || until >= today)

/** The latest first: who moved last month lives where they moved; the order of writing plays no part. */
function latestFirst(a: KnownPlace, b: KnownPlace): number {
  const since = (b.since ?? '').localeCompare(a.since ?? '')
  return since || (a.departement ?? '').localeCompare(b.departement ?? '')
}

/** The places that may designate somebody: those of today, else those of before; told in the trace. */
export function usable({ places, departement, today }: Known, trace: Step[]): readonly KnownPlace[] {
  const located = places.filter((place) => isKnown(place.departement))
  const lost = places.length - located.length
  const present = located.filter((place) => isPresent(place, today))
  const past = located.length - present.length
  const isEnough = isKnown(departement) || present.some(({ role }) => role !== 'school')
  const kept = isEnough ? present : located
  const parts = [
    places.length === 0 && 'Aucun lieu n’est noté dans le dossier.',
    lost > 0 && `${lost} sans département : ${lost > 1 ? 'ils ne désignent' : 'il ne désigne'} personne.`,
    past > 0 &&
      (!isEnough
        ? `${past} hors de ses dates, gardé faute de mieux.`
        : `${past} hors de ses dates : ${past > 1 ? 'ils sont laissés' : 'il est laissé'} de côté.`),
  ].filter((part) => part !== false)
  trace.push({
    question: 'Quels lieux sont connus ?',
    answer:
      located.length === 0
        ? 'Aucun'
        : located
            .map((place) => `${roleInWords(place.role)}, ${inWords(place.departement ?? '')}`)
            .join(' ; '),
    why: parts.join(' ') || 'Tous sont situés et en cours : tous comptent.',
  })
  return kept.toSorted(latestFirst)
}

const at = (places: readonly KnownPlace[], role: PlaceRole) => places.filter((place) => place.role === role)

/** Where the minor lives; failing that, the nearest thing to it. */
export function firstGround(
  places: readonly KnownPlace[],
  departement: string | null,
  trace: Step[],
): Ground | undefined {
  const question = 'Où vit le mineur ?'
  for (const role of living) {
    const [place] = at(places, role)
    if (!place?.departement) continue
    const code = place.departement
    const reason = `Lieu de vie : ${roleInWords(role)} ${ofPlace(code)}.`
    trace.push({
      question,
      answer: `${placeRole.label(role)} : ${inWords(code)}`,
      why: 'L’autorité du lieu de vie évalue la situation : elle est saisie en premier.',
    })
    return { departement: code, reason }
  }
  if (isKnown(departement)) {
    trace.push({
      question,
      answer: `Département de vie noté au dossier : ${inWords(departement)}`,
      why: 'Aucun lieu de vie n’est précisé : le département noté au dossier ou dit dans les contacts en tient lieu.',
    })
    return { departement, reason: `Département de vie noté au dossier : ${inWords(departement)}.` }
  }
  for (const role of ['runaway', 'exploitation', 'school'] as const) {
    const [place] = at(places, role)
    if (!place?.departement) continue
    const code = place.departement
    trace.push({
      question,
      answer: `Inconnu ; ${roleInWords(role)} : ${inWords(code)}`,
      why: 'Le lieu de vie n’est pas connu : à défaut, l’autorité du seul lieu connu est saisie, et pourra réorienter.',
    })
    return { departement: code, reason: `À défaut du lieu de vie : ${roleInWords(role)} ${ofPlace(code)}.` }
  }
  trace.push({ question, answer: 'Inconnu', why: 'Ni lieu situé, ni département noté au dossier.' })
  return undefined
}

const ofPlace = (code: string) =>
  code === 'abroad'
    ? 'à l’étranger'
    : isDepartement(code)
      ? `dans le département ${ofDepartement(code)}`
      : `à ${departementName(code)}`

/** Every other place of protection that lies elsewhere: one recipient more for each département. */
export function otherGrounds(
  places: readonly KnownPlace[],
  departement: string | null,
  first: Ground,
  trace: Step[],
): Ground[] {
  const grounds: Ground[] = []
  for (const role of elsewhere) {
    for (const { departement: code } of at(places, role)) {
      if (code === null || code === first.departement) continue
      grounds.push({
        departement: code,
        reason: `Autre département : ${roleInWords(role)} ${ofPlace(code)}.`,
      })
    }
  }
  if (isKnown(departement) && departement !== first.departement) {
    grounds.push({
      departement,
      reason: `Autre département : département de vie noté au dossier, ${inWords(departement)}.`,
    })
  }
  const codes = [...new Set(grounds.map((ground) => ground.departement))]
  trace.push({
    question: 'Un domicile, un placement, une fugue ou une exploitation ailleurs ?',
    answer: codes.length === 0 ? 'Non' : codes.map(inWords).join(' ; '),
    why:
      codes.length === 0
        ? 'Tous les lieux qui comptent relèvent du même département.'
        : 'Chaque autre département concerné est un destinataire de plus, suivi séparément.',
  })
  const schools = at(places, 'school').filter(({ departement: code }) => code !== first.departement)
  if (schools.length > 0) {
    trace.push({
      question: 'L’établissement scolaire est-il ailleurs ?',
      answer: [...new Set(schools.map(({ departement: code }) => inWords(code ?? '')))].join(' ; '),
      why: 'L’école seule ne désigne pas une autorité : elle n’ajoute pas de destinataire.',
    })
  }
  return grounds
}
