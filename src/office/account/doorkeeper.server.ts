import { refuse } from '#kernel/refusal.ts'
import { Throttle } from '#kernel/throttle.server.ts'
import { hashPassword, isAcceptable, verifyPassword } from './password.server.ts'
import { accountPace, addressPace } from './throttle.server.ts'

/** What is known of somebody at a door: nothing, when nobody has that name. */
interface Known {
  readonly password_hash: string
  readonly active: boolean
}

/** Keeps one door: compares passwords, and slows down whoever guesses, by account and by address. */
export class Doorkeeper {
  readonly #byAccount = new Throttle(accountPace)
  readonly #byAddress = new Throttle(addressPace)

  /** Counts a try before its answer is known: many tries sent at once are as many tries. */
  knock(login: string, address: string): void {
    const wait = Math.max(this.#byAccount.waitOf(login), this.#byAddress.waitOf(address))
    if (wait > 0) refuse('too_many_attempts', { wait })
    this.#byAccount.failed(login)
    this.#byAddress.failed(address)
  }

  /** Whether the password opens; takes the same time whether there is somebody, a closed account or nobody. */
  async opens(found: Known | undefined, password: string): Promise<boolean> {
    const fits = await verifyPassword(password, found?.password_hash)
    return fits && found?.active === true
  }

  /** The try that was counted was the right one. */
  welcome(login: string, address: string): void {
    this.#byAccount.succeeded(login)
    this.#byAddress.forgive(address)
  }

  /** The hash of the password that somebody chooses in place of theirs; refuses a wrong or a weak one. */
  async change(
    who: { readonly id: string; readonly login: string; readonly hash: string },
    given: { readonly current: string; readonly next: string },
  ): Promise<string> {
    const wait = this.#byAccount.waitOf(who.id)
    if (wait > 0) refuse('too_many_attempts', { wait })
    if (!(await verifyPassword(given.current, who.hash))) {
      this.#byAccount.failed(who.id)
      refuse('password_wrong', {
        fields: [{ field: 'current', message: 'Ce n’est pas le mot de passe actuel.' }],
      })
    }
    this.#byAccount.succeeded(who.id)
    if (given.next === given.current || !isAcceptable(given.next, who.login)) refuse('password_weak')
    return hashPassword(given.next)
  }
}
