import type { Kysely } from 'kysely'
import { openDatabase, openPool } from '#kernel/db.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { authenticate } from '#office/account/sessions.server.ts'
import type { Tables } from '#tables.server.ts'
import { type Opened, openData } from './open.server.ts'

/** What the server and the command line both lean on, opened over a data folder. */
export interface Workshop {
  readonly opened: Opened
  readonly services: Services
  readonly database: Kysely<Tables>
  readonly close: () => Promise<void>
}

/**
 * Opens the data folder and the pool of the application.
 * @throws Trouble with what to do, when it cannot
 */
export async function openWorkshop(
  say: (line: string) => void,
  options: { readonly max?: number; readonly onError?: (error: Error) => void } = {},
): Promise<Workshop> {
  const opened = await openData(say)
  const pool = openPool(opened.appUrl, options)
  const database = openDatabase(pool)
  const { keys, environment } = opened
  return {
    opened,
    database,
    services: { database, keys, authenticate, presumes: true, secure: environment.secure },
    close: async () => {
      await database.destroy()
      await opened.close()
    },
  }
}
