import type { Departement, ServiceKind } from '#vocabulary'
import type { Contact, PlaceFields, ServiceFields } from './contract.ts'

/** A service of the demonstration; plainly invented, with numbers that cannot ring. */
export interface InventedService extends Partial<Omit<ServiceFields, 'contacts'>> {
  readonly name: string
  readonly organisation: string
  readonly place: (Partial<PlaceFields> & { departement: Departement }) | null
  readonly contacts: readonly Omit<Contact, 'id'>[]
  /** Months since somebody verified it; null: nobody did. */
  readonly verifiedAgo: number | null
}

const towns: readonly (readonly [Departement, string, number, number])[] = [
  ['59', 'Lille', 50.632, 3.058],
  ['33', 'Bordeaux', 44.838, -0.579],
  ['44', 'Nantes', 47.218, -1.554],
  ['31', 'Toulouse', 43.604, 1.444],
  ['13', 'Marseille', 43.297, 5.381],
  ['67', 'Strasbourg', 48.573, 7.752],
  ['35', 'Rennes', 48.117, -1.678],
  ['69', 'Lyon', 45.758, 4.835],
  ['93', 'Bobigny', 48.909, 2.44],
  ['21', 'Dijon', 47.322, 5.041],
  ['974', 'Saint-Denis', -20.879, 55.448],
  ['06', 'Nice', 43.703, 7.266],
]
const images = [
  'du Phare',
  'des Ricochets',
  'de la Passerelle',
  'des Genêts',
  'de la Clairière',
  'des Hirondelles',
  'du Gué',
  'de la Boussole',
  'des Roseaux',
  'du Belvédère',
  'des Flamboyants',
  'de l’Anse',
]

const week = (opens: string, closes: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens, closes }))
const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }))
/** From the numbers that the regulator keeps for fiction. */
const phone = (number: number) => `01 99 00 ${String(10 + (number % 90))} ${String(10 + ((number * 7) % 90))}`
const ages = [null, 0, 1, 3, 5, 2, 7, 4, 10, 1, 14] as const

const contact = (of: Partial<Omit<Contact, 'id'>>): Omit<Contact, 'id'> => ({
  person: null,
  function: null,
  phone: null,
  email: null,
  web: null,
  visibility: 'public',
  isFrontGate: false,
  ...of,
})

interface Sort {
  readonly name: (image: string) => string
  readonly kinds: readonly ServiceKind[]
  readonly more: Partial<ServiceFields>
}
const sorts: readonly Sort[] = [
  {
    name: (image) => `Maison ${image} (exemple)`,
    kinds: ['day_reception', 'listening_line'],
    more: {
      description:
        'Un accueil de jour où l’on vient sans rendez-vous : un repas, une douche, quelqu’un qui écoute sans presser.',
      audiences: ['minors', 'young_adults', 'parents'],
      entries: ['public', 'professionals'],
      reaches: ['on_site', 'by_phone'],
      minAge: 12,
      maxAge: 21,
      cost: 'free',
      languages: ['fr', 'en'],
      hours: week('10:00', '18:00'),
    },
  },
  {
    name: (image) => `Équipe mobile ${image} (exemple)`,
    kinds: ['mobile_team', 'street_outreach'],
    more: {
      description:
        'Deux éducatrices se déplacent là où est le jeune, le soir aussi, à la demande d’un professionnel ou d’un parent.',
      audiences: ['minors', 'professionals'],
      entries: ['professionals'],
      entryNote: 'Un message suffit : l’équipe rappelle dans la journée.',
      reaches: ['outreach'],
      minAge: 13,
      maxAge: 20,
      cost: 'free',
      hours: week('14:00', '22:00'),
    },
  },
  {
    name: (image) => `Accompagnement ${image} (exemple)`,
    kinds: ['specialised_follow_up', 'psychotrauma_care'],
    more: {
      description: 'Un suivi éducatif et psychologique au long cours, avec le jeune et avec ses parents.',
      audiences: ['minors', 'young_adults', 'parents'],
      entries: ['public', 'professionals'],
      reaches: ['on_site'],
      minAge: 11,
      maxAge: 21,
      capacity: 24,
      cost: 'covered',
      languages: ['fr', 'interpreter'],
      hours: week('09:00', '17:30'),
    },
  },
  {
    name: (image) => `Abri ${image} (exemple)`,
    kinds: ['sheltering_or_breakaway'],
    more: {
      description: 'Un hébergement de mise à l’abri et d’éloignement, quelques places, jour et nuit.',
      audiences: ['minors'],
      entries: ['professionals'],
      entryNote: 'Par le contact d’entrée seulement, jour et nuit.',
      reaches: ['on_site'],
      minAge: 13,
      maxAge: 18,
      capacity: 6,
      cost: 'covered',
      hours: always,
      professionalNotes: 'L’admission se décide à deux : l’ASE et l’équipe.',
      internalNotes: 'Prévenir la coordination avant toute orientation.',
    },
  },
  {
    name: (image) => `Cellule ${image} (exemple)`,
    kinds: ['departmental_referent', 'partnership_cell'],
    more: {
      visibility: 'professionals_only',
      description: 'Réunit en deux jours les partenaires autour d’une situation, et conseille les équipes.',
      audiences: ['professionals'],
      entries: ['professionals'],
      reaches: ['on_site', 'by_phone'],
      hours: week('08:30', '12:30'),
      verifyEvery: 12,
    },
  },
]

