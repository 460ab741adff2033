import { z } from 'zod'
import { get, instant, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { partnerRole } from '#vocabulary'

const email = z.email('Une adresse électronique entière, comme prenom.nom@exemple.fr.').max(200)
const name = z.string().trim().min(2).max(120)

/** Somebody of an authority, as the helpline sees them. */
export const AuthorityPerson = z.object({
  id: z.uuid(),
  name: name.meta({ title: 'Nom' }),
  email: z.string().meta({ title: 'Adresse électronique' }),
  role: one(partnerRole).meta({ title: 'Rôle' }),
  active: z.boolean().meta({ title: 'Ouvert' }),
  passwordTemporary: z.boolean(),
  keyAddedAt: instant.nullable().meta({ title: 'Clé créée le' }),
  lastSignInAt: instant.nullable().meta({ title: 'Dernière connexion' }),
  version: z.number().int(),
})
export type AuthorityPerson = z.infer<typeof AuthorityPerson>

const keepers = ['coordinator', 'administrator'] as const

export const listAuthorityPeople = get('/api/authorities/:id/people', {
  for: keepers,
  action: 'partner_person.list',
  title: 'Les personnes d’une autorité',
  output: z.object({
    items: z.array(AuthorityPerson),
    /** How many can read what is sent: open, with a key. */
    readers: z.number().int(),
  }),
})

export const inviteAuthorityPerson = post('/api/authorities/:id/people', {
  for: keepers,
  action: 'partner_person.invite',
  title: 'Inviter quelqu’un d’une autorité',
  creates: true,
  input: z.object({
    name: name.meta({ title: 'Nom' }),
    email: email.meta({ title: 'Adresse électronique' }),
    role: one(partnerRole).meta({ title: 'Rôle' }),
  }),
  output: z.object({ id: z.uuid(), password: z.string().meta({ title: 'Mot de passe provisoire' }) }),
})

export const changeAuthorityPerson = patch('/api/authorities/:id/people/:personId', {
  for: keepers,
  action: 'partner_person.change',
  title: 'Modifier, fermer ou rouvrir l’accès de quelqu’un d’une autorité',
  versioned: true,
  input: z.object({ name, role: one(partnerRole), active: z.boolean() }).partial(),
  output: AuthorityPerson,
})

export const resetAuthorityPassword = post('/api/authorities/:id/people/:personId/password', {
  for: keepers,
  action: 'partner_person.reset_password',
  title: 'Donner un nouveau mot de passe provisoire à quelqu’un d’une autorité',
  creates: true,
  output: z.object({ password: z.string().meta({ title: 'Mot de passe provisoire' }) }),
})
