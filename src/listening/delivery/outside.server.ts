import type { Kysely } from 'kysely'
import type { Environment } from '#kernel/env.server.ts'
import { type Mail, openMail } from '#kernel/mail.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { Tables } from '#tables.server.ts'
import { openPager, type Pager } from './pager.server.ts'

/** The ways out of the desk: everything that leaves goes through one of them. */
export interface Outside {
  /** Where the partner zone answers; known once the server listens, when it is our own. */
  readonly partnerUrl: () => string
  /** Where the public pages answer: what personal links begin with. */
  readonly publicUrl: () => string
  readonly mail: Mail
  readonly pager: Pager
  /** What went wrong where nobody is asking: for the technical log, without a word of anyone. */
  readonly onTrouble: (error: unknown) => void
}

/** What sending leans on. */
export interface Sending {
  readonly database: Kysely<Tables>
  readonly keys: Keyring
  readonly outside: Outside
}

/** Opens the ways out that the surroundings give; without another address, the partner zone is our own. */
export function openOutside(
  environment: Environment,
  ownAddress: () => string,
  onTrouble: Outside['onTrouble'],
): Outside {
  const { partnerAddress, publicAddress, smtpUrl, mailFrom, pagerUrl, pagerCommand } = environment
  return {
    partnerUrl: () => partnerAddress ?? ownAddress(),
    publicUrl: () => publicAddress ?? ownAddress(),
    mail: openMail({ ...(smtpUrl && { smtpUrl }), ...(mailFrom && { from: mailFrom }) }),
    pager: openPager({ ...(pagerUrl && { url: pagerUrl }), ...(pagerCommand && { command: pagerCommand }) }),
    onTrouble,
  }
}
