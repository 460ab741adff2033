import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { type Handler, register, requestId, type Services, sendRefusal } from './http.server.ts'
import type { RefusalCode } from './refusal.ts'
import { compileStrip } from './strip.server.ts'

export interface ServerOptions {
  readonly handlers: readonly Handler[]
  readonly services: Services
  /** Other endpoints on the same server, each with a database role and a way of signing in of their own. */
  readonly zones?: readonly { readonly handlers: readonly Handler[]; readonly services: Services }[]
  readonly logger: FastifyBaseLogger
  /** Whether each of the parts that the service leans on answers. */
  readonly health: () => Promise<Record<string, boolean>>
}

const bodyLimit = 2 * 1024 * 1024

/** How long an answer that is on its way may last once the service stops, in milliseconds. */
const patience = 5000

/** Builds the HTTP server: routes from contracts, strict headers, and logs that name no one. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit,
    // Repère is reached through the host's own front, on the same machine.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
    // An address that does not read, a link cut in the middle of a character: refused without repeating it.
    frameworkErrors: (error, request, reply) => {
      if (request.url.startsWith('/lien/')) void reply.redirect('/lien/illisible', 303)
      else void sendRefusal(reply, codeOf(error))
    },
  })
  // Who is still listening to something when it is time to leave does not keep the others from leaving.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), patience).unref()
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(({ schema }) => {
    const strip = compileStrip(schema as z.ZodType)
    return (data) => JSON.stringify(strip(data))
  })
  await app.register(helmet, {
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: options.services.secure,
  })
  await app.register(cookie)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Repère',
        version: '1',
        description: 'Every endpoint names the roles that may call it.',
      },
    },
    transform: jsonSchemaTransform,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, never its address: an identifier or a search may stand in it.
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, 'not_found'))
  app.setErrorHandler((error, request, reply) => {
    const code = codeOf(error)
    if (code === 'unavailable') request.log.warn(traceOf(error), 'unavailable')
    if (code !== 'bug') return sendRefusal(reply, code)
    // The message of an error may hold a value: its kind, its code and its place in our files are enough to find it.
    request.log.error(traceOf(error), 'bug')
    return sendRefusal(reply, 'bug', { id: request.id })
  })
  app.after(() => {
    register(app, options.handlers, options.services)
    for (const zone of options.zones ?? []) register(app, zone.handlers, zone.services)
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  app.get('/health', { schema: { hide: true } }, async (_request, reply) => {
    const parts = await options.health()
    const healthy = Object.values(parts).every(Boolean)
    return reply.code(healthy ? 200 : 503).send({ healthy, ...parts })
  })
  return app
}

interface Problem {
  readonly code?: string
  readonly statusCode?: number
  readonly name?: string
  readonly stack?: string
}

/** PostgreSQL unreachable, shutting down, or out of connections; the pool's own time-outs have no code. */
const unavailableCodes = /^(08|53|57P|25P03|ECONN|ENOENT|EPIPE|ETIMEDOUT)/

/** What a person is told of an error that nobody refused on purpose. */
export function codeOf(error: unknown): RefusalCode {
  const problem = error as Problem
  if (problem.statusCode === 413) return 'too_large'
  if (problem.statusCode !== undefined && problem.statusCode >= 400 && problem.statusCode < 500)
    return 'malformed'
  if (problem.code !== undefined && unavailableCodes.test(problem.code)) return 'unavailable'
  return isConnectionTrouble(error) ? 'unavailable' : 'bug'
}

/** `pg` reports a lost or unobtainable connection as a plain error without a code. */
function isConnectionTrouble(error: unknown): boolean {
  return (
    error instanceof Error &&
    !('code' in error && error.code !== undefined) &&
    /connection terminated|timeout exceeded when trying to connect|connection ended|not queryable/i.test(
      error.message,
    )
  )
}

/** What is logged of a bug: neither its message nor a value. */
export function traceOf(error: unknown): Record<string, unknown> {
  const problem = error as Problem
  const frames = (problem.stack ?? '').split('\n').filter((row) => row.trimStart().startsWith('at '))
  return { kind: problem.name, code: problem.code, at: frames.slice(0, 12).map((row) => row.trim()) }
}
