import { z } from 'zod'
import { ServiceCard } from '#cartography/directory/contract.ts'
import { get, instant } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { Unit } from '#listening/authority/contract.ts'
import {
  campaignResponseStatus,
  deliveryChannel,
  departement,
  isDepartement,
  meetingNature,
  meetingStatus,
  practiceStatus,
  questionnaireAddressee,
  region,
  serviceKind,
} from '#vocabulary'

const readers = ['cartographer', 'coordinator', 'listener', 'awareness_officer', 'analyst'] as const

export const levelIds = ['services', 'gaps', 'phenomenon', 'responses', 'verification', 'situations'] as const
export type LevelId = (typeof levelIds)[number]

const territory = one(departement).refine(isDepartement, 'Choisissez un département.')

/** What is asked of the map; what a level does not know how to narrow is not looked at. */
export const MapQuery = z.object({
  level: z.enum(levelIds).default('services').meta({ title: 'Niveau' }),
  kind: one(serviceKind).optional().meta({ title: 'Nature de service' }),
  addressee: one(questionnaireAddressee).optional().meta({ title: 'Destinataire' }),
  campaign: z.uuid().optional().meta({ title: 'Campagne' }),
  year: z.coerce.number().int().min(1990).max(2199).optional().meta({ title: 'Année' }),
})
export type MapQuery = z.output<typeof MapQuery>

const Fill = z.enum(['none', 'step-0', 'step-1', 'step-2', 'step-3', 'step-4', 'hatched'])

/** A level as it is shown: the drawing and the cells say the same. */
export const MapShown = z.object({
  level: z.enum(levelIds),
  title: z.string(),
  rule: z.string(),
  outside: z.string().nullable(),
  classes: z.array(z.object({ id: z.string(), label: z.string(), fill: Fill, count: z.number().int() })),
  cells: z.array(
    z.object({
      departement: one(departement).meta({ title: 'Département' }),
      region: one(region).meta({ title: 'Région' }),
      class: z.string(),
      value: z.number().nullable(),
      text: z.string(),
    }),
  ),
  /** Where services stand, as precisely as that is published. */
  places: z.array(
    z.object({
      departement: one(departement),
      name: z.string(),
      count: z.number().int(),
      latitude: z.number(),
      longitude: z.number(),
    }),
  ),
  /** The levels that the reader may choose, with what narrows them. */
  levels: z.array(
    z.object({
      id: z.enum(levelIds),
      label: z.string(),
      narrows: z.array(z.enum(['kind', 'addressee', 'campaign', 'year'])),
    }),
  ),
  campaigns: z.array(z.object({ id: z.uuid(), name: z.string() })),
  years: z.array(z.number().int()),
  year: z.number().int().nullable(),
  campaign: z.uuid().nullable(),
})
export type MapShown = z.output<typeof MapShown>

export const readMap = get('/api/map', {
  action: 'map.read',
  title: 'Lire la carte des départements',
  for: readers,
  query: MapQuery,
  output: MapShown,
})

export const readMapAsCsv = get('/api/map.csv', {
  action: 'map.csv',
  title: 'Emporter les données de la carte',
  for: readers,
  query: MapQuery,
  output: z.undefined(),
  raw: true,
})

export const readMapAsSvg = get('/api/map.svg', {
  action: 'map.svg',
  title: 'Emporter le dessin de la carte',
  for: readers,
  query: MapQuery,
  output: z.undefined(),
  raw: true,
})

/** What is shown of a unit of an authority: how to reach it, and whether that was checked. */
const OpenUnit = Unit.pick({
  id: true,
  name: true,
  recipient: true,
  phone: true,
  email: true,
  address: true,
  verification: true,
  verifiedOn: true,
  isOpen: true,
  localTime: true,
})

const Answer = z.object({
  campaign: z.string(),
  campaignId: z.uuid(),
  targetId: z.uuid(),
  territory: z.string(),
  addressee: one(questionnaireAddressee),
  status: one(campaignResponseStatus),
  answeredAt: instant.nullable(),
  /** What was answered to the questions that matter most, in words. */
  said: z.array(z.object({ question: z.string(), answer: z.string() })),
})

/** Everything the cartography knows of a département, as far as the reader may know it. */
export const Territory = z.object({
  departement: one(departement),
  region: one(region),
  neighbours: z.array(one(departement)),
  /** Null: not for this reader. */
  authorities: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        channel: one(deliveryChannel),
        units: z.array(OpenUnit),
      }),
    )
    .nullable(),
  services: z.object({
    total: z.number().int(),
    forMinors: z.number().int(),
    groups: z.array(z.object({ kind: one(serviceKind).nullable(), items: z.array(ServiceCard) })),
    anywhere: z.array(ServiceCard),
  }),
  answers: z.array(Answer).nullable(),
  practices: z.array(
    z.object({ id: z.uuid(), title: z.string(), status: one(practiceStatus), isAdopted: z.boolean() }),
  ),
  meetings: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      nature: one(meetingNature),
      status: one(meetingStatus),
      startsAt: instant,
      actors: z.array(z.string()),
    }),
  ),
  /** Counts of the year; a null count is hidden. Null as a whole: not for this reader. */
  figures: z
    .object({
      year: z.number().int(),
      threshold: z.number().int(),
      situations: z.number().int().nullable(),
      contacts: z.number().int().nullable(),
    })
    .nullable(),
})
export type Territory = z.output<typeof Territory>

export const readTerritory = get('/api/territory', {
  action: 'territory.read',
  title: 'Lire la fiche d’un département',
  for: readers,
  query: z.object({ departement: territory }),
  output: Territory,
})
