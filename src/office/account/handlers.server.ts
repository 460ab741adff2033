import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { sessionLife } from '#kernel/session.server.ts'
import packageJson from '../../../package.json' with { type: 'json' }
import {
  changeAccount,
  changeMyPassword,
  createAccount,
  endMySession,
  listAccounts,
  listColleagues,
  listDemonstrationAccounts,
  listMySessions,
  readDraftKey,
  readMe,
  resetPassword,
  signIn,
  signInToDemonstration,
  signOut,
  signOutEverywhere,
} from './contract.ts'
import { Doorkeeper } from './doorkeeper.server.ts'
import { drawPassword, hashPassword } from './password.server.ts'
import {
  colleagues,
  demonstrationAccounts,
  findAccount,
  findCredentials,
  findOwnCredentials,
  insertAccount,
  isDemonstration,
  keepAnAdministrator,
  noteSignIn,
  pageOfAccounts,
  setPassword,
  updateAccount,
} from './queries.server.ts'
import { endSession, endSessionsOf, liveSessionsOf, openSession } from './sessions.server.ts'

const door = new Doorkeeper()
const done = { done: true } as const

/** Every endpoint of the accounts and their sessions, in the contract's order. */
export const account: readonly Handler[] = [
  handle(signIn, async ({ input, db, address, trace, openSession: setCookie }) => {
    const login = input.login.trim().toLowerCase()
    door.knock(login, address)
    const found = await findCredentials(db, login)
    const isOpen = await door.opens(found, input.password)
    trace(found?.id ?? null)
    if (!found || !isOpen) return refuse('wrong_credentials')
    door.welcome(login, address)
    await noteSignIn(db, found.id)
    setCookie(await openSession(db, found.id), sessionLife)
    return done
  }),
  handle(readMe, async ({ actor, db, abilities }) => {
    const own = await findOwnCredentials(db, actor.id)
    return {
      id: actor.id,
      name: actor.name,
      login: own.login,
      role: actor.role,
      abilities: [...abilities],
      passwordTemporary: own.password_temporary,
      demonstration: await isDemonstration(db),
      version: packageJson.version,
    }
  }),
  // Made from the key file and the account: nothing to store, and a copy of the database cannot open a stolen laptop's drafts.
  handle(readDraftKey, async ({ actor, keys }) => ({
    accountId: actor.id,
    secret: keys.digest(`draft key of ${actor.id}`).toString('base64'),
  })),
  handle(signOut, async ({ actor, db, closeSession }) => {
    await endSession(db, actor.sessionId)
    closeSession()
    return done
  }),
  handle(listMySessions, async ({ actor, db }) => {
    const sessions = await liveSessionsOf(db, actor.id)
    return {
      items: sessions.map((one) => ({
        id: one.id,
        createdAt: one.created_at,
        lastSeenAt: one.last_seen_at,
        expiresAt: one.expires_at,
        isCurrent: one.id === actor.sessionId,
      })),
    }
  }),
  handle(endMySession, async ({ params, actor, db, closeSession }) => {
    const mine = await liveSessionsOf(db, actor.id)
    if (!mine.some(({ id }) => id === params.id)) refuse('not_found')
    await endSession(db, params.id)
    if (params.id === actor.sessionId) closeSession()
    return done
  }),
  handle(signOutEverywhere, async ({ actor, db, closeSession, trace }) => {
    const ended = await endSessionsOf(db, actor.id)
    trace(actor.id, String(ended))
    closeSession()
    return done
  }),
  handle(changeMyPassword, async ({ input, actor, db, trace }) => {
    const own = await findOwnCredentials(db, actor.id)
    const hash = await door.change({ id: actor.id, login: own.login, hash: own.password_hash }, input)
    await setPassword(db, actor.id, hash, false)
    const ended = await endSessionsOf(db, actor.id, actor.sessionId)
    trace(actor.id, String(ended))
    return done
  }),
  handle(listAccounts, ({ query, actor, db }) => pageOfAccounts(db, actor, query)),
  handle(createAccount, async ({ input, db, trace }) => {
    const password = drawPassword()
    const passwordHash = await hashPassword(password)
    const id = await insertAccount(db, { ...input, passwordHash, passwordTemporary: true })
    trace(id, input.role)
    return { id, password }
  }),
  handle(changeAccount, async ({ params, input, version, actor, db, trace }) => {
    const before = await findAccount(db, actor, params.id)
    const losesOffice = input.active === false || (input.role !== undefined && input.role !== 'administrator')
    if (before.role === 'administrator' && before.active && losesOffice)
      await keepAnAdministrator(db, before.id)
    const after = await updateAccount(db, actor, params.id, version, input)
    if (before.active && !after.active) await endSessionsOf(db, after.id)
    trace(after.id, wordOf(before, after))
    return after
  }),
  handle(resetPassword, async ({ params, actor, db }) => {
    const { id } = await findAccount(db, actor, params.id)
    const password = drawPassword()
    await setPassword(db, id, await hashPassword(password), true)
    await endSessionsOf(db, id)
    return { password }
  }),
  handle(listColleagues, async ({ db }) => ({ items: await colleagues(db) })),
  handle(listDemonstrationAccounts, async ({ db }) => ({ items: await demonstrationAccounts(db) })),
  handle(signInToDemonstration, async ({ input, db, trace, openSession: setCookie }) => {
    const found = await findCredentials(db, input.login)
    trace(found?.id ?? null)
    if (!found?.demonstration || !found.active) return refuse('wrong_credentials')
    await noteSignIn(db, found.id)
    setCookie(await openSession(db, found.id), sessionLife)
    return done
  }),
]

interface Standing {
  readonly active: boolean
  readonly role: string
}

/** What the journal keeps of a change: a code, never a name. */
function wordOf(before: Standing, after: Standing): string {
  if (before.active !== after.active) return after.active ? 'reopened' : 'closed'
  return before.role !== after.role ? `${before.role}>${after.role}` : 'name'
}
