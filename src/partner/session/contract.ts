import { z } from 'zod'
import { del, done, get, instant, post, put } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { partnerRole } from '#vocabulary'
import { PublicKey } from '../relay/contract.ts'

const password = z.string().min(1).max(200).meta({ title: 'Mot de passe' })

export const signIn = post('/partenaire/api/session', {
  for: 'anyone',
  action: 'partner_session.open',
  title: 'Entrer sur le portail',
  input: z.object({ email: z.string().max(200).meta({ title: 'Adresse électronique' }), password }),
  output: done,
})

/** Somebody of an authority: what the portal shows of them, and what it may offer. */
export const PartnerMe = z.object({
  id: z.uuid(),
  name: z.string().meta({ title: 'Nom' }),
  email: z.string().meta({ title: 'Adresse électronique' }),
  role: one(partnerRole).meta({ title: 'Rôle' }),
  authority: z.string().meta({ title: 'Autorité' }),
  abilities: z.array(z.string()),
  /** The password was given by somebody else and must be changed first. */
  passwordTemporary: z.boolean(),
  /** The reading key: the public half, and the other one sealed with a passphrase that nobody else knows. */
  key: z.object({ publicKey: PublicKey, sealedIdentity: z.string(), addedAt: instant }).nullable(),
  demonstration: z.boolean(),
})
export type PartnerMe = z.infer<typeof PartnerMe>

export const readMe = get('/partenaire/api/session', {
  for: 'signed_in',
  action: 'partner_session.read',
  title: 'Qui suis-je sur le portail',
  output: PartnerMe,
  journalled: false,
})

export const signOut = del('/partenaire/api/session', {
  for: 'signed_in',
  action: 'partner_session.close',
  title: 'Quitter le portail',
  output: done,
})

export const signOutEverywhere = del('/partenaire/api/sessions', {
  for: 'signed_in',
  action: 'partner_session.close_all',
  title: 'Quitter le portail sur tous les postes',
  output: done,
})

export const changeMyPassword = post('/partenaire/api/session/password', {
  for: 'signed_in',
  action: 'partner_session.change_password',
  title: 'Changer mon mot de passe du portail',
  input: z.object({
    current: password.meta({ title: 'Mot de passe actuel' }),
    next: password.meta({ title: 'Nouveau mot de passe' }),
  }),
  output: done,
})

export const keepKey = put('/partenaire/api/key', {
  for: ['agent', 'manager'],
  action: 'partner_key.keep',
  title: 'Garder ma clé de lecture',
  input: z.object({
    publicKey: PublicKey,
    /** An age file sealed with the person's passphrase, in base64. */
    sealedIdentity: z.base64().min(100).max(8000),
    /** The public key that this one takes the place of; null for the first. */
    replaces: PublicKey.nullable(),
  }),
  output: done,
})
