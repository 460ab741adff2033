import { Temporal } from 'temporal-polyfill'
import { blankFields } from '#listening/contact/blank.ts'
import type { ImportedContact } from '#listening/import/record.server.ts'
import type { Observation } from '#listening/observation/contract.ts'
import type {
  CallerProfile,
  Certainty,
  ContactChannel,
  ContactDirection,
  DangerLevel,
  Measure,
  Source,
} from '#vocabulary'
import { callerOf, observationsOf } from './invent.ts'
import { fictionalPhone, nameMinor } from './names.ts'
import { narrate } from './narratives.ts'
import type { Draws } from './random.ts'
import type { InventedSituation } from './types.ts'
import { callbacksOf, stagesOf } from './yearAfter.ts'
import { callTime, houseZone, lastDay, type Plan, planYear, weekday } from './yearPlan.ts'

/** The first year, with exactly the counts that were published, and everything else as it might have been. */
export function inventFirstYear(draws: Draws): InventedSituation[] {
  return planYear(draws).map((plan) => tell(draws, plan))
}

function tell(draws: Draws, plan: Plan): InventedSituation {
  const { firstName, lastName } = nameMinor(draws, plan.gender)
  const phone = fictionalPhone(draws)
  const caller = callerOf(draws, plan.caller)
  const times = timesOf(draws, plan)
  const turns = turnsOf(draws, plan)
  const minorPhone = draws.chance(35) ? fictionalPhone(draws) : null
  const contacts = times.map((at, turn): ImportedContact => {
    const { direction, channel } = wayOf(draws, plan.caller, turn)
    const isPartner = direction === 'outbound_partner'
    const speaker = isPartner ? callerOf(draws, 'professional') : caller
    const { seen, did } = turns[turn] ?? { seen: [], did: [] }
    const found = seen.filter(({ kind, isNew }) => kind === 'problem' && isNew).map(({ code }) => code)
    const foundSigns = seen.filter(({ kind, isNew }) => kind === 'sign' && isNew).map(({ code }) => code)
    return {
      ...blankFields(),
      ...speaker,
      callerPhone: isPartner || plan.caller === 'undisclosed' ? null : phone,
      ref: `demonstration-${plan.index + 1}-${turn + 1}`,
      situationRef: `demonstration-${plan.index + 1}`,
      occurredAt: at.toInstant().toString(),
      endedAt: at
        .add({ minutes: draws.between(9, 48) })
        .toInstant()
        .toString(),
      recordedAt: at.add({ minutes: 50 }).toInstant().toString(),
      channel,
      direction,
      departement: plan.departement,
      minorGender: plan.gender,
      minorAge: plan.age,
      minorAgeAbsence: plan.age === null ? 'unknown' : null,
      minorFirstName: turn === 0 || draws.chance(50) ? firstName : null,
      minorPhone: turn === 0 ? minorPhone : null,
      knownToChildProtection: turn === 0 ? plan.known : null,
      measures: turn === 0 && plan.known === 'yes' ? measuresOf(draws) : [],
      livingPlace: turn === 0 ? livingPlaceOf(draws, plan) : null,
      schoolStatus:
        turn > 0
          ? null
          : plan.problems.includes('school_disengagement')
            ? draws.pick(['enrolled_absentee', 'dropped_out'] as const)
            : draws.pick(['enrolled_attending', 'training_or_work', 'unknown'] as const),
      observations: [
        ...observationsOf(draws, seen, sourceOf(plan.caller, isPartner)),
        ...absencesOf(draws, plan, turn),
      ],
      certainty: certaintyOf(draws, plan, turn),
      dangerLevel: dangerOf(draws, plan, turn),
      qualification: did.includes('ip_sent') ? 'ip' : turn === 0 ? 'immediate_help' : null,
      narrative: narrate(draws, {
        name: firstName,
        isGirl: plan.gender !== 'boy',
        caller: plan.caller,
        detail: caller.callerDetail,
        problems: found,
        signs: foundSigns,
        actions: did,
        isFirst: turn === 0,
        direction,
      }),
      actions: did.map((kind) => ({
        id: '',
        kind: kind as ImportedContact['actions'][number]['kind'],
        adviceFields:
          kind === 'direct_advice'
            ? draws.sample(['educational', 'legal', 'psychological', 'digital_safety'], draws.between(1, 2))
            : [],
        orientationKind:
          kind === 'local_orientation'
            ? draws.pick(['specialised_minors_service', 'mental_health', 'parent_support', 'legal_aid'])
            : null,
        note: null,
      })),
    }
  })
  return {
    ref: `demonstration-${plan.index + 1}`,
    listener: plan.index % 3,
    identity: {
      firstName,
      lastName: draws.chance(70) ? lastName : null,
      aliases: [],
      handles: draws.chance(20)
        ? [`${firstName.toLowerCase()}.${lastName.toLowerCase()}.${draws.between(10, 99)}`]
        : [],
      phones: minorPhone ? [minorPhone] : [],
      birthDate: null,
      isProvisional: draws.chance(45),
    },
    note: null,
    contacts,
    stages: stagesOf(draws, plan, times.at(-1) ?? times[0]),
    callbacks: callbacksOf(draws, contacts, caller.callerName ?? 'La personne qui a appelé', phone),
    places: [],
    links: [],
  }
}

