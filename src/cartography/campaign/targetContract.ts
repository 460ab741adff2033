import { z } from 'zod'
import { del, done, get, instant, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  campaignEvent,
  campaignMessageKind,
  campaignRefusal,
  campaignResponseStatus,
  deliveryTrouble,
  questionnaireAddressee,
} from '#vocabulary'
import { campaignStates } from './state.ts'

const readers = ['cartographer', 'coordinator', 'analyst', 'awareness_officer'] as const
const keepers = ['cartographer'] as const
const count = z.number().int()

/** Somebody who is asked to answer: professional coordinates only. */
export const Person = z.object({
  name: z.string().trim().min(2, 'Écrivez le nom.').max(160).meta({ title: 'Nom' }),
  email: z
    .email('Une adresse comme prenom.nom@exemple.fr.')
    .max(200)
    .nullable()
    .default(null)
    .meta({ title: 'Courriel' }),
  job: z.string().trim().max(160).nullable().default(null).meta({ title: 'Fonction' }),
})

export const Target = z.object({
  id: z.uuid(),
  campaign: z.object({ id: z.uuid(), name: z.string(), state: z.enum(campaignStates) }),
  addressee: one(questionnaireAddressee),
  territory: z.string(),
  departements: z.array(z.string()),
  status: one(campaignResponseStatus),
  refusal: one(campaignRefusal).nullable(),
  refusalNote: z.string().nullable(),
  submittedAt: instant.nullable(),
  signatory: z.string().nullable(),
  asked: count,
  answered: count,
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string().nullable(),
      job: z.string().nullable(),
      openedAt: instant.nullable(),
      /** Who typed for them, when they answered by telephone. */
      typedBy: z.string().nullable(),
      /** The contributor who asked them to answer too. */
      invitedBy: z.string().nullable(),
      answers: count,
      message: z
        .object({
          kind: one(campaignMessageKind),
          sentAt: instant.nullable(),
          trouble: one(deliveryTrouble).nullable(),
        })
        .nullable(),
    }),
  ),
  events: z.array(
    z.object({
      id: z.uuid(),
      kind: one(campaignEvent),
      at: instant,
      by: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  sections: z.array(
    z.object({
      title: z.string(),
      lines: z.array(
        z.object({ id: z.string(), title: z.string(), words: z.string(), by: z.string().nullable() }),
      ),
    }),
  ),
  abilities: z.object({ write: z.boolean() }),
})
export type Target = z.infer<typeof Target>

export const readTarget = get('/api/campaign-targets/:id', {
  action: 'campaign.read_target',
  title: 'Lire une réponse et sa chronologie',
  for: readers,
  output: Target,
})

export const addPerson = post('/api/campaign-targets/:id/people', {
  action: 'campaign.add_person',
  title: 'Ajouter une personne à une réponse',
  for: keepers,
  creates: true,
  input: Person,
  output: z.object({ id: z.uuid() }),
})

export const removePerson = del('/api/campaign-people/:id', {
  action: 'campaign.remove_person',
  title: 'Retirer une personne d’une réponse',
  for: keepers,
  output: done,
})

/** A new link, shown once: the former one ends. */
export const giveLink = post('/api/campaign-people/:id/link', {
  action: 'campaign.give_link',
  title: 'Remettre un lien de main à main',
  for: keepers,
  output: z.object({ path: z.string() }),
})

/** Opens the pages of the respondents for whoever writes down what is said on the telephone; the answer says so. */
export const answerByTelephone = post('/api/campaign-targets/:id/telephone', {
  action: 'campaign.telephone',
  title: 'Saisir une réponse donnée au téléphone',
  for: keepers,
  input: Person.pick({ name: true, job: true }),
  output: z.object({ path: z.string() }),
})

export const declineTarget = post('/api/campaign-targets/:id/decline', {
  action: 'campaign.decline',
  title: 'Noter qu’un destinataire ne répondra pas',
  for: keepers,
  input: z.object({
    reason: one(campaignRefusal).meta({ title: 'Motif' }),
    note: z.string().trim().max(1000).nullable().default(null).meta({ title: 'Précision' }),
  }),
  output: done,
})

export const reopenTarget = post('/api/campaign-targets/:id/reopen', {
  action: 'campaign.reopen_target',
  title: 'Rouvrir une réponse envoyée ou déclinée',
  for: keepers,
  output: done,
})
