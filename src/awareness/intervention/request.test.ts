import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openSink, partOf } from '#cartography/meeting/calendar.testing.ts'
import { openMail } from '#kernel/mail.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { readIntervention } from './contract.ts'
import {
  answerInterventionRequest,
  listInterventionRequests,
  readInterventionRequest,
  resendRequestLetters,
} from './requestContract.ts'
import { purgeInterventions } from './tasks.server.ts'

const path = '/professionnels/intervention'
let desk: TestDesk
let sink: Awaited<ReturnType<typeof openSink>>
let noa: Person

beforeAll(async () => {
  sink = await openSink()
  desk = await openTestDesk()
  noa = await desk.people.awareness_officer('Noa Fictive')
})
afterEach(() => {
  sink.letters.length = 0
})
afterAll(async () => {
  await desk.close()
  await sink.close()
})

const typed = {
  organisation: 'Collège imaginaire des Trois Rives',
  name: 'Maud Inventée',
  email: 'maud@exemple.test',
  audience: 'education',
  departement: '41',
  expected: '120',
  wishedFrom: '2098-03-02',
  wishedTo: '2098-03-27',
  subject: 'Repérer et en parler, pour les équipes du collège',
}
const formOf = async () => {
  const html = await (await desk.anyone.fetch(path)).text()
  return /name="form" value="([0-9a-f]{32})"/.exec(html)?.[1] ?? ''
}
const send = (fields: Record<string, string>) =>
  desk.anyone.fetch(path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
async function ask(more: Record<string, string> = {}) {
  const sent = await send({ ...typed, ...more, form: await formOf() })
  const reference = sent.headers.get('location')?.split('/').at(-1) ?? ''
  const { items } = await noa.ok(listInterventionRequests, {})
  const found = items.find((one) => one.reference === reference)
  if (!found) throw new Error(`no request ${reference}`)
  return found
}
const read = (id: string) => noa.ok(readInterventionRequest, { params: { id } })
const post = () =>
  runJobs(desk, { mail: openMail({ smtpUrl: sink.url, from: 'interventions@exemple.test' }) })
const textOf = (place: number) => {
  const { raw = '' } = sink.letters[place] ?? {}
  const text = (partOf(raw, 'text/plain') ?? raw)
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return /Ã/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text
}
const slot = { startsAt: '2098-03-12T13:00:00Z', endsAt: '2098-03-12T15:00:00Z' }

test('the form stands without script, cookie nor account, and says what is missing field by field', async () => {
  const page = await desk.anyone.fetch(path)
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('set-cookie')).toBeNull()
  expect(html).toContain('<form action="/professionnels/intervention" method="post">')
  const sent = await send({
    ...typed,
    form: await formOf(),
    email: 'maud@',
    audience: '',
    expected: 'beaucoup',
  })
  const back = await sent.text()
  expect(sent.status).toBe(422)
  for (const said of ['Cette adresse n’est pas complète.', 'Choisissez un secteur.', 'Donnez un nombre.'])
    expect(back).toContain(said)
  expect(back).toContain('value="Collège imaginaire des Trois Rives"')
  const reversed = await send({ ...typed, form: await formOf(), wishedTo: '2098-01-01' })
  expect(await reversed.text()).toContain('Cette date précède la première.')
})

test('a request arrives with a receipt, and the same form sent twice is one request', async () => {
  const form = await formOf()
  const [first, second] = [await send({ ...typed, form }), await send({ ...typed, form })]
  expect(first.status).toBe(303)
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
  const receipt = await desk.anyone.fetch(first.headers.get('location') ?? '')
  const reference = first.headers.get('location')?.split('/').at(-1) ?? ''
  expect(await receipt.text()).toContain(`<strong>${reference}</strong>`)
  const { items, waiting } = await noa.ok(listInterventionRequests, {})
  expect(items.filter((one) => one.reference === reference)).toMatchObject([
    {
      status: 'received',
      audience: 'education',
      departement: '41',
      expected: 120,
      words: { name: typed.name },
    },
  ])
  expect(waiting).toBeGreaterThan(0)
})

test('whoever asks, how to reach them and about what are sealed, before and after it is taken over', async () => {
  const { id } = await ask({ subject: 'Un sujet très reconnaissable' })
  const bytes = async () => {
    const rows = await desk.ownerSql<{ sealed: Buffer }>(
      'select sealed from app.intervention_request where id = $1',
      [id],
    )
    return rows[0]?.sealed.toString('latin1') ?? ''
  }
  const arrived = await bytes()
  await runJobs(desk)
  const taken = await bytes()
  expect(taken).not.toBe(arrived)
  for (const [where, what] of Object.entries({ arrived, taken }))
    expect(/reconnaissable|Maud|exemple\.test/.test(what), where).toBe(false)
  expect((await read(id)).words?.subject).toBe('Un sujet très reconnaissable')
  const kept = desk.logs.join('') + JSON.stringify(await desk.ownerSql('select * from app.journal'))
  expect(kept).not.toMatch(/reconnaissable|maud@exemple/)
})

test('an acknowledgement leaves once, to whoever asked', async () => {
  const { reference } = await ask()
  await post()
  const ours = sink.letters.filter(({ raw }) => raw.includes(reference))
  expect(ours.map(({ to }) => to)).toEqual([['maud@exemple.test']])
  await post()
  expect(sink.letters.filter(({ raw }) => raw.includes(reference))).toHaveLength(1)
})

