import { type Handler, handle } from '#kernel/http.server.ts'
import { drawPassword, hashPassword } from '#office/account/password.server.ts'
import {
  findPerson,
  insertPerson,
  keepAReader,
  listPeople,
  presentAuthority,
  setTemporaryPassword,
  updatePerson,
} from '../people.server.ts'
import { endPartnerSessions } from '../session/sessions.server.ts'
import {
  type AuthorityPerson,
  changeAuthorityPerson,
  inviteAuthorityPerson,
  listAuthorityPeople,
  resetAuthorityPassword,
} from './contract.ts'

/** Who may come in for an authority, as the helpline decides it, in the contract's order. */
export const authorityPeople: readonly Handler[] = [
  handle(listAuthorityPeople, async ({ params, db }) => {
    await presentAuthority(db, params.id)
    const items = await listPeople(db, params.id)
    return { items, readers: items.filter((one) => one.active && one.keyAddedAt).length }
  }),
  handle(inviteAuthorityPerson, async ({ params, input, db, trace }) => {
    await presentAuthority(db, params.id)
    const password = drawPassword()
    const id = await insertPerson(db, params.id, { ...input, passwordHash: await hashPassword(password) })
    trace(id, input.role)
    return { id, password }
  }),
  handle(changeAuthorityPerson, async ({ params, input, version, db, trace }) => {
    const closes = input.active === false
    // Held before it is read: two people closed at the same moment must not each count on the other.
    if (closes) await keepAReader(db, params.id, params.personId)
    const before = await findPerson(db, params.id, params.personId)
    const after = await updatePerson(db, params.id, before, version, input)
    if (before.active && closes) await endPartnerSessions(db, after.id)
    trace(after.id, wordOf(before, after))
    return after
  }),
  handle(resetAuthorityPassword, async ({ params, db, trace }) => {
    const { id } = await findPerson(db, params.id, params.personId)
    const password = drawPassword()
    await setTemporaryPassword(db, id, await hashPassword(password))
    await endPartnerSessions(db, id)
    trace(id)
    return { password }
  }),
]

/** What the journal keeps of a change: a code, never a name. */
function wordOf(before: AuthorityPerson, after: AuthorityPerson): string {
  if (before.active !== after.active) return after.active ? 'reopened' : 'closed'
  return before.role !== after.role ? `${before.role}>${after.role}` : 'name'
}
