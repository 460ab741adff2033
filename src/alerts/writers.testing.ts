import type { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'
import { newId } from '#kernel/id.ts'
import type { Answer, Person, Said } from '#kernel/testing/harness.server.ts'
import { createSituation } from '#listening/situation/contract.ts'
import {
  createTransmission,
  readTransmission,
  saveTransmission,
  submitTransmission,
  validateTransmission,
} from '#listening/transmission/contract.ts'
import { within } from './patience.testing.ts'

/** To whom, and by whom. */
export interface Pen {
  readonly author: Person
  readonly validator: Person
  readonly unit: { readonly id: string; readonly name: string }
}

/** Asks until there is an answer of the service; the same key each time, so that nothing is made twice. */
export async function persist<
  P extends string,
  I extends z.ZodType,
  Q extends z.ZodType,
  O extends z.ZodType,
>(who: Person, contract: Contract<P, I, Q, O>, said: Said<P, I, Q>): Promise<Answer<z.output<O>>> {
  const key = newId()
  let answer: Answer<z.output<O>> | undefined
  await within(contract.path, async () => {
    answer = await who.call(contract, { key, ...said }).catch(() => undefined)
    return answer !== undefined && answer.status < 500 && answer.refusal?.code !== 'key_in_progress'
  })
  if (!answer) throw new Error(`${contract.path} did not answer`)
  return answer
}

async function made<P extends string, I extends z.ZodType, Q extends z.ZodType, O extends z.ZodType>(
  who: Person,
  contract: Contract<P, I, Q, O>,
  said: Said<P, I, Q>,
): Promise<z.output<O>> {
  const answer = await persist(who, contract, said)
  if (answer.refusal) throw new Error(`${contract.path} answered ${answer.status}: ${answer.text}`)
  return answer.body
}

/**
 * Has one transmission written and validated by two people, through whatever falls meanwhile: where an answer was lost,
 * they look at where it stands and go on from there, as people do.
 */
export async function writeOne({ author, validator, unit }: Pen, urgent: boolean): Promise<string> {
  const file = await made(author, createSituation, { input: {} })
  const recipients = [{ unitId: unit.id, recipient: 'crip' as const, departement: null }]
  const { id } = await made(author, createTransmission, { params: { id: file.id }, input: { recipients } })
  for (;;) {
    const seen = await made(author, readTransmission, { params: { id } })
    const { status, version } = seen
    if (status === 'draft' && seen.writing.statements.length === 0) {
      await persist(author, saveTransmission, {
        params: { id },
        version,
        input: {
          urgent,
          parentsInformed: 'yes',
          statements: [{ id: newId(), text: 'Propos fictifs d’un essai.', source: 'dit par un essai' }],
        },
      })
    } else if (status === 'draft') {
      const confirmations = [{ unitId: unit.id, words: unit.name }]
      await persist(author, submitTransmission, { params: { id }, version, input: { confirmations } })
    } else if (status === 'submitted') {
      await persist(validator, validateTransmission, { params: { id }, version })
    } else return id
  }
}
