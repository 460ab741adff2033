import type { Temporal } from 'temporal-polyfill'
import { blankFields } from '#listening/contact/blank.ts'
import type { ImportedContact } from '#listening/import/record.server.ts'
import type { Identity } from '#listening/situation/identity.server.ts'
import type { Action, Disposition, Problem, Sign, Source } from '#vocabulary'
import { followedScenes } from './followedScenes.ts'
import { freshScenes } from './freshScenes.ts'
import type { Scene, Turn } from './scene.ts'
import type { Demonstration, InventedCallback, InventedSituation } from './types.ts'
import { urgentScenes } from './urgentScenes.ts'

const scenes = [...followedScenes, ...urgentScenes, ...freshScenes]

type Now = Temporal.ZonedDateTime

/** A desk as one finds it in the morning: fresh situations, call-backs, drafts, and a contact to attach. */
export function inventLivingDesk(now: Now): Demonstration {
  return { situations: scenes.map((scene) => stage(now, scene)), loose: loose(now) }
}

function stage(now: Now, scene: Scene): InventedSituation {
  const contacts = scene.turns.map((turn, index) => contactOf(now, scene, turn, index))
  return {
    ref: refOf(scene.ref),
    listener: scene.listener,
    identity: identityOf(scene),
    note: scene.note ?? null,
    contacts,
    stages: (scene.stages ?? []).map(({ to, reason, ago }) => ({
      to,
      reason: reason ?? null,
      at: before(now, ago),
    })),
    callbacks: (scene.callbacks ?? []).map((callback) => promise(now, scene, callback)),
    places: (scene.places ?? []).map(({ role, departement, sinceDays, untilDays, address }) => ({
      role,
      departement,
      since: sinceDays === undefined ? null : now.toPlainDate().subtract({ days: sinceDays }).toString(),
      until: untilDays === undefined ? null : now.toPlainDate().subtract({ days: untilDays }).toString(),
      address,
    })),
    links: (scene.links ?? []).map(({ ref, kind }) => ({ ref: refOf(ref), kind })),
  }
}

const refOf = (ref: string): string => `demonstration-bureau-${ref}`

/** `[days, hours]` before now. */
const before = (now: Now, [days, hours]: readonly [number, number]): string =>
  now.subtract({ days, hours }).toInstant().toString()

function identityOf({ minor }: Scene): Identity {
  return {
    firstName: minor.firstName,
    lastName: minor.lastName ?? null,
    aliases: [...(minor.aliases ?? [])],
    handles: [...(minor.handles ?? [])],
    phones: [...(minor.phones ?? [])],
    birthDate: null,
    isProvisional: minor.isProvisional ?? false,
  }
}

function contactOf(now: Now, scene: Scene, turn: Turn, index: number): ImportedContact {
  const at = now.subtract({ days: turn.ago[0], hours: turn.ago[1] })
  const { minor } = scene
  const isFirst = index === 0
  const source: Source =
    turn.source ?? (turn.caller.callerProfile === 'professional' ? 'professional' : 'caller')
  return {
    ...blankFields(),
    ...turn.caller,
    callerPermissions: [...(turn.caller.callerPermissions ?? [])],
    ref: `${refOf(scene.ref)}-${index + 1}`,
    situationRef: refOf(scene.ref),
    channel: turn.channel ?? 'phone',
    direction: turn.direction ?? 'inbound',
    occurredAt: at.toInstant().toString(),
    endedAt: at
      .add({ minutes: turn.minutes ?? 24 })
      .toInstant()
      .toString(),
    recordedAt: at
      .add({ minutes: turn.minutes ?? 24 })
      .toInstant()
      .toString(),
    departement: minor.departement,
    minorGender: minor.gender,
    minorAge: minor.age,
    minorFirstName: minor.firstName,
    minorLastName: isFirst ? (minor.lastName ?? null) : null,
    minorHandles: isFirst ? [...(minor.handles ?? [])] : [],
    minorPhone: isFirst ? (minor.phones?.[0] ?? null) : null,
    knownToChildProtection: isFirst ? minor.known : null,
    measures: isFirst ? [...(minor.measures ?? [])] : [],
    livingPlace: isFirst ? minor.livingPlace : null,
    schoolStatus: isFirst ? minor.schoolStatus : null,
    observations: [
      ...present('problem', turn.problems ?? [], source),
      ...present('sign', turn.signs ?? [], source),
      ...(turn.absent ?? []).map((code) => ({ kind: 'problem', code, presence: 'absent', source }) as const),
    ],
    certainty: turn.certainty ?? null,
    dangerLevel: turn.danger ?? null,
    qualification: turn.qualification ?? null,
    narrative: turn.narrative,
    actions: (turn.actions ?? []).map(done),
  }
}

