import type { TransmissionRecipient } from '#vocabulary'
import {
  firstGround,
  type Ground,
  inWords,
  type Known,
  otherGrounds,
  partsOfRhone,
  type RhonePart,
  type Step,
  usable,
} from './grounds.ts'

export { type Known, type KnownPlace, partsOfRhone, type RhonePart, type Step } from './grounds.ts'

/** The part of a département that an authority answers for: the Rhône is shared in two, every other one is whole. */
export type Part = '' | 'rhone' | 'metropole'

/** A unit that may receive, as a decision needs it. */
export interface RoutedUnit {
  readonly id: string
  readonly authorityId: string
  readonly name: string
  readonly recipient: TransmissionRecipient
}

/** Which unit answers for what; only units that are open. */
export interface Routes {
  readonly of: (departement: string, part: Part) => RoutedUnit | undefined
  readonly fallback: RoutedUnit
}

/** One proposed recipient; each becomes its own transmission. */
export interface Proposal {
  readonly unitId: string
  readonly authorityId: string
  /** In words, to be typed again: « CRIP du Haut-Rhin ». */
  readonly name: string
  readonly recipient: TransmissionRecipient
  readonly departement: string | null
  readonly part: Part
  /** The authority of the place of living, or what stands in its place. */
  readonly isFirst: boolean
  /** One of the two authorities of the Rhône: the listener keeps the right one. */
  readonly isAlternative: boolean
  readonly reasons: readonly string[]
}

export interface Decision {
  readonly recipients: readonly Proposal[]
  readonly trace: readonly Step[]
  /** The one thing to ask, when the answer would settle between two authorities. */
  readonly asks: 'rhone' | null
}

/**
 * Proposes who must receive: the authority of the place of living first, then that of every other place that concerns
 * child protection elsewhere; never nobody. A person chooses: this only says what it would do, and why.
 */
export function decide(known: Known, routes: Routes): Decision {
  const trace: Step[] = []
  const places = usable(known, trace)
  const first = firstGround(places, known.departement, trace)
  const others = first ? otherGrounds(places, known.departement, first, trace) : []
  const grounds = first ? [first, ...others] : []
  const recipients = new Map<string, Proposal>()
  const add = (
    unit: RoutedUnit,
    ground: Ground | null,
    part: Part,
    more: Partial<Proposal>,
    reason: string,
  ) => {
    const before = recipients.get(unit.id)
    if (before) {
      recipients.set(unit.id, { ...before, reasons: [...new Set([...before.reasons, reason])] })
      return
    }
    const isFirst = more.isFirst ?? false
    recipients.set(unit.id, {
      unitId: unit.id,
      authorityId: unit.authorityId,
      name: unit.name,
      recipient: !isFirst && unit.recipient === 'crip' ? 'other_departement_crip' : unit.recipient,
      departement: ground?.departement ?? null,
      part,
      isFirst,
      isAlternative: more.isAlternative ?? false,
      reasons: [reason],
    })
  }
  for (const ground of grounds) {
    const isFirst = ground === first
    for (const part of partsOf(ground.departement, known.rhone)) {
      const unit = routes.of(ground.departement, part)
      const isAlternative = part !== '' && known.rhone === null
      if (unit) add(unit, ground, part, { isFirst, isAlternative }, ground.reason)
      else {
        const why = `Aucun service n’est désigné pour ${inWords(ground.departement)} : ${routes.fallback.name} cherche le service compétent.`
        trace.push({
          question: `Qui reçoit pour ${inWords(ground.departement)} ?`,
          answer: routes.fallback.name,
          why,
        })
        add(routes.fallback, ground, '', { isFirst }, `${ground.reason} ${why}`)
      }
    }
  }
  const asks = askRhone(grounds, known.rhone, trace)
  if (!first) {
    const why = `Sans lieu connu, ${routes.fallback.name} reçoit et cherche le service compétent : l’alerte n’attend pas.`
    trace.push({
      question: 'Un lieu désigne-t-il une autorité ?',
      answer: 'Non, aucun lieu n’est connu.',
      why,
    })
    add(routes.fallback, null, '', { isFirst: true }, why)
  }
  trace.push(conclusion([...recipients.values()]))
  return { recipients: [...recipients.values()], trace, asks }
}

const partsOf = (departement: string, rhone: RhonePart | null): readonly Part[] =>
  departement !== '69' ? [''] : rhone ? [rhone] : partsOfRhone

/** The Rhône has two authorities: the listener says which, or both are proposed. */
function askRhone(grounds: readonly Ground[], rhone: RhonePart | null, trace: Step[]): 'rhone' | null {
  if (!grounds.some(({ departement }) => departement === '69')) return null
  trace.push({
    question: 'Rhône : dans la métropole de Lyon, ou en dehors ?',
    answer:
      rhone === 'metropole'
        ? 'Métropole de Lyon'
        : rhone === 'rhone'
          ? 'En dehors de la métropole'
          : 'Pas encore précisé',
    why: rhone
      ? 'Le département 69 a deux autorités : celle de la commune indiquée est retenue.'
      : 'Le département 69 a deux autorités. Tant que la commune n’est pas connue, les deux sont proposées : gardez la bonne.',
  })
  return rhone ? null : 'rhone'
}

function conclusion(recipients: readonly Proposal[]): Step {
  return {
    question: 'À qui transmettre ?',
    answer: recipients.map(({ name }) => name).join(' ; '),
    why: 'Proposition à relire : une personne choisit, et confirme chaque destinataire en toutes lettres.',
  }
}
