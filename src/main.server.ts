import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { handlers } from '#handlers.server.ts'
import { type Environment, readEnvironment } from '#kernel/env.server.ts'
import { keepWarm, servePublicFiles } from '#kernel/file/public.server.ts'
import { startJobs, workerIsThere } from '#kernel/jobs.server.ts'
import { serveLive } from '#kernel/live.server.ts'
import { servePages } from '#kernel/pages.server.ts'
import { holdLock } from '#kernel/postgres.server.ts'
import { servePublic } from '#kernel/public/public.server.ts'
import { buildServer } from '#kernel/server.server.ts'
import { Trouble, typeset } from '#kernel/trouble.ts'
import { openOutside, type Sending } from '#listening/delivery/outside.server.ts'
import { reconcile } from '#listening/delivery/reconcile.server.ts'
import { startWatch } from '#listening/delivery/watch.server.ts'
import { countAccounts, demonstrationAccounts } from '#office/account/demonstration.server.ts'
import { sessionsAlive } from '#office/account/sessions.server.ts'
import { presentDemonstrationPartners } from '#partner/demonstration.server.ts'
import { openPartnerZone, portalPage } from '#partner/zone.server.ts'
import { role } from '#vocabulary'
import { loadDemonstrationOnce, refuseDemonstration, stateOf } from './demonstration.server.ts'
import { openLog } from './log.server.ts'
import { openPublicZone, publicFiles, publicPages } from './public.server.ts'
import { openWorkshop, type Workshop } from './services.server.ts'
import { scheduleTasks, tasksOf } from './tasks.server.ts'

const say = (line = ''): void => void process.stdout.write(`${typeset(line)}\n`)

/** What has been opened, the last first when it is time to leave. */
const open: (() => unknown)[] = []
let leaving: Promise<void> | undefined

function leave(): Promise<void> {
  leaving ??= (async () => {
    for (const close of open.toReversed()) await close()
  })()
  return leaving
}

/** What this process is asked to be; a server with its worker unless told. */
interface Asked {
  readonly isDemonstration: boolean
  /** `--worker-only`: the worker in a process of its own, beside a server that has none. */
  readonly serves: boolean
  /** `--no-worker`: the server alone. */
  readonly works: boolean
}

async function start(environment: Environment, { isDemonstration, serves, works }: Asked): Promise<void> {
  if (serves) open.push(holdLock(environment.dir).release)
  const log = await openLog(environment, serves ? 'repere' : 'worker')
  open.push(log.close)
  const onError = (error: unknown) =>
    log.logger.error({ code: (error as { code?: string }).code }, 'connection')
  // A connection that falls in the hands of the worker comes out here: it is replaced, and nothing is lost by it.
  process.on('unhandledRejection', (error) => {
    if (!isLostConnection(error)) throw error
    onError(error)
  })
  const workshop = await openWorkshop(say, { onError })
  open.push(workshop.close)
  const { services, opened } = workshop
  if (isDemonstration) await loadDemonstrationOnce(services, say)
  else if (serves) await refuseDemonstration(services, environment.dir)
  let ownAddress = `http://${environment.host}:${environment.port}`
  const outside = openOutside(environment, () => ownAddress, onError)
  open.push(outside.mail.close)
  const jobs = works ? await startJobs(opened.workerUrl, tasksOf(services, outside), onError) : undefined
  if (jobs) open.push(jobs.stop)
  if (jobs) await scheduleTasks(services)
  if (!serves) {
    await takeUpLost({ ...services, outside })
    say('Le travailleur de Repère envoie ce qui doit partir. Ctrl-C l’arrête.')
    return
  }
  const health = async () => ({
    database: await answers(workshop),
    jobs: jobs?.alive() ?? (await workerIsThere(workshop.database).catch(() => false)),
    keys: keysAnswer(workshop),
  })
  const { zones, close } = openPartnerZone(opened.partnerUrl, opened.keys, {
    onError,
    secure: services.secure,
  })
  open.push(close)
  const publicUrl = () => environment.publicAddress ?? ownAddress
  const outdoors = openPublicZone(opened.publicUrl, opened.keys, { onError, publicUrl })
  open.push(outdoors.close)
  const app = await buildServer({ handlers, services, zones, logger: log.logger, health })
  await serveLive(app, { services, url: opened.appUrl, sessionsAlive, onError })
  await servePages(app, '/bureau', [portalPage])
  await servePublic(app, publicPages, outdoors.services, { warms: true })
  const shelves = servePublicFiles(app, publicFiles, outdoors.services)
  open.push(() => app.close())
  await listen(app, environment)
  ownAddress = addressOf(app, environment)
  open.push(keepWarm(shelves.warm, onError))
  const watch = startWatch({ ...services, outside })
  open.push(watch.stop)
  await announce(app, workshop, log.place)
}

