import { text } from 'node:stream/consumers'
import type { Kysely } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import type { Tables } from '#tables.server.ts'
import type { Role } from '#vocabulary'
import { createAccount } from './contract.ts'
import { drawPassword, hashPassword, isAcceptable } from './password.server.ts'
import { insertAccount } from './queries.server.ts'

/** What `account create` receives. */
export interface CreateAccountArguments {
  readonly services: { readonly database: Kysely<Tables> }
  readonly say: (line: string) => void
  readonly print: (text: string) => void
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly passwordStdin?: boolean
}

/** Opens an account from the terminal: how the first administrator comes in. Prints the account, in JSON. */
export async function createAccountFromTerminal(given: CreateAccountArguments): Promise<number> {
  const { services, say, print, passwordStdin = false } = given
  const read = createAccount.input.safeParse({ login: given.login, name: given.name, role: given.role })
  if (!read.success) {
    for (const issue of read.error.issues) say(`--${issue.path.join('.')} : ${issue.message}`)
    return 2
  }
  const { login, name, role } = read.data
  const password = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : drawPassword()
  if (passwordStdin && !isAcceptable(password, login)) throw new Refusal('password_weak')
  const passwordHash = await hashPassword(password)
  const id = await insertAccount(services.database, {
    login,
    name,
    role,
    passwordHash,
    passwordTemporary: !passwordStdin,
  })
  if (!passwordStdin)
    say('Mot de passe provisoire : il n’est affiché qu’ici, et devra être changé à la première connexion.')
  print(JSON.stringify({ id, login, role, ...(!passwordStdin && { password }) }))
  return 0
}
