/** Why a start or a command cannot go on: the closed list of what a person can put right. */
export type TroubleCode =
  | 'data_not_writable'
  | 'disk_full'
  | 'already_running'
  | 'data_elsewhere'
  | 'platform_unsupported'
  | 'no_system_account'
  | 'owner_key_missing'
  | 'postgres_failed'
  | 'unsafe_database'
  | 'port_taken'
  | 'database_unreachable'
  | 'database_too_old'
  | 'node_too_old'
  | 'default_secrets'
  | 'keys_missing'
  | 'vocabulary_shrunk'
  | 'settings_invalid'
  | 'pages_not_built'

/** Puts the unbreakable spaces of French typography into a sentence written with ordinary ones. */
export function typeset(sentence: string): string {
  return sentence.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0')
}

/**
 * Repère cannot start, or a command cannot run, for a reason that a person can act on.
 * The message is one French paragraph: what happened, then what to do. It is printed as it is, without a stack.
 */
export class Trouble extends Error {
  readonly code: TroubleCode

  constructor(code: TroubleCode, message: string, options?: ErrorOptions) {
    super(typeset(message), options)
    this.name = 'Trouble'
    this.code = code
  }
}
