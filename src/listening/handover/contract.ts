import { z } from 'zod'
import { del, done, get, instant, page, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  callerProfile,
  contactChannel,
  dangerLevel,
  departement,
  handoverKind,
  minorGender,
  transmissionStatus,
} from '#vocabulary'

const team = ['listener', 'coordinator'] as const

const OpenContact = z.object({
  id: z.uuid(),
  channel: one(contactChannel),
  occurredAt: instant,
  recordedBy: z.string().nullable(),
  callerProfile: one(callerProfile).nullable(),
  situation: z.object({ id: z.uuid(), reference: z.string() }).nullable(),
  /** Finalised since the sheet was written. */
  isDone: z.boolean(),
})

const DueCallback = z.object({
  id: z.uuid(),
  opensAt: instant,
  closesAt: instant,
  timeZone: z.string(),
  assignee: z.string().nullable(),
  situation: z.object({ id: z.uuid(), reference: z.string() }).nullable(),
  contactId: z.uuid().nullable(),
  isDone: z.boolean(),
})

const FragileSituation = z.object({
  id: z.uuid(),
  reference: z.string(),
  gender: one(minorGender).nullable(),
  age: z.number().int().nullable(),
  departement: one(departement).nullable(),
  dangerLevel: one(dangerLevel).nullable(),
  /** The urgent transmissions that nobody has acknowledged. */
  transmissions: z.array(
    z.object({ id: z.uuid(), reference: z.string(), status: one(transmissionStatus), isDone: z.boolean() }),
  ),
  /** What somebody asks to watch. */
  flags: z.array(
    z.object({ id: z.uuid(), sentence: z.string(), by: z.string(), at: instant, isDone: z.boolean() }),
  ),
})

/** What is open, due and fragile; each line shows what it has become since. */
export const Sheet = z.object({
  open: z.array(OpenContact),
  due: z.array(DueCallback),
  fragile: z.array(FragileSituation),
})
export type Sheet = z.infer<typeof Sheet>

const Handover = z.object({
  id: z.uuid(),
  kind: one(handoverKind).meta({ title: 'Pour qui' }),
  writtenAt: instant,
  writtenBy: z.string(),
  takenAt: instant.nullable(),
  takenBy: z.string().nullable(),
  open: z.number().int(),
  due: z.number().int(),
  fragile: z.number().int(),
  /** Somebody else than its writer may take it, once. */
  mayTake: z.boolean(),
})
export type Handover = z.infer<typeof Handover>

export const WholeHandover = Handover.extend({ note: z.string().nullable(), sheet: Sheet })
export type WholeHandover = z.infer<typeof WholeHandover>

export const previewHandover = get('/api/handovers/preview', {
  for: team,
  action: 'handover.preview',
  title: 'Préparer une relève',
  output: Sheet,
})

export const listHandovers = get('/api/handovers', {
  for: team,
  action: 'handover.list',
  title: 'Lister les relèves',
  query: z.object({
    view: z.enum(['waiting', 'all']).default('waiting'),
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: page(Handover),
})

export const readHandover = get('/api/handovers/:id', {
  for: team,
  action: 'handover.read',
  title: 'Lire une relève',
  output: WholeHandover,
})

/** Writes the sheet as things stand now, with a word from whoever leaves. */
export const createHandover = post('/api/handovers', {
  for: team,
  action: 'handover.create',
  title: 'Transmettre la relève',
  creates: true,
  input: z.object({
    kind: one(handoverKind).meta({ title: 'Pour qui' }),
    note: z.string().trim().max(5000).nullable().meta({ title: 'Un mot pour la suite' }),
  }),
  output: z.object({ id: z.uuid() }),
})

/** Says, by name, that it has been read and is taken on. */
export const takeHandover = post('/api/handovers/:id/take', {
  for: team,
  action: 'handover.take',
  title: 'Prendre une relève',
  output: z.object({ takenAt: instant }),
})

const Flag = z.object({ id: z.uuid(), sentence: z.string(), by: z.string(), at: instant })

export const listFlags = get('/api/situations/:id/flags', {
  for: team,
  action: 'handover.flags',
  title: 'Voir ce qui est signalé pour la relève',
  output: z.object({ items: z.array(Flag) }),
})

export const flagSituation = post('/api/situations/:id/flags', {
  for: team,
  action: 'handover.flag',
  title: 'Signaler une situation pour la relève',
  creates: true,
  input: z.object({
    sentence: z.string().trim().min(3).max(500).meta({ title: 'Ce qu’il faut surveiller' }),
  }),
  output: z.object({ id: z.uuid() }),
})

export const clearFlag = del('/api/handovers/flags/:id', {
  for: team,
  action: 'handover.clear_flag',
  title: 'Retirer un signalement pour la relève',
  output: done,
})