/** What the worker before this one had in hand died with it; whoever receives it twice sees it once. */
async function takeUpLost(sending: Sending): Promise<void> {
  while (!leaving) {
    try {
      await reconcile(sending, { lostAfterSeconds: 0 })
      return
    } catch (error) {
      sending.outside.onTrouble(error)
      await sleep(2000)
    }
  }
}

/** PostgreSQL stopped, was killed or is coming back, as its driver says it. */
function isLostConnection(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  if (code !== undefined) return /^(57P0|08|EPIPE|ECONN|ENOENT|ETIMEDOUT)/.test(code)
  return /^Connection terminated|timeout exceeded when trying to connect/.test(message ?? '')
}

const answers = ({ database }: Workshop): Promise<boolean> =>
  sql`select 1`.execute(database).then(
    () => true,
    () => false,
  )

function keysAnswer({ services }: Workshop): boolean {
  try {
    services.keys.selfTest()
    return true
  } catch {
    return false
  }
}

async function listen(app: FastifyInstance, { port, host }: Environment): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EADDRINUSE') {
      throw new Trouble(
        'port_taken',
        `Le port ${port} est déjà pris par un autre programme. Arrêtez-le, ou donnez un autre port à Repère : PORT=${port + 1} npm start.`,
      )
    }
    if (code === 'EACCES') {
      throw new Trouble(
        'port_taken',
        `Le port ${port} est réservé au système. Donnez à Repère un port au-dessus de 1024 : PORT=1190 npm start.`,
      )
    }
    throw error
  }
}

/** Where the server answers, with the port that it was given. */
function addressOf(app: FastifyInstance, { host, port }: Environment): string {
  const address = app.server.address()
  return `http://${host}:${typeof address === 'object' && address ? address.port : port}`
}

/** Tells whoever started it where to go. */
async function announce(app: FastifyInstance, { services, opened }: Workshop, logs: string): Promise<void> {
  const { environment } = opened
  say()
  say(`Repère est ouvert : ${addressOf(app, environment)}/bureau`)
  say(
    `Les données sont dans ${environment.dir}, les clés dans ${environment.dir}/keys : sauvegardez-les à part.`,
  )
  say(`Le journal technique va vers ${logs}. Ctrl-C arrête tout.`)
  if ((await stateOf(services)) === 'demonstration') {
    sayAccounts()
    await sayPartners(services)
  } else if ((await countAccounts(services.database)).administrators === 0) {
    say()
    say('Il n’y a pas encore de compte d’administration. Dans un autre terminal, créez-le :')
    say('  npm run repere -- account create --login prenom.nom --name "Prénom Nom" --role administrator')
  }
}

function sayAccounts(): void {
  say()
  say('Démonstration : les noms et les récits sont inventés. Un compte par rôle :')
  say()
  for (const code of role.codes) {
    const account = demonstrationAccounts.find((one) => one.role === code)
    if (account) say(`  ${role.label(code).padEnd(16)} ${account.login.padEnd(16)} ${account.password}`)
  }
}

/** The people of the authorities, on their own portal; their passphrase opens what is sealed to them. */
async function sayPartners({ database }: Workshop['services']): Promise<void> {
  const partners = await presentDemonstrationPartners(database)
  if (partners.length === 0) return
  say()
  say('Sur le portail des autorités (/partenaire), un mot de passe, puis une phrase secrète :')
  for (const { unit, email, password, passphrase } of partners) {
    say()
    say(`  ${unit}`)
    say(`  ${email}  ${password}  « ${passphrase} »`)
  }
}

/** A last resort: whatever hangs, the process ends and PostgreSQL with it. */
function endWithin(milliseconds: number): void {
  setTimeout(() => process.exit(1), milliseconds).unref()
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (leaving) return
    say('Arrêt en cours…')
    endWithin(20_000)
    leave().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}

try {
  await start(readEnvironment(), {
    isDemonstration: process.argv.includes('--demonstration'),
    serves: !process.argv.includes('--worker-only'),
    works: !process.argv.includes('--no-worker'),
  })
} catch (error) {
  // Stopped while starting: the signal has the last word.
  if (leaving) await leaving
  else {
    process.stderr.write(error instanceof Trouble ? `${error.message}\n` : `${stackOf(error)}\n`)
    endWithin(20_000)
    await leave().catch(() => undefined)
    process.exit(1)
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
