import { z } from 'zod'
import { del, done, get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { role } from '#vocabulary'

const login = z
  .string()
  .trim()
  .min(2)
  .max(64)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/, 'Lettres sans accent, chiffres, point, tiret.')
  .meta({ title: 'Identifiant' })
const name = z.string().trim().min(2).max(120).meta({ title: 'Nom affiché' })
const password = z.string().min(1).max(200).meta({ title: 'Mot de passe' })

export const signIn = post('/api/session', {
  for: 'anyone',
  action: 'session.open',
  title: 'Se connecter',
  input: z.object({ login: z.string().max(200).meta({ title: 'Identifiant' }), password }),
  output: done,
})

/** The person at work: what the browser shows of them, and what it may offer. */
export const Me = z.object({
  id: z.uuid(),
  name,
  login,
  role: one(role),
  /** Actions that the role may ask for; the browser never computes a right. */
  abilities: z.array(z.string()),
  /** The password was given by somebody else and must be changed first. */
  passwordTemporary: z.boolean(),
  /** The data are invented. */
  demonstration: z.boolean(),
  /** Version of the product. */
  version: z.string(),
})
export type Me = z.infer<typeof Me>

export const readMe = get('/api/session', {
  for: 'signed_in',
  action: 'session.read',
  title: 'Qui suis-je',
  output: Me,
  journalled: false,
})

/**
 * The secret that opens what the person typed and the server has not heard yet, sealed on their machine. The same at
 * each sign-in, and never given to anyone else.
 */
export const readDraftKey = get('/api/session/draft-key', {
  for: 'signed_in',
  action: 'session.draft_key',
  title: 'Ouvrir ma saisie gardée sur ce poste',
  output: z.object({ accountId: z.uuid(), secret: z.string() }),
  journalled: false,
})

export const signOut = del('/api/session', {
  for: 'signed_in',
  action: 'session.close',
  title: 'Se déconnecter',
  output: done,
})

export const listMySessions = get('/api/sessions', {
  for: 'signed_in',
  action: 'session.list',
  title: 'Mes sessions ouvertes',
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        createdAt: instant.meta({ title: 'Ouverte' }),
        lastSeenAt: instant.meta({ title: 'Dernière activité' }),
        expiresAt: instant.meta({ title: 'Fin au plus tard' }),
        isCurrent: z.boolean().meta({ title: 'Sur ce poste' }),
      }),
    ),
  }),
  journalled: false,
})

export const endMySession = del('/api/sessions/:id', {
  for: 'signed_in',
  action: 'session.end',
  title: 'Fermer une de mes sessions',
  output: done,
})

export const signOutEverywhere = del('/api/sessions', {
  for: 'signed_in',
  action: 'session.close_all',
  title: 'Se déconnecter partout',
  output: done,
})

export const changeMyPassword = post('/api/session/password', {
  for: 'signed_in',
  action: 'session.change_password',
  title: 'Changer mon mot de passe',
  input: z.object({
    current: password.meta({ title: 'Mot de passe actuel' }),
    next: password.meta({ title: 'Nouveau mot de passe' }),
  }),
  output: done,
})

export const Account = z.object({
  id: z.uuid(),
  login,
  name,
  role: one(role).meta({ title: 'Rôle' }),
  active: z.boolean().meta({ title: 'Ouvert' }),
  passwordTemporary: z.boolean().meta({ title: 'Mot de passe provisoire' }),
  demonstration: z.boolean().meta({ title: 'Démonstration' }),
  createdAt: instant.meta({ title: 'Créé le' }),
  lastSignInAt: instant.nullable().meta({ title: 'Dernière connexion' }),
  version: z.number().int(),
})
export type Account = z.infer<typeof Account>

export const accountSorts = ['name', 'login', 'role', 'createdAt', 'lastSignInAt'] as const

export const listAccounts = get('/api/accounts', {
  for: ['administrator'],
  action: 'account.list',
  title: 'Les comptes',
  query: z.object({
    sort: z.enum(accountSorts).default('name'),
    direction: z.enum(['ascending', 'descending']).default('ascending'),
    role: one(role).optional(),
    active: z.enum(['true', 'false']).optional(),
    text: z.string().trim().max(100).optional(),
    after: z.string().max(500).optional(),
  }),
  output: page(Account),
})

export const createAccount = post('/api/accounts', {
  for: ['administrator'],
  action: 'account.create',
  title: 'Créer un compte',
  creates: true,
  input: z.object({ login, name, role: one(role).meta({ title: 'Rôle' }) }),
  output: z.object({ id: z.uuid(), password: z.string().meta({ title: 'Mot de passe provisoire' }) }),
})

export const changeAccount = patch('/api/accounts/:id', {
  for: ['administrator'],
  action: 'account.change',
  title: 'Modifier, fermer ou rouvrir un compte',
  versioned: true,
  input: z.object({ name, role: one(role), active: z.boolean() }).partial(),
  output: Account,
})

export const resetPassword = post('/api/accounts/:id/password', {
  for: ['administrator'],
  action: 'account.reset_password',
  title: 'Donner un nouveau mot de passe provisoire',
  creates: true,
  output: z.object({ password: z.string().meta({ title: 'Mot de passe provisoire' }) }),
})

export const listColleagues = get('/api/colleagues', {
  for: ['reception', 'listener', 'coordinator'],
  action: 'account.colleagues',
  title: 'Les collègues à qui confier',
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), role: one(role) })) }),
  journalled: false,
})

export const listDemonstrationAccounts = get('/api/demonstration/accounts', {
  for: 'anyone',
  action: 'demonstration.accounts',
  title: 'Les comptes de la démonstration',
  output: z.object({ items: z.array(z.object({ login: z.string(), name: z.string(), role: one(role) })) }),
  journalled: false,
})

export const signInToDemonstration = post('/api/demonstration/session', {
  for: 'anyone',
  action: 'demonstration.sign_in',
  title: 'Entrer dans la démonstration',
  input: z.object({ login: z.string().max(200) }),
  output: done,
})
