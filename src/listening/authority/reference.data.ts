import {
  type DeliveryChannel,
  departements101,
  ofDepartement,
  type TransmissionRecipient,
  timeZoneOf,
} from '#vocabulary'
import type { Part } from './decide.ts'

/** An authority as it is first written; contact details are kept by hand, no national file gives them. */
export interface ReferenceAuthority {
  readonly code: string
  readonly name: string
  readonly channel: DeliveryChannel
  readonly timeZone: string
  readonly units: readonly ReferenceUnit[]
}

export interface ReferenceUnit {
  /** Unique within its authority, and permanent: the identifier comes from it. */
  readonly code: string
  readonly recipient: TransmissionRecipient
  readonly name: string
  readonly answersFor: readonly { readonly departement: string; readonly part: Part }[]
  readonly isFallback?: boolean
}

interface Shape {
  readonly code: string
  readonly name: string
  /** The name after « de »: « Aide sociale à l’enfance d’Alsace ». */
  readonly ofName: string
}

/** Authorities that are not one département under its own name. */
const shared: readonly (Shape & { readonly departements: readonly string[] })[] = [
  { code: 'corse', name: 'Collectivité de Corse', ofName: 'de Corse', departements: ['2A', '2B'] },
  {
    code: 'alsace',
    name: 'Collectivité européenne d’Alsace',
    ofName: 'd’Alsace',
    departements: ['67', '68'],
  },
  { code: 'paris', name: 'Ville de Paris', ofName: 'de Paris', departements: ['75'] },
  {
    code: 'martinique',
    name: 'Collectivité territoriale de Martinique',
    ofName: 'de Martinique',
    departements: ['972'],
  },
  { code: 'guyane', name: 'Collectivité territoriale de Guyane', ofName: 'de Guyane', departements: ['973'] },
  { code: 'mayotte', name: 'Département-Région de Mayotte', ofName: 'de Mayotte', departements: ['976'] },
]

const rhone: readonly (Shape & { readonly part: Part })[] = [
  { code: 'rhone', name: 'Département du Rhône', ofName: 'du Rhône', part: 'rhone' },
  { code: 'metropole-lyon', name: 'Métropole de Lyon', ofName: 'de la métropole de Lyon', part: 'metropole' },
]

function authority(
  { code, name, ofName }: Shape,
  timeZone: string,
  crips: readonly ReferenceUnit[],
): ReferenceAuthority {
  const ase: ReferenceUnit = {
    code: 'ase',
    recipient: 'ase_service',
    name: `Aide sociale à l’enfance ${ofName}`,
    answersFor: [],
  }
  return { code, name, channel: 'portal', timeZone, units: [...crips, ase] }
}

const cripOf = (departement: string): ReferenceUnit => ({
  code: `crip-${departement.toLowerCase()}`,
  recipient: 'crip',
  name: `CRIP ${ofDepartement(departement)}`,
  answersFor: [{ departement, part: '' }],
})

const isShared = new Set(['69', ...shared.flatMap(({ departements }) => departements)])

/** Where no département answers: somebody named looks for who does, and notes to whom it was handed. */
const national: readonly ReferenceAuthority[] = [
  {
    code: 'coordination-nationale',
    name: 'Coordination nationale du 119',
    channel: 'hand_over',
    timeZone: 'Europe/Paris',
    units: [
      {
        code: 'coordination',
        recipient: 'national_coordination',
        name: 'Coordination nationale du 119',
        // Overseas collectivities, abroad and unknown places: nobody of the 101 answers for them.
        answersFor: ['975', '977', '978', '986', '987', '988', 'abroad', 'unknown', 'undisclosed'].map(
          (departement) => ({ departement, part: '' as const }),
        ),
        isFallback: true,
      },
    ],
  },
  {
    code: 'parquets',
    name: 'Parquets des tribunaux judiciaires',
    channel: 'hand_over',
    timeZone: 'Europe/Paris',
    units: [
      { code: 'procureur', recipient: 'prosecutor', name: 'Procureur de la République', answersFor: [] },
    ],
  },
  {
    code: 'secours',
    name: 'Secours et forces de l’ordre',
    channel: 'hand_over',
    timeZone: 'Europe/Paris',
    units: [
      {
        code: 'police',
        recipient: 'police_gendarmerie',
        name: 'Police ou gendarmerie du lieu',
        answersFor: [],
      },
      { code: 'samu', recipient: 'samu', name: 'SAMU du lieu', answersFor: [] },
    ],
  },
]

/** Every authority that Repère starts with. */
export const referenceAuthorities: readonly ReferenceAuthority[] = [
  ...departements101
    .filter((code) => !isShared.has(code))
    .map((code) =>
      authority(
        {
          code: `departement-${code.toLowerCase()}`,
          name: `Département ${ofDepartement(code)}`,
          ofName: ofDepartement(code),
        },
        timeZoneOf(code),
        [cripOf(code)],
      ),
    ),
  ...shared.map(({ departements, ...shape }) =>
    authority(shape, timeZoneOf(departements[0] ?? ''), departements.map(cripOf)),
  ),
  ...rhone.map(({ part, ...shape }) =>
    authority(shape, timeZoneOf('69'), [
      {
        code: 'crip',
        recipient: 'crip',
        name: `CRIP ${shape.ofName}`,
        answersFor: [{ departement: '69', part }],
      },
    ]),
  ),
  ...national,
]
