import { sql } from 'kysely'
import type { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'
import type { Db } from '#kernel/db.server.ts'
import { type Asker, type Bytes, type Call, type Handler, handle } from '#kernel/http.server.ts'
import type { PartnerRole } from '#vocabulary'

/** Somebody of an authority, on the portal. */
export interface PartnerActor extends Asker {
  readonly role: PartnerRole
  readonly authorityId: string
}

/** `handle`, for the portal: who asks is somebody of an authority. */
export const handlePartner = <
  Path extends string,
  Input extends z.ZodType,
  Query extends z.ZodType,
  Output extends z.ZodType,
>(
  contract: Contract<Path, Input, Query, Output>,
  run: (call: Call<Path, Input, Query, PartnerActor>) => Promise<z.input<Output> | Bytes>,
): Handler => handle<Path, Input, Query, Output, PartnerActor>(contract, run)

/** What the row policies of the zone listen to; gone with the transaction. */
type Setting = 'app.authority' | 'app.session' | 'app.sign_in' | 'app.relay'

export async function say(db: Db, setting: Setting, value: string): Promise<void> {
  await sql`select set_config(${setting}, ${value}, true)`.execute(db)
}
