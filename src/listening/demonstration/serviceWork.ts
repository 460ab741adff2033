import type { ExchangeKind } from '#listening/liaison/contract.ts'
import type {
  Audience,
  ExchangeChannel,
  ExchangeDirection,
  OrientationKind,
  OrientationOutcome,
  ResourceKind,
  SendingChannel,
} from '#vocabulary'

/** The catalogue of the demonstration; its addresses lead nowhere on purpose. */
export const inventedDocuments: readonly {
  readonly title: string
  readonly kind: ResourceKind
  readonly audience: Audience
  readonly summary: string
  readonly versions: readonly { readonly label: string; readonly on: string; readonly note: string | null }[]
}[] = [
  {
    title: 'Repérer, parler, protéger',
    kind: 'leaflet',
    audience: 'general_public',
    summary: 'Pour les parents : les signes, les mots qui aident, à qui s’adresser.',
    versions: [
      { label: 'Édition 2025', on: '2025-02-10', note: null },
      { label: 'Édition 2026', on: '2026-03-16', note: 'Numéros d’urgence mis à jour.' },
    ],
  },
  {
    title: 'Déposer plainte quand on est mineur',
    kind: 'legal_sheet',
    audience: 'mixed',
    summary: 'Les étapes, l’administrateur ad hoc, l’avocat d’enfant.',
    versions: [{ label: 'Janvier 2026', on: '2026-01-12', note: null }],
  },
  {
    title: 'Trame de recueil pour les équipes éducatives',
    kind: 'tool_template',
    audience: 'child_protection',
    summary: 'Une page pour noter ce qui est vu et entendu, sans interpréter.',
    versions: [{ label: 'Version 3', on: '2025-11-04', note: null }],
  },
]

interface InventedExchange {
  readonly kind: ExchangeKind
  readonly daysAgo: number
  readonly direction: ExchangeDirection
  readonly channel: ExchangeChannel
  readonly service: string
  readonly person: string
  readonly role: string
  readonly place?: string
  readonly said: string
  readonly asked?: string
  readonly given?: string
  /** What is awaited, and in how many days, negative when it is late already. */
  readonly awaited?: readonly { readonly what: string; readonly dueIn: number }[]
}

/** The work with services of some of the recent situations. */
export const inventedWork: Readonly<
  Record<
    string,
    {
      readonly exchanges?: readonly InventedExchange[]
      readonly orientations?: readonly {
        readonly daysAgo: number
        readonly kind: OrientationKind
        readonly service: string
        readonly person: string
        readonly askIn: number
        readonly outcome?: OrientationOutcome
        readonly outcomeNote?: string
      }[]
      readonly sendings?: readonly {
        readonly daysAgo: number
        readonly title: string
        readonly person: string
        readonly channel: SendingChannel
      }[]
      readonly requests?: readonly {
        readonly askedDaysAgo: number
        readonly person: string
        readonly reach: string
        readonly what: string
      }[]
    }
  >
> = {
  foyer: {
    exchanges: [
      {
        kind: 'ase_liaison',
        daysAgo: 19,
        direction: 'outgoing',
        channel: 'phone',
        service: 'ASE du Nord, secteur de Villefictive',
        person: 'Mme Pochoir',
        role: 'Référente éducative',
        said: 'Le foyer demande une réunion ; la référente n’avait pas connaissance de la dernière fugue.',
        asked: 'Une date de réunion avec le foyer et la famille.',
        awaited: [{ what: 'La date de la réunion avec le foyer', dueIn: -4 }],
      },
      {
        kind: 'ase_liaison',
        daysAgo: 5,
        direction: 'incoming',
        channel: 'email',
        service: 'ASE du Nord, secteur de Villefictive',
        person: 'M. Calque',
        role: 'Chef de service',
        said: 'Une solution d’éloignement est cherchée.',
        awaited: [{ what: 'Ce qui est décidé de l’éloignement', dueIn: 6 }],
      },
    ],
    orientations: [
      {
        daysAgo: 20,
        kind: 'mental_health',
        service: 'Maison des adolescents de Villefictive',
        person: 'Kenza, avec son éducatrice',
        askIn: -2,
      },
    ],
    sendings: [
      {
        daysAgo: 20,
        title: 'Trame de recueil pour les équipes éducatives',
        person: 'L’éducatrice du foyer',
        channel: 'email',
      },
    ],
  },
  'semblable-1': {
    exchanges: [
      {
        kind: 'prosecutor_report',
        daysAgo: 3,
        direction: 'outgoing',
        channel: 'phone',
        service: 'Parquet de Villefictive, section des mineurs',
        person: 'M. Estampe',
        role: 'Substitut de permanence',
        place: 'Tribunal judiciaire',
        said: 'Les faits ont été exposés ; la brigade des mineurs est saisie.',
        given: 'PR-2026-FICTIF',
        awaited: [{ what: 'Le nom de l’enquêteur', dueIn: 0 }],
      },
    ],
    requests: [
      {
        askedDaysAgo: 97,
        person: 'La conseillère principale d’éducation',
        reach: 'Au collège, par téléphone',
        what: 'Savoir si l’information transmise a été suivie d’effet.',
      },
    ],
  },
  'outre-mer': {
    exchanges: [
      {
        kind: 'emergency_services',
        daysAgo: 9,
        direction: 'outgoing',
        channel: 'phone',
        service: 'Gendarmerie de Bourg-Fictif',
        person: 'Adjudante Vignette',
        role: 'Cheffe de poste',
        place: 'Gare routière',
        said: 'Une patrouille passe ce soir.',
        asked: 'Être rappelés si la jeune fille est trouvée.',
      },
    ],
    orientations: [
      {
        daysAgo: 9,
        kind: 'parent_support',
        service: 'Point d’écoute parents de Bourg-Fictif',
        person: 'La mère',
        askIn: 4,
      },
    ],
  },
  corse: {
    orientations: [
      {
        daysAgo: 22,
        kind: 'legal_aid',
        service: 'Point d’accès au droit de Villefictive',
        person: 'Le père',
        askIn: -7,
        outcome: 'engaged',
        outcomeNote: 'Un avocat d’enfant a été désigné.',
      },
    ],
    sendings: [
      {
        daysAgo: 22,
        title: 'Déposer plainte quand on est mineur',
        person: 'Le père',
        channel: 'dictated',
      },
    ],
  },
}
