import type { z } from 'zod'
import { addressOf } from '#kernel/address.ts'
import type { Contract } from '#kernel/contract.ts'
import { type Package, readEvents, recallPackage, storePackage } from '#partner/relay/contract.ts'
import { relayToken } from '#partner/relay/token.server.ts'
import type { DeliveryTrouble } from '#vocabulary'
import type { Sending } from './outside.server.ts'

/** How long an answer is awaited: a package that may have arrived is sent again, and recognised. */
export const relayPatience = 15_000

/** Thrown when the partner zone did not do what was asked; it holds nothing of what was said. */
export class RelayError extends Error {
  readonly trouble: DeliveryTrouble
  constructor(trouble: DeliveryTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}

type Relay = Pick<Sending, 'keys' | 'outside'>

/** Hands a sealed package over; the same one may be handed over again. @throws RelayError */
export const handPackage = (relay: Relay, input: z.input<typeof Package>) =>
  ask(relay, storePackage, { input })

/** Has a package erased. @throws RelayError */
export const takeBack = (relay: Relay, packageId: string) =>
  ask(relay, recallPackage, { input: { packageId } })

/** What happened after a cursor. @throws RelayError */
export const eventsAfter = (relay: Relay, after: number, limit = 100) =>
  ask(relay, readEvents, { query: { after, limit } })

async function ask<
  Path extends string,
  Input extends z.ZodType,
  Query extends z.ZodType,
  Output extends z.ZodType,
>(
  { keys, outside }: Relay,
  contract: Contract<Path, Input, Query, Output>,
  said: { readonly input?: z.input<Input>; readonly query?: z.input<Query> },
): Promise<z.output<Output>> {
  try {
    const answer = await fetch(
      new URL(addressOf(contract.path, undefined, said.query), outside.partnerUrl()),
      {
        method: contract.method,
        headers: {
          authorization: `Bearer ${relayToken(keys)}`,
          ...(said.input !== undefined && { 'content-type': 'application/json' }),
        },
        ...(said.input !== undefined && { body: JSON.stringify(said.input) }),
        redirect: 'error',
        signal: AbortSignal.timeout(relayPatience),
      },
    )
    if (!answer.ok) {
      await answer.body?.cancel()
      throw new RelayError('refused')
    }
    const read = contract.output.safeParse(await answer.json())
    if (!read.success) throw new RelayError('refused')
    return read.data
  } catch (error) {
    if (error instanceof RelayError) throw error
    throw new RelayError((error as { name?: string }).name === 'TimeoutError' ? 'timeout' : 'unreachable')
  }
}
