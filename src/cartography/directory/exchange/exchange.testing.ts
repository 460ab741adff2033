import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import type { ExchangeFormat, ServiceVisibility } from '#vocabulary'
import { type Contact, createService } from '../contract.ts'
import { bringFile, downloadExport, listExports, readRun, requestExport } from './contract.ts'

export type Added = Partial<NonNullable<z.input<(typeof createService)['input']>>> & { name: string }

export const contact = (of: Partial<Contact>): Contact => ({
  id: randomUUID(),
  person: null,
  function: null,
  phone: null,
  email: null,
  web: null,
  visibility: 'public',
  isFrontGate: false,
  ...of,
})

/** What people of a test do with files. */
export const exchangesOf = (desk: TestDesk, keeper: Person) => ({
  add: (input: Added) =>
    keeper.ok(createService, {
      input: { organisation: { name: input.name, kind: 'association' }, ...input },
    }),
  /** Brings a file, and waits until it was looked through. */
  bring: async (
    format: ExchangeFormat,
    content: string | Buffer,
    more: { source?: string; onlyCheck?: boolean } = {},
  ) => {
    const { id } = await keeper.ok(bringFile, {
      input: {
        name: `fichier.${format}`,
        format,
        source: 'Un partenaire (exemple)',
        ...more,
        content: Buffer.from(content).toString('base64'),
      },
    })
    await runJobs(desk)
    return keeper.ok(readRun, { params: { id } })
  },
  /** Asks for an export, waits for it, and takes it when it is there. */
  take: async (format: ExchangeFormat, audience: ServiceVisibility, who: Person = keeper) => {
    const { id } = await who.ok(requestExport, { input: { format, audience } })
    await runJobs(desk)
    const { items } = await who.ok(listExports)
    const made = items.find((one) => one.id === id)
    const answer = await who.fetch(downloadExport.path.replace(':id', id))
    return {
      id,
      made,
      status: answer.status,
      headers: answer.headers,
      body: Buffer.from(await answer.arrayBuffer()),
    }
  },
})

/** Everything that comes of it, in a list. */
export async function listOf<T>(of: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of of) all.push(one)
  return all
}