function local(town: number, sort: number): InventedService {
  const [code, commune, latitude, longitude] = towns[town] ?? ['75', 'Paris', 48.857, 2.352]
  const { name, kinds, more } = sorts[sort] as Sort
  const number = town * sorts.length + sort
  const image = images[(town + sort * 5) % images.length] ?? images[0] ?? ''
  const isShelter = sort === 3
  const neighbours = towns.slice(town + 1, town + 2).map(([other]) => other)
  return {
    ...more,
    name: name(image),
    organisation: `Association ${images[(town * 3 + (sort > 2 ? 1 : 0)) % images.length]} (exemple)`,
    kinds: [...kinds],
    departements: sort === 1 ? [code, ...neighbours] : [code],
    place: {
      departement: code,
      commune,
      address: `${3 + number} rue de l’Exemple`,
      latitude: latitude + ((number % 7) - 3) * 0.03,
      longitude: longitude + ((number % 5) - 2) * 0.04,
      access: number % 3 === 0 ? ['wheelchair', 'public_transport'] : [],
      ...(isShelter && { precision: town % 2 ? 'departement' : 'commune' }),
    },
    contacts: [
      contact({
        function: isShelter ? 'Permanence d’admission' : 'Accueil',
        phone: phone(number),
        ...(isShelter && { isFrontGate: true, visibility: 'professionals_only' }),
      }),
      ...(number % 2 ? [contact({ function: 'Secrétariat', email: `contact${number}@exemple.org` })] : []),
      ...(isShelter
        ? [
            contact({
              person: 'Camille Exemple',
              function: 'Cheffe de service',
              phone: phone(number + 40),
              visibility: 'internal',
            }),
          ]
        : []),
    ],
    verifiedAgo: ages[number % ages.length] ?? null,
  }
}

/** Some sixty services over a dozen départements, two national lines, an entry written twice, and those that the files name. */
export const inventedServices: readonly InventedService[] = [
  ...towns.flatMap((_, town) => sorts.map((_sort, sort) => local(town, sort))),
  {
    name: 'Ligne du Grand Large (exemple)',
    organisation: 'Fédération du Grand Large (exemple)',
    description:
      'Une ligne nationale, gratuite et anonyme, pour les mineurs et pour ceux qui s’inquiètent d’eux.',
    kinds: ['listening_line'],
    audiences: ['minors', 'young_adults', 'parents', 'professionals'],
    entries: ['public', 'professionals'],
    reaches: ['by_phone', 'online'],
    coverage: 'by_distance',
    cost: 'free',
    hours: always,
    place: null,
    contacts: [contact({ phone: phone(81), web: 'https://grand-large.exemple.org' })],
    verifiedAgo: 1,
  },
  {
    name: 'Centre de ressources des Balises (exemple)',
    organisation: 'Fédération du Grand Large (exemple)',
    description: 'Forme et conseille les équipes qui rencontrent des mineurs en situation de prostitution.',
    kinds: ['resource_centre_for_professionals', 'training'],
    audiences: ['professionals'],
    entries: ['professionals'],
    reaches: ['online', 'by_phone'],
    coverage: 'national',
    hours: week('09:00', '18:00'),
    place: null,
    contacts: [contact({ email: 'ressources@exemple.org' })],
    verifiedAgo: 3,
  },
  {
    name: 'La maison du phare (exemple)',
    organisation: 'Association du Phare, antenne (exemple)',
    kinds: ['day_reception'],
    departements: ['59'],
    place: { departement: '59', commune: 'Lille' },
    contacts: [contact({ phone: phone(0) })],
    verifiedAgo: null,
  },
  {
    name: 'Maison des adolescents de Villefictive',
    organisation: 'Centre hospitalier de Villefictive (exemple)',
    kinds: ['psychotrauma_care', 'day_reception'],
    audiences: ['minors', 'parents'],
    entries: ['public', 'professionals'],
    departements: ['59', '62'],
    minAge: 11,
    maxAge: 21,
    hours: week('09:00', '19:00'),
    place: { departement: '59', commune: 'Villefictive' },
    contacts: [contact({ function: 'Accueil', phone: phone(83) })],
    verifiedAgo: 2,
  },
  {
    name: 'Point d’écoute parents de Bourg-Fictif',
    organisation: 'Association des Parents (exemple)',
    kinds: ['family_support_space'],
    audiences: ['parents'],
    entries: ['public'],
    departements: ['33'],
    hours: week('13:00', '19:00'),
    place: { departement: '33', commune: 'Bourg-Fictif' },
    contacts: [contact({ phone: phone(84) })],
    verifiedAgo: 4,
  },
]