test('accepting plans the intervention with its public and its host, and says so by letter', async () => {
  const { id, version } = await ask()
  await post()
  sink.letters.length = 0
  const answered = await noa.ok(answerInterventionRequest, {
    params: { id },
    version,
    input: {
      decision: 'accepted',
      kind: 'conference',
      title: 'Repérer et en parler',
      message: 'À bientôt.',
      ...slot,
    },
  })
  const it = await noa.ok(readIntervention, { params: { id: answered.interventionId ?? '' } })
  expect(it).toMatchObject({
    status: 'planned',
    departement: '41',
    organisation: typed.organisation,
    audiences: [{ audience: 'education', expected: 120, present: null }],
    people: [{ role: 'host', name: typed.name, email: typed.email }],
    requestId: id,
  })
  await post()
  expect(textOf(0)).toContain('mercredi 12 mars 2098, de 14:00 à 16:00')
  expect(textOf(0)).toContain('À bientôt.')
  expect((await read(id)).letters.map((one) => one.kind)).toEqual(['acknowledgement', 'acceptance'])
})

test('another date is proposed, then agreed on: one intervention, requested and then planned', async () => {
  const { id, version } = await ask()
  const dated = { kind: 'workshop' as const, title: 'Atelier', message: '', ...slot }
  const proposed = await noa.ok(answerInterventionRequest, {
    params: { id },
    version,
    input: { decision: 'proposed', ...dated },
  })
  const of = () => noa.ok(readIntervention, { params: { id: proposed.interventionId ?? '' } })
  expect((await of()).status).toBe('requested')
  const agreed = await noa.ok(answerInterventionRequest, {
    params: { id },
    version: proposed.version,
    input: {
      decision: 'accepted',
      ...dated,
      startsAt: '2098-03-12T14:00:00Z',
      endsAt: '2098-03-12T16:00:00Z',
    },
  })
  expect(agreed.interventionId).toBe(proposed.interventionId)
  expect(await of()).toMatchObject({ status: 'planned', kind: 'workshop' })
  expect(new Date((await of()).startsAt ?? '').toISOString()).toBe('2098-03-12T14:00:00.000Z')
})

test('a refusal wants a reason, is written with it, and ends the request', async () => {
  const { id, version } = await ask()
  const decline = (message: string, over = version) =>
    noa.call(answerInterventionRequest, {
      params: { id },
      version: over,
      input: { decision: 'declined', message },
    })
  expect((await decline(' ')).status).toBe(400)
  const declined = await decline('Nous ne venons pas au milieu des élèves.')
  expect(declined.status).toBe(200)
  await post()
  expect(sink.letters.some((_, place) => textOf(place).includes('au milieu des élèves'))).toBe(true)
  const again = await decline('Encore', declined.body.version)
  expect(again.refusal?.code).toBe('intervention_request_settled')
})

test('two officers who answer at once: the second is shown what the first answered', async () => {
  const { id, version } = await ask()
  const input = { decision: 'declined' as const, message: 'Pas cette année.' }
  await noa.ok(answerInterventionRequest, { params: { id }, version, input })
  const late = await noa.call(answerInterventionRequest, { params: { id }, version, input })
  expect(late.status).toBe(412)
  expect(late.refusal?.current).toMatchObject({ status: 'declined', answer: 'Pas cette année.' })
})

test('without a mail server the letter waits in sight, and a press sends it once there is one', async () => {
  const { id } = await ask()
  await runJobs(desk)
  expect((await read(id)).letters).toMatchObject([{ sentAt: null, trouble: 'mail_not_configured' }])
  await noa.ok(resendRequestLetters, { params: { id } })
  await post()
  expect((await read(id)).letters[0]?.sentAt).not.toBeNull()
})

test('after their day the words are gone with their key, and the request stays to be counted', async () => {
  const { id, version } = await ask()
  await runJobs(desk)
  const keyOf = () =>
    desk.ownerSql<{ id: string }>(
      'select d.id from app.data_key d join app.intervention_request r on r.data_key_id = d.id where r.id = $1',
      [id],
    )
  const [key] = await keyOf()
  await desk.ownerSql('update app.intervention_request set purge_on = current_date where id = $1', [id])
  await desk.database.transaction().execute(purgeInterventions)
  expect(await desk.ownerSql('select id from app.data_key where id = $1', [key?.id])).toEqual([])
  expect(await read(id)).toMatchObject({ words: null, status: 'received', expected: 120 })
  const answered = await noa.call(answerInterventionRequest, {
    params: { id },
    version,
    input: { decision: 'declined', message: 'Trop tard.' },
  })
  expect(answered.refusal?.code).toBe('intervention_request_purged')
})

test('many requests from one place are received all the same, marked and one after the other', async () => {
  // The first ones of this file were already more than five: whoever comes next waits, and is not refused.
  const flags = [(await ask()).isFlagged, (await ask()).isFlagged]
  expect(flags).toContain(true)
}, 60_000)

test('the public role drops a request and reads none', async () => {
  const rights = await desk.ownerSql<{ may: boolean }>(
    `select has_table_privilege('repere_public', 'app.' || t, p) as may
     from unnest(array['intervention_request', 'intervention', 'intervention_person', 'intervention_signature']) as t,
       unnest(array['select', 'insert', 'update', 'delete']) as p`,
  )
  expect(rights.every((one) => !one.may)).toBe(true)
})

test('requests are read by awareness and coordination, answered by awareness alone', async () => {
  const { id, version } = await ask()
  const input = { decision: 'declined' as const, message: 'Non.' }
  const coordinator = await desk.people.coordinator()
  expect((await coordinator.call(readInterventionRequest, { params: { id } })).status).toBe(200)
  expect((await coordinator.call(answerInterventionRequest, { params: { id }, version, input })).status).toBe(
    404,
  )
  for (const other of ['listener', 'analyst', 'cartographer', 'administrator'] as const)
    expect((await (await desk.people[other]()).call(listInterventionRequests, {})).status, other).toBe(404)
})
