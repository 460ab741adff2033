import { z } from 'zod'
import { del, get, instant, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { role, shiftKind } from '#vocabulary'

const staff = [
  'reception',
  'listener',
  'coordinator',
  'cartographer',
  'awareness_officer',
  'analyst',
  'administrator',
] as const
const planners = ['coordinator', 'administrator'] as const
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Une heure comme 08:30.')

export const Shift = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string().meta({ title: 'Qui' }),
  kind: one(shiftKind).meta({ title: 'Pour quoi' }),
  startsAt: instant.meta({ title: 'Début' }),
  endsAt: instant.meta({ title: 'Fin' }),
  seriesId: z.uuid().nullable(),
})
export type Shift = z.infer<typeof Shift>

/** The rota of some days, in the time of Paris; whoever works here may read it. */
export const listShifts = get('/api/shifts', {
  for: staff,
  action: 'shift.list',
  title: 'Lire le planning',
  query: z.object({ from: z.iso.date(), days: z.coerce.number().int().min(1).max(42).default(7) }),
  output: z.object({ items: z.array(Shift) }),
  journalled: false,
})

/** Who is on duty now, and who comes next. */
export const readDuty = get('/api/shifts/duty', {
  for: staff,
  action: 'shift.duty',
  title: 'Voir qui est de service',
  output: z.object({ now: z.array(Shift), next: z.array(Shift) }),
  journalled: false,
})

/** Those who may be put on the rota. */
export const listRotaPeople = get('/api/shifts/people', {
  for: planners,
  action: 'shift.people',
  title: 'Les personnes du planning',
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), role: one(role) })) }),
  journalled: false,
})

/** Puts somebody on the rota, once or for several weeks at the same hours of the clock; an end before the start is on the next day. */
export const createShifts = post('/api/shifts', {
  for: planners,
  action: 'shift.create',
  title: 'Inscrire au planning',
  creates: true,
  input: z.object({
    accountId: z.uuid().meta({ title: 'Qui' }),
    kind: one(shiftKind).meta({ title: 'Pour quoi' }),
    day: z.iso.date().meta({ title: 'Jour' }),
    from: time.meta({ title: 'De' }),
    to: time.meta({ title: 'À' }),
    weeks: z.number().int().min(1).max(52).default(1).meta({ title: 'Nombre de semaines' }),
  }),
  output: z.object({ ids: z.array(z.uuid()) }),
})

/** Takes a shift off the rota, with those of its series that follow when asked. */
export const removeShift = del('/api/shifts/:id', {
  for: planners,
  action: 'shift.remove',
  title: 'Retirer du planning',
  query: z.object({ following: z.stringbool().default(false) }),
  output: z.object({ removed: z.number().int() }),
})
