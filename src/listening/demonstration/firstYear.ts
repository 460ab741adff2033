import { Temporal } from 'temporal-polyfill'
import { blankContact } from '#listening/import/blank.ts'
import type { ImportedContact } from '#listening/import/record.server.ts'
import type { Observation } from '#listening/observation/contract.ts'
import type {
  CallerProfile,
  Certainty,
  ClosingReason,
  ContactChannel,
  ContactDirection,
  DangerLevel,
  Departement,
  Disposition,
  KnownToChildProtection,
  Measure,
  MinorGender,
  SituationStage,
  Source,
} from '#vocabulary'
import { callerOf, observationsOf } from './invent.ts'
import { fictionalPhone, nameMinor } from './names.ts'
import { narrate } from './narratives.ts'
import { type Draws, spread } from './random.ts'
import type { InventedCallback, InventedSituation } from './types.ts'
import { actions, known, openings, places, problems, profiles, signs } from './yearFigures.ts'

const zone = 'Europe/Paris'
const lastDay = Temporal.PlainDate.from('2024-04-02')
const count = 143

/** One situation before its contacts are told: what the year's figures ask of it. */
interface Plan {
  readonly index: number
  readonly opens: Temporal.PlainDate
  readonly size: number
  readonly gender: MinorGender
  readonly age: number | null
  readonly departement: Departement
  readonly caller: CallerProfile
  readonly known: KnownToChildProtection | null
  readonly problems: readonly string[]
  readonly signs: readonly string[]
  readonly actions: readonly string[]
}

/** The first year, with exactly the counts that were published, and everything else as it might have been. */
export function inventFirstYear(draws: Draws): InventedSituation[] {
  return planYear(draws).map((plan) => tell(draws, plan))
}

function planYear(draws: Draws): Plan[] {
  const opens = openingDays(draws)
  const sizes = sizesOf(draws)
  const genders = draws.shuffle(spread<MinorGender>({ girl: 134, boy: 7, transgender: 2 }))
  const ages = draws.shuffle<number | null>([
    ...spread({ a11: 2, a12: 9, a13: 14, a14: 24, a15: 32, a16: 30, a17: 24, a18: 3 }).map((key) =>
      Number(key.slice(1)),
    ),
    ...Array<null>(5).fill(null),
  ])
  const departements = draws.shuffle(places)
  const callers = draws.shuffle(spread(profiles))
  const answers = draws.shuffle<KnownToChildProtection | null>([
    ...spread(known),
    ...Array<null>(4).fill(null),
  ])
  const problemsOf = allot(draws, problems)
  const signsOf = allot(draws, signs)
  const actionsOf = allot(draws, actions)
  return opens.map((day, index) => ({
    index,
    opens: day,
    size: sizes[index] ?? 1,
    gender: genders[index] ?? 'girl',
    age: ages[index] ?? null,
    departement: departements[index] ?? '75',
    caller: callers[index] ?? 'first_circle',
    known: answers[index] ?? null,
    problems: problemsOf[index] ?? [],
    signs: signsOf[index] ?? [],
    actions: actionsOf[index] ?? [],
  }))
}

/** About twelve new situations a month, on weekdays. */
function openingDays(draws: Draws): Temporal.PlainDate[] {
  return openings
    .flatMap(([month, howMany]) => {
      const first = month === '2023-04' ? 3 : 1
      const length = Temporal.PlainYearMonth.from(month).daysInMonth
      return Array.from({ length: howMany }, () => {
        const day = Temporal.PlainYearMonth.from(month).toPlainDate({ day: draws.between(first, length) })
        return weekday(day, Temporal.PlainYearMonth.from(month).toPlainDate({ day: length }))
      })
    })
    .toSorted(Temporal.PlainDate.compare)
}

/** The same day, or the nearest weekday that is not after `latest`. */
function weekday(day: Temporal.PlainDate, latest: Temporal.PlainDate): Temporal.PlainDate {
  const beyond = day.dayOfWeek - 5
  if (beyond <= 0) return day
  const monday = day.add({ days: 3 - beyond })
  return Temporal.PlainDate.compare(monday, latest) > 0 ? day.subtract({ days: beyond }) : monday
}

/** How many contacts each situation gathers: 439 in all; those that open at the very end have had time for few. */
function sizesOf(draws: Draws): number[] {
  const sizes = draws.shuffle(
    spread({ s1: 38, s2: 25, s3: 33, s4: 18, s5: 12, s6: 7, s7: 5, s8: 3, s9: 1, s10: 1 }).map((key) =>
      Number(key.slice(1)),
    ),
  )
  for (let late = count - 14; late < count; late++) {
    const size = sizes[late] ?? 1
    if (size <= 2) continue
    const early = sizes.findIndex((other) => other <= 2)
    sizes[late] = sizes[early] ?? 1
    sizes[early] = size
  }
  return sizes
}