/** When the contacts of a situation take place: on weekdays at call hours, never after the last day of the year. */
function timesOf(draws: Draws, plan: Plan): Temporal.ZonedDateTime[] {
  const left = plan.opens.until(lastDay).days
  const span = Math.min(left, plan.size * draws.between(6, 19))
  const days = Array.from({ length: plan.size - 1 }, () =>
    weekday(plan.opens.add({ days: draws.between(Math.min(1, span), span) }), lastDay),
  )
  return [plan.opens, ...days]
    .map((day) => day.toZonedDateTime({ timeZone: houseZone, plainTime: callTime(draws) }))
    .toSorted(Temporal.ZonedDateTime.compare)
}

interface Seen {
  readonly kind: Observation['kind']
  readonly code: string
  /** Noted for the first time. */
  readonly isNew: boolean
}

/** What is seen and done at each contact, so that everything planned is there at least once, mostly early. */
function turnsOf(draws: Draws, plan: Plan) {
  const turns = Array.from({ length: plan.size }, () => ({
    seen: [] as Seen[],
    did: [] as string[],
  }))
  const place = (kind: Seen['kind'], code: string) => {
    const first = draws.chance(65) ? 0 : draws.under(plan.size)
    for (const [turn, { seen }] of turns.entries()) {
      if (turn === first || (turn > first && draws.chance(40)))
        seen.push({ kind, code, isNew: turn === first })
    }
  }
  for (const code of plan.problems) place('problem', code)
  for (const code of plan.signs) place('sign', code)
  for (const code of plan.modes) place('exploitation_mode', code)
  for (const code of plan.hideouts) place('exploitation_place', code)
  for (const code of plan.actions) turns[draws.chance(55) ? 0 : draws.under(plan.size)]?.did.push(code)
  return turns
}

/** Now and then, somebody says that something is not there: it is worth as much. */
function absencesOf(draws: Draws, plan: Plan, turn: number): Observation[] {
  if (turn > 0 || !draws.chance(30)) return []
  return ['debt', 'delinquency', 'image_circulation', 'sexual_health']
    .filter((code) => !plan.problems.includes(code))
    .slice(0, 2)
    .map((code) => ({ kind: 'problem', code, presence: draws.pick(['absent', 'unknown']), source: 'caller' }))
}

function wayOf(
  draws: Draws,
  caller: CallerProfile,
  turn: number,
): { direction: ContactDirection; channel: ContactChannel } {
  if (turn === 0) {
    return {
      direction: 'inbound',
      channel:
        caller === 'minor'
          ? draws.weigh<ContactChannel>({ chat: 60, phone: 40 })
          : draws.weigh<ContactChannel>({
              phone: 74,
              web_form: 15,
              email: 5,
              internal_handover: 5,
              sign_language_relay: 1,
            }),
    }
  }
  const direction = draws.weigh<ContactDirection>({ inbound: 45, callback: 35, outbound_partner: 20 })
  return {
    direction,
    channel: direction === 'inbound' ? draws.weigh<ContactChannel>({ phone: 80, email: 20 }) : 'phone',
  }
}

const sourceOf = (caller: CallerProfile, isPartner: boolean): Source =>
  isPartner || caller === 'professional'
    ? 'professional'
    : caller === 'minor'
      ? 'minor'
      : caller === 'first_circle'
        ? 'family'
        : 'caller'

function measuresOf(draws: Draws): Measure[] {
  const main = draws.weigh<Measure>({
    judicial_placement: 44,
    aemo: 20,
    home_educational_aid: 14,
    provisional_reception: 10,
    mjie: 6,
    unspecified: 6,
  })
  return draws.chance(15) ? [main, 'ip_under_evaluation'] : [main]
}

function livingPlaceOf(draws: Draws, plan: Plan): ImportedContact['livingPlace'] {
  if (plan.known === 'yes' && draws.chance(55))
    return draws.pick(['mecs', 'departmental_home', 'foster_family'])
  return draws.pick([
    'mother',
    'both_parents',
    'mother',
    'father',
    'alternating',
    'extended_family_or_third_party',
    null,
  ])
}

function certaintyOf(draws: Draws, plan: Plan, turn: number): Certainty | null {
  if (turn > 0 && draws.chance(60)) return null
  const early: Certainty[] = ['risk', 'suspected', 'suspected', 'probable']
  const later: Certainty[] = ['suspected', 'probable', 'established']
  return plan.signs.length < 2
    ? draws.pick(['risk', 'suspected', 'unknown'])
    : draws.pick(turn === 0 ? early : later)
}

function dangerOf(draws: Draws, plan: Plan, turn: number): DangerLevel | null {
  if (turn > 0 && draws.chance(55)) return null
  if (plan.actions.includes('emergency_services') && turn === 0) return 'serious_immediate_danger'
  return draws.weigh<DangerLevel>({
    danger: 60,
    risk_of_danger: 30,
    not_assessable: 8,
    serious_immediate_danger: 2,
  })
}
