import { z } from 'zod'
import { done, get, instant, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  deliveryTrouble,
  departement,
  proposalState,
  refreshMessageKind,
  refreshReplyKind,
} from '#vocabulary'

const keepers = ['cartographer'] as const
const witnesses = ['cartographer', 'coordinator'] as const

export const CorrespondentFields = z.object({
  name: z.string().trim().max(200).nullable().meta({ title: 'Nom' }),
  email: z.email('Une adresse comme accueil@exemple.org.').max(200).meta({ title: 'Courriel' }),
})
export type CorrespondentFields = z.output<typeof CorrespondentFields>

const LinkState = z.object({
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  uses: z.number().int(),
})

export const Correspondent = CorrespondentFields.extend({
  id: z.uuid(),
  toldAt: instant.nullable().meta({ title: 'Averti le' }),
  objectedAt: instant.nullable().meta({ title: 'S’est opposé le' }),
  /** The link that opens now, if there is one; nobody can read it again. */
  link: LinkState.nullable(),
  message: z
    .object({
      kind: one(refreshMessageKind),
      askedAt: instant,
      sentAt: instant.nullable(),
      trouble: one(deliveryTrouble).nullable(),
    })
    .nullable(),
})
export type Correspondent = z.output<typeof Correspondent>

export const RefreshReply = z.object({
  id: z.uuid(),
  kind: one(refreshReplyKind),
  who: z.string(),
  remark: z.string().nullable(),
  repliedAt: instant,
  proposalId: z.uuid().nullable(),
  state: one(proposalState).nullable(),
  /** A request to leave that was made by mistake, and taken back. */
  undone: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
})
export type RefreshReply = z.output<typeof RefreshReply>

export const readRefresh = get('/api/services/:id/refresh', {
  action: 'refresh.read',
  title: 'Voir à qui l’on écrit au sujet d’une fiche, et ce qui est revenu',
  for: witnesses,
  output: z.object({
    correspondents: z.array(Correspondent),
    /** Addresses of the entry to which nobody writes yet. */
    suggestions: z.array(CorrespondentFields),
    replies: z.array(RefreshReply),
  }),
})

export const addCorrespondent = post('/api/services/:id/correspondents', {
  action: 'refresh.add_correspondent',
  title: 'Ajouter une personne à qui écrire au sujet d’une fiche',
  for: keepers,
  creates: true,
  input: CorrespondentFields,
  output: z.object({ id: z.uuid() }),
})

/** Writes to somebody; the former link ends when the message leaves. */
export const inviteCorrespondent = post('/api/correspondents/:id/invite', {
  action: 'refresh.invite',
  title: 'Demander à un service de relire sa fiche',
  for: keepers,
  creates: true,
  output: z.object({ messageId: z.uuid() }),
})

/** A link to hand over oneself, shown once: the former one ends. */
export const handLink = post('/api/correspondents/:id/link', {
  action: 'refresh.hand_link',
  title: 'Faire un lien personnel à remettre soi-même',
  for: keepers,
  output: z.object({ path: z.string(), expiresAt: instant }),
})

export const revokeLink = post('/api/correspondents/:id/revoke', {
  action: 'refresh.revoke',
  title: 'Fermer le lien personnel de quelqu’un',
  for: keepers,
  output: done,
})

/** Tells the contacts of an entry that they are listed, once each, and how to object. */
export const tellListed = post('/api/services/:id/tell-listed', {
  action: 'refresh.tell_listed',
  title: 'Avertir les contacts d’une fiche qu’ils y figurent',
  for: keepers,
  creates: true,
  output: z.object({ told: z.number().int(), alreadyTold: z.number().int(), objected: z.number().int() }),
})

/** Somebody left by mistake, and told us so: what was hidden is shown again, and one may write to them. */
export const undoObjection = post('/api/refresh-replies/:id/undo', {
  action: 'refresh.undo_objection',
  title: 'Remettre dans l’annuaire qui l’a quitté par erreur',
  for: keepers,
  creates: true,
  input: z.object({
    reason: z
      .string()
      .trim()
      .min(3, 'Écrivez qui vous l’a dit, et comment.')
      .max(1000)
      .meta({ title: 'Qui l’a dit, et comment' }),
  }),
  /** What is shown again, and what had been taken out of the entry since: it is to be entered anew. */
  output: z.object({ restored: z.number().int(), gone: z.number().int() }),
})

const Round = z.object({ departement: one(departement).optional() })

/** Whom a round would write to: services that are due, and those to whom nobody can write. */
export const previewRound = get('/api/refresh-round', {
  action: 'refresh.preview_round',
  title: 'Voir à qui écrirait une tournée de relecture',
  for: keepers,
  query: Round,
  output: z.object({
    written: z.array(
      z.object({
        serviceId: z.uuid(),
        service: z.string(),
        name: z.string().nullable(),
        email: z.string(),
        /** Null: an address of the entry, to which nobody has written yet. */
        correspondentId: z.uuid().nullable(),
      }),
    ),
    /** Already written to in the last month. */
    recent: z.number().int(),
    unreachable: z.array(z.object({ serviceId: z.uuid(), service: z.string() })),
  }),
})

export const launchRound = post('/api/refresh-round', {
  action: 'refresh.launch_round',
  title: 'Écrire aux services dont la fiche est à confirmer',
  for: keepers,
  creates: true,
  input: Round,
  output: z.object({ asked: z.number().int() }),
})
