import type { Criterion, Freshness, PlaceShown, Quality, ServiceFields } from './contract.ts'
import { isConfidential } from './visible.ts'

export interface Judged extends ServiceFields {
  readonly place: PlaceShown | null
  readonly freshness: Freshness
}

interface Rule {
  readonly id: string
  readonly title: string
  readonly weight: number
  /** Null: does not apply. */
  readonly met: (of: Judged) => boolean | null
  readonly todo: string
}

const isOnSite = (of: Judged) => of.reaches.length === 0 || of.reaches.includes('on_site')
const isForMinors = (of: Judged) => of.audiences.includes('minors') || of.audiences.includes('young_adults')
const isForProfessionals = (of: Judged) => of.audiences.every((one) => one === 'professionals')
const reachable = (of: Judged) => of.contacts.some(({ phone, email }) => phone !== null || email !== null)

/** What a listener needs to find in an entry, weighed by what its absence costs on the telephone. */
const rules: readonly Rule[] = [
  {
    id: 'reachable',
    title: 'Un téléphone ou un courriel',
    weight: 5,
    met: reachable,
    todo: 'Ajoutez un numéro ou une adresse où le service répond.',
  },
  {
    id: 'gate',
    title: 'Un contact d’entrée pour l’adresse confidentielle',
    weight: 5,
    met: (of) => (isConfidential(of.place?.precision) ? of.contacts.some((one) => one.isFrontGate) : null),
    todo: 'Désignez le contact par lequel on entre : c’est le seul qui sera dit dehors.',
  },
  {
    id: 'verified',
    title: 'Une vérification récente',
    weight: 4,
    met: (of) => of.freshness === 'fresh',
    todo: 'Appelez le service et notez la vérification.',
  },
  {
    id: 'kind',
    title: 'Ce que le service offre',
    weight: 4,
    met: (of) => of.kinds.length > 0,
    todo: 'Choisissez au moins un type d’aide.',
  },
  {
    id: 'served',
    title: 'Qui est desservi',
    weight: 4,
    met: (of) => (of.coverage === 'departements' ? of.departements.length > 0 : null),
    todo: 'Indiquez les départements desservis : sans eux, la recherche ne le trouve pas.',
  },
  {
    id: 'ages',
    title: 'Les âges reçus',
    weight: 3,
    met: (of) => (isForMinors(of) ? of.minAge !== null || of.maxAge !== null : null),
    todo: 'Demandez à partir de quel âge, et jusqu’à quel âge, le service reçoit.',
  },
  {
    id: 'entry',
    title: 'Qui peut solliciter le service',
    weight: 3,
    met: (of) => of.entries.length > 0,
    todo: 'Dites si la personne appelle elle-même ou s’il faut un professionnel.',
  },
  {
    id: 'hours',
    title: 'Les horaires',
    weight: 3,
    met: (of) => of.hours !== null,
    todo: 'Demandez les horaires : la recherche « ouvert maintenant » en dépend.',
  },
  {
    id: 'place',
    title: 'Où le service se tient',
    weight: 2,
    met: (of) => (isOnSite(of) ? of.place !== null && of.place.commune !== null : null),
    todo: 'Indiquez la commune, au moins.',
  },
  {
    id: 'position',
    title: 'La position du lieu',
    weight: 2,
    met: (of) =>
      isOnSite(of) && of.place !== null && of.place.precision !== 'departement'
        ? of.place.latitude !== null
        : null,
    todo: 'Ajoutez la latitude et la longitude : « près de » en dépend.',
  },
  {
    id: 'public',
    title: 'Pour qui il est là',
    weight: 2,
    met: (of) => of.audiences.length > 0,
    todo: 'Choisissez pour qui le service est là.',
  },
  {
    id: 'cost',
    title: 'Le coût',
    weight: 1,
    met: (of) => (isForProfessionals(of) ? null : of.cost !== null),
    todo: 'Précisez si c’est gratuit : c’est la première crainte des familles.',
  },
  {
    id: 'description',
    title: 'Ce que le service fait, en quelques phrases',
    weight: 1,
    met: (of) => of.description !== null && of.description.length >= 40,
    todo: 'Racontez en deux phrases ce qui se passe quand on y arrive.',
  },
  {
    id: 'access',
    title: 'L’accessibilité du lieu',
    weight: 1,
    met: (of) => (isOnSite(of) && of.place !== null ? of.place.access.length > 0 : null),
    todo: 'Demandez si le lieu est accessible.',
  },
]

/** How complete an entry is, criterion by criterion; the heaviest one missing is the next thing to do. */
export function qualityOf(of: Judged): Quality {
  const criteria: Criterion[] = rules.map(({ met, ...rule }) => ({ ...rule, met: met(of) }))
  const applying = criteria.filter(({ met }) => met !== null)
  const sum = (all: readonly Criterion[]) => all.reduce((total, { weight }) => total + weight, 0)
  const total = sum(applying)
  const missing = applying.filter(({ met }) => !met).toSorted((a, b) => b.weight - a.weight)
  return {
    score: total === 0 ? 100 : Math.round((100 * sum(applying.filter(({ met }) => met))) / total),
    criteria,
    next: missing[0] ?? null,
  }
}
