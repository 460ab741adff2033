import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Contract } from './contract.ts'
import type { ReceivedFile } from './file/receive.server.ts'
import { type Asker, sendRefusal } from './http.server.ts'
import type { Repeatable } from './idempotency.server.ts'
import { type FieldFault, refuse } from './refusal.ts'
import type { Keyring } from './seal.server.ts'

/** Before a body is read: a stranger's is not worth reading. */
export function turnAway(fits: (token: string) => boolean) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!fits(bearerOf(request) ?? '')) return sendRefusal(reply, 'not_found')
  }
}

export const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]

export function admit(contract: Contract, actor: Asker | undefined): void {
  if (contract.for === 'anyone') return
  if (!actor) refuse('not_signed_in')
  if (contract.for === 'signed_in') return
  if (!contract.for.includes(actor.role)) refuse('not_found')
  if (actor.confined) refuse('password_temporary')
}

/** Refuses a change asked for by another site's page; the session cookie is SameSite=Strict besides. */
export function sameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') refuse('not_found')
}

export function versionOf(request: FastifyRequest): number {
  const version = Number(String(request.headers['if-match'] ?? '').replaceAll('"', ''))
  return Number.isInteger(version) && version > 0 ? version : refuse('version_missing')
}

export function repeatable(
  request: FastifyRequest,
  keys: Keyring,
  actor: Asker | undefined,
  received: ReceivedFile | undefined,
): Repeatable | undefined {
  const key = keyOf(request) ?? refuse('key_missing')
  if (!actor) return undefined
  const said = received?.sha256.toString('hex') ?? JSON.stringify(request.body ?? null)
  const digest = keys.digest(`${request.method} ${request.url} ${said}`)
  return { key, actorId: actor.id, digest }
}

const Key = z.uuid()

/** The key under which a creating request is recognised, if it has one. */
export function keyOf(request: FastifyRequest): string | undefined {
  return Key.safeParse(request.headers['idempotency-key']).data
}

export function faults(error: { validation?: unknown }): FieldFault[] {
  const list = Array.isArray(error.validation) ? error.validation : []
  return list.map((fault: { instancePath?: string; message?: string }) => ({
    field: (fault.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.'),
    message: fault.message ?? 'Valeur refusée.',
  }))
}
