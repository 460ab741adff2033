import type { ImportedContact } from '#listening/import/record.server.ts'
import type { Observation } from '#listening/observation/contract.ts'
import type { CallerDetail, CallerPermission, CallerProfile, ProfessionalSector, Source } from '#vocabulary'
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
  const detail = detailOf(draws, profile)
  const gender =
    detail === 'father' ? 'man' : detail === 'mother' ? 'woman' : draws.chance(70) ? 'woman' : 'man'
  const isNamed = profile !== 'undisclosed' && profile !== 'witness'
  const { firstName, lastName } = nameAdult(draws, gender)
  return {
    callerProfile: profile,
    callerDetail: detail,
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
    callerGender: profile === 'undisclosed' ? 'undisclosed' : gender,
    callerName: isNamed && profile !== 'minor' ? `${firstName} ${lastName}` : null,
    callerNameAbsence: isNamed ? null : 'undisclosed',
    callerPermissions: isNamed
      ? [
          ...draws.pick<readonly CallerPermission[]>([
            ['may_call_back'],
            ['may_call_back', 'may_write'],
            ['may_call_back', 'may_leave_voicemail'],
          ]),
        ]
      : [],
  }
}

function detailOf(draws: Draws, profile: CallerProfile): CallerDetail | null {
  if (profile === 'minor') return draws.pick<CallerDetail>(['minor_concerned', 'minor_other'])
  if (profile !== 'first_circle') return null
  return draws.weigh<CallerDetail>({ mother: 68, father: 16, step_parent: 5, sibling: 8, guardian: 3 })
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
