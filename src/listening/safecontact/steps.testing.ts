import type { z } from 'zod'
import type { Person } from '#kernel/testing/harness.server.ts'
import { authoriseReach, createSafeContact } from './contract.ts'

/** Any hour of any day: what a test that is not about hours agrees on. */
export const anyTime = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]

type Given = z.input<(typeof createSafeContact)['input']>

/** A mother who may be called at any hour, and has just said so. */
export const noteMother = (who: Person, given: Partial<Given>) =>
  who.ok(createSafeContact, {
    input: {
      person: 'La mère',
      relation: 'mother',
      channel: 'phone',
      value: '0639980150',
      allowed: true,
      isConfirmed: true,
      windows: anyTime,
      ...given,
    },
  })

/** Asks for the number; fails the test when it is not given. */
export async function dial(who: Person, safeContactId: string, callbackId?: string): Promise<string> {
  const answer = await who.ok(authoriseReach, {
    params: { id: safeContactId },
    input: { purpose: 'agreed_callback', ...(callbackId && { callbackId }) },
  })
  if (!answer.isAllowed) throw new Error(`not allowed: ${answer.reason}`)
  return answer.authorisationId
}