const present = (kind: 'problem' | 'sign', codes: readonly (Problem | Sign)[], source: Source) =>
  codes.map((code) => ({ kind, code, presence: 'present', source }) as const)

const done = (kind: Action) => ({
  id: '',
  kind,
  adviceFields: kind === 'direct_advice' ? (['educational', 'legal'] as ('educational' | 'legal')[]) : [],
  orientationKind: kind === 'local_orientation' ? ('specialised_minors_service' as const) : null,
  note: null,
})

function promise(
  now: Now,
  scene: Scene,
  callback: NonNullable<Scene['callbacks']>[number],
): InventedCallback {
  const opens = now.add({ hours: callback.opensIn })
  const caller = scene.turns[0]?.caller
  return {
    whom: callback.whom ?? caller?.callerName ?? 'La personne qui a appelé',
    phone: callback.phone ?? caller?.callerPhone ?? '',
    why: callback.why,
    precautions: callback.precautions ?? null,
    opensAt: opens.toInstant().toString(),
    closesAt: opens.add({ hours: callback.lasts }).toInstant().toString(),
    timeZone: callback.timeZone ?? 'Europe/Paris',
    recordedAt: before(now, scene.turns.at(-1)?.ago ?? [0, 0]),
    settled: null,
    attempts: (callback.attempts ?? []).map(({ ago, outcome, note }) => ({
      at: before(now, ago),
      outcome,
      note: note ?? null,
    })),
  }
}

/** What lies outside any file this morning. */
function loose(now: Now): Demonstration['loose'] {
  const at = (days: number, hours: number, minutes = 0) =>
    now.subtract({ days, hours }).subtract({ minutes }).toInstant().toString()
  const bare = { ...blankFields(), situationRef: null, channel: 'phone', direction: 'inbound' } as const
  const drafts: ImportedContact[] = [
    {
      ...bare,
      ref: 'demonstration-bureau-brouillon-1',
      occurredAt: at(0, 0, 35),
      recordedAt: at(0, 0, 35),
      isDraft: true,
      callerProfile: 'first_circle',
      callerDetail: 'mother',
      callerGender: 'woman',
      callerName: 'Hélène Maquette',
      callerPhone: '06 39 98 41 07',
      callerPermissions: ['may_call_back'],
      departement: '67',
      minorFirstName: 'Lilou',
      minorGender: 'girl',
      minorAge: 14,
      observations: present('problem', ['runaway', 'psychological_suffering'], 'caller'),
      narrative:
        'La mère de Lilou a trouvé un second téléphone dans sa chambre. Elle voudrait en parler avec elle ce soir et cherche les mots.',
    },
    {
      ...bare,
      ref: 'demonstration-bureau-brouillon-2',
      channel: 'web_form',
      occurredAt: at(0, 14),
      recordedAt: at(0, 13),
      isDraft: true,
      callerProfile: 'witness',
      callerNameAbsence: 'undisclosed',
      departement: '06',
      narrative:
        'Formulaire reçu dans la soirée. Une personne a vu plusieurs fois une adolescente attendre seule devant une résidence de tourisme.',
    },
  ]
  const waiting: ImportedContact = {
    ...bare,
    ref: 'demonstration-bureau-a-rattacher',
    channel: 'email',
    occurredAt: at(1, 3),
    recordedAt: at(1, 2),
    callerProfile: 'professional',
    callerSector: 'education',
    callerGender: 'woman',
    callerName: 'Carole Brouillon',
    callerPhone: '06 39 98 22 18',
    departement: '33',
    minorFirstName: 'Maëlys',
    minorGender: 'girl',
    minorAge: 15,
    observations: present('problem', ['school_disengagement', 'runaway'], 'professional'),
    dangerLevel: 'danger',
    narrative:
      'Une conseillère principale d’éducation écrit au sujet de Maëlys, absente depuis dix jours. Elle sait que la famille a déjà pris contact avec la plateforme.',
  }
  const dismissed: [Disposition, number, number][] = [
    ['silent', 0, 2],
    ['hung_up', 0, 5],
    ['wrong_number', 1, 4],
    ['silent', 2, 1],
    ['playful', 3, 6],
  ]
  return [
    ...drafts.map((contact) => ({ listener: 0, contact })),
    { listener: 1, contact: waiting },
    ...dismissed.map(([disposition, days, hours], index) => ({
      listener: index % 3,
      contact: {
        ...bare,
        ref: `demonstration-bureau-sans-suite-${index + 1}`,
        occurredAt: at(days, hours),
        endedAt: at(days, hours, -2),
        recordedAt: at(days, hours, -2),
        disposition,
      },
    })),
  ]
}
