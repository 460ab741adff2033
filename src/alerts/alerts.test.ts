import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import type { Person } from '#kernel/testing/harness.server.ts'
import { acknowledgePackage, listPackages } from '#partner/package/contract.ts'
import { inviteAuthorityPerson } from '#partner/people/contract.ts'
import { changeMyPassword, keepKey } from '#partner/session/contract.ts'
import { within } from './patience.testing.ts'
import { type Line, openProxy } from './proxy.testing.ts'
import { Service } from './service.testing.ts'
import { type Pen, persist, writeOne } from './writers.testing.ts'

/** How many alerts: a few with every run of the tests, a thousand with `npm run test:alerts`. */
const alerts = Number(process.env.ALERTS) || 20
const writers = 3
/** One in ten is never acknowledged: it has to be escalated. */
const silentEvery = 10
const spoiled = 0.3

const dir = mkdtempSync(join(tmpdir(), 'repere-alerts-'))
chmodSync(dir, 0o755)
const port = 20_000 + ((process.pid + 7919) % 20_000)
let proxy: Line
let service: Service
let pen: Pen
let partner: Person

beforeAll(async () => {
  proxy = await openProxy(`http://localhost:${port}`, spoiled)
  service = new Service(dir, port, { PARTNER_URL: proxy.url })
  const ana = service.addAccount('ana', 'Ana', 'listener')
  const brune = service.addAccount('brune', 'Brune', 'coordinator')
  await service.start()
  const author = await service.signIn('/api/session', { login: 'ana', password: ana })
  const validator = await service.signIn('/api/session', { login: 'brune', password: brune })
  const [unit] = await service.sql<{ id: string; name: string; authority_id: string }>(
    `select id, name, authority_id from app.authority_unit where recipient = 'crip' order by name limit 1`,
  )
  if (!unit) throw new Error('there is no authority to write to')
  pen = { author, validator, unit }
  partner = await makePartner(validator, unit.authority_id)
}, 180_000)

afterAll(async () => {
  await service?.stop()
  await proxy?.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Somebody of the authority who has chosen a password and made a key, as at a first sign-in. */
async function makePartner(by: Person, authorityId: string): Promise<Person> {
  const email = 'personne.fictive@exemple.test'
  const invited = await by.ok(inviteAuthorityPerson, {
    params: { id: authorityId },
    input: { name: 'Personne Fictive', email, role: 'agent' },
  })
  const chosen = `${newId()} longue phrase`
  const first = await service.signIn('/partenaire/api/session', { email, password: invited.password })
  await first.ok(changeMyPassword, { input: { current: invited.password, next: chosen } })
  const who = await service.signIn('/partenaire/api/session', { email, password: chosen })
  const identity = await generateX25519Identity()
  const sealing = new Encrypter()
  sealing.setPassphrase('une phrase secrète d’essai')
  sealing.setScryptWorkFactor(2)
  const sealedIdentity = Buffer.from(await sealing.encrypt(identity)).toString('base64')
  const publicKey = await identityToRecipient(identity)
  await who.ok(keepKey, { input: { publicKey, sealedIdentity, replaces: null } })
  return who
}

/** The kills, in turn. */
const falls = { server: 0, worker: 0, backend: 0, postgres: 0 }
type Fall = keyof typeof falls
const kills: Readonly<Record<Fall, () => Promise<void>>> = {
  server: () => service.kill('server'),
  worker: () => service.kill('worker'),
  backend: () => service.killBackend(),
  postgres: () => service.killPostgres(),
}
const inTurn: readonly Fall[] = ['worker', 'postgres', 'server', 'backend']
async function fall(turn: number): Promise<void> {
  const what = inTurn[turn % inTurn.length] ?? 'server'
  await kills[what]()
  falls[what] += 1
}

/** The partner reads the list and acknowledges what is there, but for those that are left alone on purpose. */
async function acknowledgeSome(left: ReadonlySet<string>, acknowledged: Set<string>): Promise<void> {
  let after: string | undefined
  do {
    const page = await persist(partner, listPackages, {
      query: { view: 'to_acknowledge', ...(after && { after }) },
    })
    if (page.refusal) throw new Error(`the portal answered ${page.status}`)
    for (const one of page.body.items) {
      if (left.has(one.reference) || acknowledged.has(one.id)) continue
      const answer = await persist(partner, acknowledgePackage, { params: { id: one.id } })
      if (!answer.refusal) acknowledged.add(one.id)
    }
    after = page.body.next ?? undefined
  } while (after)
}

interface Counted {
  readonly written: number
  readonly without_delivery: number
  readonly stored: number
  readonly undelivered: number
  readonly acknowledged: number
  readonly acknowledged_twice: number
  readonly silent: number
}

const count = async (): Promise<Counted> => {
  const [row] = await service.sql<Record<keyof Counted, string>>(`
    select
      (select count(*) from app.transmission) as written,
      (select count(*) from app.transmission t left join app.delivery d on d.transmission_id = t.id
        where t.status not in ('draft', 'submitted', 'returned', 'cancelled') and d.id is null) as without_delivery,
      (select count(distinct transmission_id) from partner.package where kind = 'alert') as stored,
      (select count(*) from app.delivery where kind = 'alert' and state in ('queued', 'handed', 'undeliverable')) as undelivered,
      (select count(*) from app.transmission where status = 'acknowledged') as acknowledged,
      (select count(*) from (select from app.transmission_event where kind = 'acknowledged'
        group by transmission_id having count(*) > 1) twice) as acknowledged_twice,
      (select count(*) from app.transmission t where t.status in ('validated', 'sent')
        and not exists (select from app.escalation e where e.transmission_id = t.id)) as silent`)
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]),
  ) as unknown as Counted
}