/** Gives each code to exactly as many situations as its count says. */
function allot(draws: Draws, counts: Readonly<Partial<Record<string, number>>>): string[][] {
  const given: string[][] = Array.from({ length: count }, () => [])
  const everyone = Array.from({ length: count }, (_, index) => index)
  for (const [code, howMany] of Object.entries(counts)) {
    for (const index of draws.sample(everyone, howMany ?? 0)) given[index]?.push(code)
  }
  return given
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
    const found = seen.filter(({ kind }) => kind === 'problem').map(({ code }) => code)
    const foundSigns = seen.filter(({ kind }) => kind === 'sign').map(({ code }) => code)
    return {
      ...blankContact(),
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
    .map((day) => day.toZonedDateTime({ timeZone: zone, plainTime: callTime(draws) }))
    .toSorted(Temporal.ZonedDateTime.compare)
}

const callTime = (draws: Draws): Temporal.PlainTime =>
  Temporal.PlainTime.from({
    hour: draws.pick([9, 10, 10, 11, 11, 13, 14, 14, 15, 16, 16, 17, 18, 19]),
    minute: draws.under(60),
  })

/** What is seen and done at each contact, so that everything planned is there at least once, mostly early. */
function turnsOf(draws: Draws, plan: Plan) {
  const turns = Array.from({ length: plan.size }, () => ({
    seen: [] as { kind: 'problem' | 'sign'; code: string }[],
    did: [] as string[],
  }))
  const place = (kind: 'problem' | 'sign', code: string) => {
    const first = draws.chance(65) ? 0 : draws.under(plan.size)
    for (const [turn, { seen }] of turns.entries()) {
      if (turn === first || (turn > first && draws.chance(40))) seen.push({ kind, code })
    }
  }
  for (const code of plan.problems) place('problem', code)
  for (const code of plan.signs) place('sign', code)
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

function stagesOf(
  draws: Draws,
  plan: Plan,
  last: Temporal.ZonedDateTime | undefined,
): InventedSituation['stages'] {
  if (!last) return []
  const later = (days: number) =>
    last
      .add({ days })
      .with({ hour: 11, minute: draws.under(60) })
      .toInstant()
      .toString()
  const stage = draws.weigh<SituationStage>({ closed: 60, dormant: 22, in_follow_up: 14, open: 4 })
  const followed = {
    to: 'in_follow_up',
    reason: null,
    at: last.add({ minutes: 55 }).toInstant().toString(),
  } as const
  if (stage === 'open') return []
  if (stage === 'in_follow_up') return [followed]
  if (stage === 'dormant')
    return [followed, { to: 'dormant', reason: null, at: later(draws.between(40, 80)) }]
  const reason =
    plan.age === 18
      ? 'came_of_age'
      : draws.weigh<ClosingReason>({ relay_taken: 56, protected: 20, caller_wish: 10, no_contact: 14 })
  return [followed, { to: 'closed', reason, at: later(draws.between(12, 60)) }]
}

/** Each contact that is a call-back was promised at the one before; a few promises could not be kept. */
function callbacksOf(
  draws: Draws,
  contacts: readonly ImportedContact[],
  whom: string,
  phone: string,
): InventedCallback[] {
  return contacts.flatMap((contact, turn) => {
    const before = contacts[turn - 1]
    if (!before || contact.direction !== 'callback') return []
    const at = Temporal.Instant.from(contact.occurredAt)
    const tried = draws.chance(25)
    return [
      {
        whom,
        phone,
        why: draws.pick([
          'Prendre des nouvelles.',
          'Donner la réponse du service.',
          'Faire le point avant le rendez-vous.',
        ]),
        precautions: draws.chance(30) ? 'Ne pas laisser de message vocal.' : null,
        opensAt: at.subtract({ minutes: 50 }).toString(),
        closesAt: at.add({ minutes: 70 }).toString(),
        timeZone: zone,
        recordedAt: before.recordedAt ?? before.occurredAt,
        settled: { at: at.toString(), as: 'kept' as const },
        attempts: [
          ...(tried
            ? [{ at: at.subtract({ minutes: 30 }).toString(), outcome: 'no_answer' as const, note: null }]
            : []),
          { at: at.toString(), outcome: 'reached' as const, note: null },
        ],
      },
    ]
  })
}

/** Contacts of the year that were not about a minor in danger: counted apart, attached to nothing. */
export function inventDismissed(draws: Draws): { listener: number; contact: ImportedContact }[] {
  const kinds = draws.shuffle(
    spread<Disposition>({
      silent: 24,
      hung_up: 14,
      wrong_number: 9,
      playful: 8,
      out_of_scope: 6,
      abusive: 3,
      test: 2,
    }),
  )
  const first = Temporal.PlainDate.from('2023-04-03')
  return kinds.map((disposition, index) => {
    const day = weekday(first.add({ days: draws.between(0, 364) }), lastDay)
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: callTime(draws) })
    const contact: ImportedContact = {
      ...blankContact(),
      ref: `demonstration-sans-suite-${index + 1}`,
      situationRef: null,
      channel: 'phone',
      direction: 'inbound',
      occurredAt: at.toInstant().toString(),
      endedAt: at
        .add({ minutes: draws.between(1, 4) })
        .toInstant()
        .toString(),
      recordedAt: at.add({ minutes: 5 }).toInstant().toString(),
      disposition,
    }
    return { listener: index % 3, contact }
  })
}
