import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Services } from '#kernel/http.server.ts'
import { newId } from '#kernel/id.ts'
import type { ApplicationWords } from './contract.ts'
import { oneCall } from './read.server.ts'
import { sealWords } from './words.server.ts'
import { addCall, decide, milestone, moveCall, review } from './write.server.ts'

const words = (organisation: string, title: string, need: string): ApplicationWords => ({
  organisation,
  contact: 'Maud Inventée',
  email: 'maud@partenaire.invalid',
  phone: '',
  title,
  need,
  plan: 'Deux professionnels, une soirée par semaine, avec les partenaires du quartier.',
  outcome: 'Les jeunes reviennent, et les équipes se parlent plus tôt.',
  budget: 'Un mi-temps pendant un an, des déplacements, du petit matériel.',
})

const invented = [
  {
    words: words(
      'Association Imaginaire',
      'Maraude du soir',
      'Des jeunes dehors que personne ne rencontre après dix-neuf heures.',
    ),
    departement: '41',
    amount: 9000,
    marks: [5, 4],
  },
  {
    words: words(
      'Foyer Fictif',
      'Un référent au retour de fugue',
      'Au retour, personne n’est désigné pour écouter.',
    ),
    departement: '45',
    amount: 7500,
    marks: [4, 3],
  },
  {
    words: words('Maison Inventée', 'Atelier avec les parents', 'Des parents isolés devant les écrans.'),
    departement: '41',
    amount: 4000,
    marks: undefined,
  },
] as const

/** Invents one call: one project accepted and followed, one to decide, one to read. */
export async function inventCalls({ database, keys }: Pick<Services, 'database' | 'keys'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const people = await db
      .selectFrom('account')
      .select(['id', 'role', 'name'])
      .where('demonstration', '=', true)
      .where('role', 'in', ['coordinator', 'cartographer', 'awareness_officer'])
      .orderBy('login')
      .execute()
    const [keeper, ...readers] = ['awareness_officer', 'coordinator', 'cartographer'].flatMap(
      (role) => people.find((one) => one.role === role) ?? [],
    )
    if (!keeper || readers.length < 2) return
    if ((await db.selectFrom('project_call').select('id').limit(1).execute()).length > 0) return
    const today = Temporal.Now.plainDateISO('Europe/Paris')
    const { id } = await addCall(db, keeper.id, {
      title: 'Aller vers les jeunes en fugue',
      summary: 'Pour des projets de terrain portés localement.',
      terms:
        'Des projets d’un an, portés par un organisme à but non lucratif, avec au moins un partenaire de la protection de l’enfance.',
      departements: ['41', '45', '37'],
      amount: 40_000,
      amountEach: 10_000,
      opensOn: today.subtract({ months: 1 }).toString(),
      closesOn: today.add({ months: 1 }).toString(),
      criteria: [
        { label: 'Utilité pour les jeunes', weight: 3 },
        { label: 'Travail avec les partenaires', weight: 2 },
        { label: 'Faisabilité', weight: 1 },
      ],
      reviewerIds: readers.map((one) => one.id),
    })
    await moveCall(db, id, 1, 'published')
    const { criteria } = await oneCall(db, id)
    const asActor = (one: (typeof people)[number]) => ({ ...one, sessionId: one.id, confined: false })
    for (const [place, one] of invented.entries()) {
      const application = newId()
      await db
        .insertInto('application')
        .values({
          id: application,
          call_id: id,
          state: 'submitted',
          departement: one.departement,
          amount: one.amount,
          sealed_words: sealWords(keys.zone('public'), application, one.words),
          submitted_at: sql<string>`now()`,
          decided_at: null,
          decided_by: null,
          granted: null,
          sealed_reasons: null,
          written_at: sql<string>`now()`,
          last_trouble: null,
        })
        .execute()
      for (const [index, mark] of (one.marks ?? []).entries()) {
        const reader = readers[index]
        if (!reader) continue
        const scores = criteria.map(({ id: criterionId }) => ({ criterionId, score: mark }))
        const comment = mark > 4 ? 'Très utile et bien entouré.' : 'À préciser avec les partenaires.'
        await review(db, keys, asActor(reader), application, { hasConflict: false, scores, comment })
      }
      if (place > 0) continue
      const reasons = 'Un besoin que personne ne couvre dans ce quartier, et une équipe prête.'
      const choice = { state: 'accepted' as const, granted: 8000, reasons }
      await decide(db, keys, asActor(keeper), application, 1, choice)
      for (const [kind, label, months] of [
        ['payment', 'Premier versement', 1],
        ['step', 'Ouverture de la maraude', 3],
        ['report', 'Compte rendu de mi-parcours', 7],
      ] as const)
        await milestone(db, application, {
          kind,
          label,
          dueOn: today.add({ months }).toString(),
          doneOn: null,
          note: null,
        })
    }
  })
}