test(
  'whatever is killed and however bad the line is, every alert arrives once and is acknowledged or escalated',
  async () => {
    const begun = Date.now()
    const written: string[] = []
    const left = new Set<string>()
    const acknowledged = new Set<string>()
    let next = 0
    const write = async () => {
      while (next < alerts) {
        const number = next++
        const id = await writeOne(pen, true)
        if (number % silentEvery === 0) {
          const rows = await service.sql<{ reference: string }>(
            'select reference from app.transmission where id = $1',
            [id],
          )
          for (const row of rows) left.add(row.reference)
        }
        written.push(id)
      }
    }
    let isWriting = true
    const breaking = (async () => {
      const turns = Math.max(inTurn.length, Math.round(alerts / 40))
      for (let turn = 0; turn < turns; turn++) {
        const due = ((turn + 0.5) / turns) * alerts
        // The last ones fall on what is still being delivered.
        while (isWriting && written.length < due) await sleep(50)
        await fall(turn)
      }
    })()
    const writing = Promise.all(Array.from({ length: writers }, write)).finally(() => {
      isWriting = false
    })
    await Promise.all([breaking, writing])
    expect(written).toHaveLength(alerts)
    expect(Math.min(...Object.values(falls))).toBeGreaterThan(0)

    // Whatever the falls left under way is found again by itself.
    await within(
      'every alert arrived and acknowledged',
      async () => {
        await acknowledgeSome(left, acknowledged)
        const now = await count()
        return now.undelivered === 0 && now.acknowledged >= alerts - left.size
      },
      180_000 + alerts * 1000,
    )

    // Two hours go by for those that nobody acknowledged, and the server falls once more.
    await service.sql(`
    with late as (update app.transmission set submitted_at = submitted_at - interval '2 hours',
      validated_at = validated_at - interval '2 hours', send_after = send_after - interval '2 hours'
      where status = 'sent' returning id)
    update app.delivery set send_after = send_after - interval '2 hours' from late where transmission_id = late.id`)
    await service.kill('server')
    falls.server += 1
    await within('every silent alert escalated', async () => (await count()).silent === 0)

    const found = await count()
    const seen = await visible()
    const [tries] = await service.sql<{ attempts: string; most: string }>(
      `select sum(attempts) as attempts, max(attempts) as most from app.delivery where kind = 'alert'`,
    )
    const seconds = Math.round((Date.now() - begun) / 1000)
    process.stdout.write(
      `${alerts} alertes en ${seconds} s ; kill -9 : serveur ${falls.server}, travailleur ${falls.worker}, ` +
        `PostgreSQL ${falls.postgres}, un de ses processus ${falls.backend} ; relances : ${service.restarts} ; relais : ${JSON.stringify(proxy.counts)} ; essais : ${tries?.attempts} ` +
        `(au plus ${tries?.most}) ; ${JSON.stringify(found)} ; visibles ${seen.length}, ` +
        `distinctes ${new Set(seen).size}, sans accusé et relancées ${left.size}\n`,
    )
    expect(found).toEqual({
      written: alerts,
      without_delivery: 0,
      stored: alerts,
      undelivered: 0,
      acknowledged: alerts - left.size,
      acknowledged_twice: 0,
      silent: 0,
    })
    expect(seen).toHaveLength(alerts)
    expect(new Set(seen).size).toBe(alerts)
    const spoiledOnes = proxy.counts.lost + proxy.counts.answer_lost + proxy.counts.twice + proxy.counts.late
    expect(spoiledOnes).toBeGreaterThan(0)
  },
  600_000 + alerts * 3000,
)

/** The references that the authority sees, as often as it sees them. */
async function visible(): Promise<string[]> {
  const references: string[] = []
  let after: string | undefined
  do {
    const page = await persist(partner, listPackages, { query: { view: 'all', ...(after && { after }) } })
    if (page.refusal) throw new Error(`the portal answered ${page.status}`)
    references.push(...page.body.items.map((one) => one.reference))
    after = page.body.next ?? undefined
  } while (after)
  return references
}
