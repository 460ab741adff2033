import { Temporal } from 'temporal-polyfill'
import { calendarOf } from '#kernel/calendar.server.ts'
import type { Db } from '#kernel/db.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { percentOf } from '#kernel/percent.ts'
import { refuse } from '#kernel/refusal.ts'
import { answerRequest } from './answer.server.ts'
import {
  addInterventionPerson,
  createIntervention,
  inviteToIntervention,
  listInterventionMaterials,
  listInterventionStaff,
  listInterventions,
  readIntervention,
  readInterventionCalendar,
  readInterventionFigures,
  removeInterventionPerson,
  saveIntervention,
  settleIntervention,
} from './contract.ts'
import { countByDepartement, countInterventions, countLearned, countProfessionals } from './figures.server.ts'
import { interventions, professionalsReached } from './figures.ts'
import { pageOfInterventions } from './list.server.ts'
import { addPerson, invite, removePerson } from './people.server.ts'
import { presence } from './presence.handlers.server.ts'
import { interventionOf } from './read.server.ts'
import {
  answerInterventionRequest,
  listInterventionRequests,
  readInterventionRequest,
  resendRequestLetters,
} from './requestContract.ts'
import { pageOfRequests, requestOf, resendLetters } from './requests.server.ts'
import { changeIntervention, planIntervention, settle } from './write.server.ts'

const isDone = { done: true as const }

/** The endpoints of the interventions, in the order of the contracts. */
export const intervention: readonly Handler[] = [
  handle(listInterventionRequests, async ({ query, db, keys, trace }) => {
    const page = await pageOfRequests(db, keys, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(readInterventionRequest, async ({ params, db, keys }) => await requestOf(db, keys, params.id)),

  handle(answerInterventionRequest, async ({ params, input, version, actor, db, keys, trace }) => {
    trace(params.id, input.decision)
    return await answerRequest(db, { keys, actor }, params.id, version, input)
  }),

  handle(resendRequestLetters, async ({ params, db }) => {
    await resendLetters(db, params.id)
    return isDone
  }),

  handle(listInterventions, async ({ query, db, trace }) => {
    const page = await pageOfInterventions(db, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(readInterventionFigures, async ({ query, db }) => {
    if (query.from > query.to) refuse('period_reversed')
    return await figuresOf(db, query)
  }),

  handle(listInterventionStaff, async ({ db }) => ({
    items: await db
      .selectFrom('account')
      .select(['id', 'name', 'role'])
      .where('active', '=', true)
      .orderBy('name')
      .orderBy('id')
      .execute(),
  })),

  handle(listInterventionMaterials, async ({ db }) => ({
    items: await db
      .selectFrom('resource')
      .select(['id', 'title', 'kind'])
      .where('retired_at', 'is', null)
      .orderBy('title')
      .execute(),
  })),

  handle(readIntervention, async ({ params, actor, db, keys }) =>
    interventionOf(db, keys, params.id, actor.role),
  ),

  handle(createIntervention, async ({ input, actor, db, keys, trace }) => {
    const id = await planIntervention(db, { keys, actor }, input)
    trace(id)
    return { id, version: 1 }
  }),

  handle(saveIntervention, async ({ params, input, version, actor, db, keys }) =>
    changeIntervention(db, { keys, actor }, params.id, version, input),
  ),

  handle(settleIntervention, async ({ params, input, version, actor, db, keys, trace }) => {
    trace(params.id, input.status)
    return await settle(db, { keys, actor }, params.id, version, input)
  }),

  handle(addInterventionPerson, async ({ params, input, db, keys }) => ({
    id: await addPerson(db, keys, params.id, input),
  })),

  handle(removeInterventionPerson, async ({ params, db, trace }) => {
    trace(await removePerson(db, params.id))
    return isDone
  }),

  handle(inviteToIntervention, async ({ params, db, trace }) => {
    const invited = await invite(db, params.id)
    trace(params.id, String(invited.told))
    return invited
  }),

  handle(readInterventionCalendar, async ({ params, actor, db, keys }) => {
    const it = await interventionOf(db, keys, params.id, actor.role)
    const { startsAt, endsAt } = it
    if (!startsAt || !endsAt) return refuse('intervention_undated')
    const method = it.status === 'cancelled' ? 'CANCEL' : 'PUBLISH'
    return {
      type: 'text/calendar; charset=utf-8',
      filename: 'intervention.ics',
      body: calendarOf({ ...it, startsAt, endsAt, agenda: null }, method, {
        stamp: Temporal.Now.instant().toString(),
      }),
    }
  }),

  ...presence,
]

const midnight = (day: Temporal.PlainDate): string =>
  day.toZonedDateTime('Europe/Paris').toInstant().toString()

/** The figures of a period, in the days of Paris, both included. */
async function figuresOf(db: Db, period: { readonly from: string; readonly to: string }) {
  const scope = {
    start: midnight(Temporal.PlainDate.from(period.from)),
    end: midnight(Temporal.PlainDate.from(period.to).add({ days: 1 })),
    departements: [],
  }
  const [held, reached, places, learned] = [
    await countInterventions(db, scope),
    await countProfessionals(db, scope),
    await countByDepartement(db, scope),
    await countLearned(db, scope),
  ]
  const lay = (of: { id: string; title: string; rule: string }, rows: typeof held | typeof places) => {
    const base = rows.reduce((sum, { count }) => sum + count, 0)
    const { id, title, rule } = of
    return {
      id,
      title,
      rule,
      base,
      rows: rows.map((row) => ({ ...row, percent: percentOf(row.count, base) })),
    }
  }
  return {
    figures: [
      lay(interventions, held),
      lay(professionalsReached, reached as typeof places),
      lay(
        {
          id: 'professional_reached_department',
          title: 'Professionnels touchés, par territoire',
          rule: 'Les mêmes personnes, au département où l’intervention s’est tenue.',
        },
        places,
      ),
    ],
    ...learned,
  }
}
