import { Temporal } from 'temporal-polyfill'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import { inventedActors, inventedSessions, meetingsToCome } from './demonstration.ts'
import { addPerson } from './participants.server.ts'
import { keyOfMeeting, sealedMinutes, sealedOwner } from './people.server.ts'
import { planMeetings } from './write.server.ts'

/** Invents the meetings of the first year and a few to come, all by the cartographer of the demonstration. */
export async function inventMeetings({ database, keys }: Pick<Services, 'database' | 'keys'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const account = await db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'cartographer')
      .where('demonstration', '=', true)
      .orderBy('login')
      .executeTakeFirst()
    if (!account) return
    const by = account.id
    // A load that was interrupted after this is not made twice.
    if ((await db.selectFrom('meeting').select('id').limit(1).execute()).length > 0) return
    const actors = inventedActors.map((actor) => ({
      ...actor,
      id: newId(),
      organisation_id: null,
      created_by: by,
    }))
    await db.insertInto('local_actor').values(actors).execute()
    const idsOf = (places: readonly number[]) => places.flatMap((place) => actors[place]?.id ?? [])
    const sessions = inventedSessions.map((session) => ({ ...session, id: newId() }))
    await db
      .insertInto('meeting')
      .values(
        sessions.map((session) => ({
          id: session.id,
          series_id: null,
          nature: 'working_session' as const,
          kind: session.kind,
          status: 'held' as const,
          title: session.title,
          starts_at: session.startsAt,
          ends_at: session.endsAt,
          departement: session.departement,
          place: null,
          video_link: null,
          agenda: null,
          minutes: null,
          organiser_id: by,
          cancelled_reason: null,
        })),
      )
      .execute()
    await db
      .insertInto('meeting_actor')
      .values(
        sessions.flatMap((session) =>
          idsOf(session.actors).map((id) => ({ meeting_id: session.id, actor_id: id })),
        ),
      )
      .execute()
    const last = sessions.at(-1)
    if (last) {
      const today = Temporal.Now.plainDateISO('Europe/Paris')
      const key = await keyOfMeeting(db, keys, { id: last.id, data_key_id: null })
      await db
        .updateTable('meeting')
        .set({
          agenda: 'Bilan de la première année\nSuites à donner',
          ...sealedMinutes(
            keys,
            key,
            last.id,
            'Chacun présente ce qu’il a mis en place. Les délais de réponse restent le point à travailler.',
          ),
        })
        .where('id', '=', last.id)
        .execute()
      const decisions = [
        ['Écrire ensemble une fiche sur les retours de fugue', 'Association du Phare imaginaire', -12],
        ['Proposer une date de rencontre entre foyers', 'Lou Exemple', 20],
      ] as const
      await db
        .insertInto('meeting_decision')
        .values(
          decisions.map(([words, owner, ahead]) => {
            const id = newId()
            return {
              id,
              meeting_id: last.id,
              words,
              ...sealedOwner(keys, key, id, owner),
              due_on: today.add({ days: ahead }).toString(),
              done_on: null,
              done_by: null,
            }
          }),
        )
        .execute()
    }
    for (const { actors: places, ...coming } of meetingsToCome(Temporal.Now.plainDateISO('Europe/Paris'))) {
      const [id] = await planMeetings(db, by, {
        series: null,
        videoLink: null,
        ...coming,
        actorIds: idsOf(places),
      })
      if (!id) continue
      for (const [name, email] of guests) await addPerson(db, keys, id, { name, email, actorId: null })
    }
  })
}

/** Addresses of a domain that exists nowhere: nothing of the demonstration can be sent to anybody. */
const guests = [
  ['Maud Inventée', 'maud@partenaire.invalid'],
  ['Yann Fictif', 'yann@partenaire.invalid'],
  ['Zoé Imaginaire', null],
] as const
