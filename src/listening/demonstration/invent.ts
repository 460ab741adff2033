import type { ImportedContact } from '#listening/import/record.server.ts'
import type { Observation } from '#listening/observation/contract.ts'
import type { CallerProfile, ProfessionalSector, Source } from '#vocabulary'
import { nameAdult } from './names.ts'
import type { Draws } from './random.ts'

type Caller = Pick<
  ImportedContact,
  | 'callerProfile'
  | 'callerDetail'
  | 'callerSector'
  | 'callerGender'
  | 'callerName'
  | 'callerNameAbsence'
  | 'callerPermissions'
>

/** Somebody who speaks, with what goes with who they are. */
export function callerOf(draws: Draws, profile: CallerProfile): Caller {
  const isFamily = profile === 'first_circle'
  const detail = isFamily
    ? draws.weigh({ mother: 68, father: 16, step_parent: 5, sibling: 8, guardian: 3 })
    : null
  const isNamed = profile !== 'undisclosed' && profile !== 'witness'
  const { firstName, lastName } = nameAdult(draws)
  return {
    callerProfile: profile,
    callerDetail: profile === 'minor' ? draws.pick(['minor_concerned', 'minor_other']) : detail,
    callerSector:
      profile === 'professional'
        ? draws.weigh<ProfessionalSector>({
            child_protection: 46,
            education: 22,
            health: 14,
            association: 10,
            police_gendarmerie: 5,
            accommodation_business: 3,
          })
        : null,
    callerGender:
      detail === 'mother'
        ? 'woman'
        : detail === 'father'
          ? 'man'
          : profile === 'undisclosed'
            ? 'undisclosed'
            : draws.pick(['woman', 'woman', 'man']),
    callerName: isNamed && profile !== 'minor' ? `${firstName} ${lastName}` : null,
    callerNameAbsence: isNamed ? null : 'undisclosed',
    callerPermissions: isNamed
      ? draws
          .pick([
            ['may_call_back'],
            ['may_call_back', 'may_write'],
            ['may_call_back', 'may_leave_voicemail'],
          ] as const)
          .slice()
      : [],
  }
}

/** What was found present, each with who said it. */
export function observationsOf(
  draws: Draws,
  seen: readonly { readonly kind: Observation['kind']; readonly code: string }[],
  source: Source,
): Observation[] {
  return seen.map(({ kind, code }) => ({
    kind,
    code,
    presence: 'present',
    source: draws.chance(85) ? source : 'listener',
  }))
}
