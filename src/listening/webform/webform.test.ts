import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLetter } from '#kernel/public/letterbox.server.ts'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { follow } from '#kernel/testing/stream.server.ts'
import { readContact } from '#listening/contact/contract.ts'
import { authoriseReach, listSafeContacts } from '#listening/safecontact/contract.ts'
import { findLetter, listLetters, takeLetter } from './contract.ts'
import { Pace } from './pace.server.ts'

let desk: TestDesk
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana Fictive')
})
afterAll(() => desk.close())

interface Blank {
  readonly token: string
  readonly proof: string
}

async function blank(): Promise<Blank> {
  const html = await (await desk.anyone.fetch('/ecrire')).text()
  const token = /name="envoi" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const challenge = JSON.parse((/data-proof="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"'))
  const solution = await solveChallenge({ challenge, deriveKey })
  return { token, proof: JSON.stringify({ challenge, solution }) }
}

const post = (fields: Record<string, string | string[]>) =>
  desk.anyone.fetch('/ecrire', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    ).toString(),
  })

/** Writes as a browser that made its calculation; says the receipt. */
async function write(fields: Record<string, string | string[]>, form?: Blank) {
  const { token, proof } = form ?? (await blank())
  const response = await post({ envoi: token, preuve: proof, ...fields })
  const html = await response.text()
  return { response, html, receipt: /class="receipt">([^<]+)</.exec(html)?.[1] ?? '' }
}

const rowOf = async (receipt: string) =>
  (await ana.ok(listLetters, { query: { limit: 100 } })).items.find((row) => row.receipt === receipt)

describe('a message of the public form', () => {
  test('arrives at every desk at once, and is read by whoever takes it, as a contact', async () => {
    const following = await follow(desk.url, ana)
    const { response, receipt } = await write({
      writer: 'parent',
      text: 'Ma fille de la rue inventée revient avec de l’argent.',
      departement: '33',
      place: 'Ville imaginaire',
      age: '15',
      worry: 'very',
      call: 'yes',
      channel: 'phone',
      value: '06 00 00 00 07',
      name: 'Dominique Fictif',
      days: ['week', 'saturday'],
      hours: ['morning', 'evening'],
      voicemail: 'appointment',
      precautions: 'Ne rien dire devant le grand frère.',
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const told = await following.until(({ event }) => event === 'change')
    expect(JSON.stringify(told.data)).toContain('contact')
    following.leave()
    const row = await rowOf(receipt)
    expect(row).toMatchObject({
      writer: 'parent',
      departement: '33',
      age: 15,
      worry: 'very',
      wantsCall: true,
      isUnproven: false,
      isFrequent: false,
    })
    const { contactId } = await ana.ok(takeLetter, { params: { id: row?.id ?? '' } })
    const contact = await ana.ok(readContact, { params: { id: contactId } })
    expect(contact).toMatchObject({
      channel: 'web_form',
      direction: 'inbound',
      status: 'draft',
      occurredAt: row?.receivedAt,
      callerProfile: 'first_circle',
      callerName: 'Dominique Fictif',
      callerPhone: null,
      callerPermissions: expect.arrayContaining(['may_call_back', 'may_leave_voicemail']),
      departement: '33',
      minorAge: 15,
    })
    expect(contact.narrative).toContain('Ma fille de la rue inventée')
    expect(contact.narrative).toContain('Ville imaginaire')
    expect(contact.narrative).toContain(receipt)
    expect(contact.narrative).not.toContain('06 00')
    const { items } = await ana.ok(listSafeContacts, { query: { contactId } })
    expect(items).toMatchObject([
      {
        person: 'Dominique Fictif',
        channel: 'phone',
        allowed: true,
        voicemail: 'appointment',
        precautions: 'Ne rien dire devant le grand frère.',
        windows: [
          { days: [1, 2, 3, 4, 5, 6], from: '09:00', to: '12:00' },
          { days: [1, 2, 3, 4, 5, 6], from: '18:00', to: '21:00' },
        ],
        hasValue: true,
      },
    ])
    expect(items[0]?.confirmedAt).not.toBeNull()
    // The number comes by the one door there is, in the hours that were given.
    const answer = await ana.ok(authoriseReach, {
      params: { id: items[0]?.id ?? '' },
      input: { purpose: 'agreed_callback' },
    })
    expect(answer.isAllowed ? answer.value : answer.reason).toMatch(/06 00 00 00 07|outside_window/)
  })

  test('is taken once: the second who tries is told, and its words are kept in one place only', async () => {
    const bruno = await desk.people.coordinator('Bruno Fictif')
    const { receipt } = await write({ text: 'À prendre une fois.' })
    const id = (await rowOf(receipt))?.id ?? ''
    const [one, other] = await Promise.all([
      ana.call(takeLetter, { params: { id } }),
      bruno.call(takeLetter, { params: { id } }),
    ])
    expect([one.status, other.status].toSorted()).toEqual([200, 409])
    expect(await rowOf(receipt)).toBeUndefined()
    expect(await desk.ownerSql('select sealed from app.web_letter where id = $1', [id])).toEqual([
      { sealed: null },
    ])
    const found = await ana.ok(findLetter, { query: { receipt: receipt.toLowerCase().replace('-', ' ') } })
    expect(found.contactId).toBe([one, other].find(({ status }) => status === 200)?.body.contactId)
  })

  test('lies sealed: neither the database nor the public zone can read it again, and it opens in its place only', async () => {
    const { receipt } = await write({
      text: 'Secret inventé du lilas.',
      call: 'yes',
      value: 'lilas@exemple.test',
      channel: 'email',
    })
    const [row] = await desk.ownerSql<{ id: string; sealed: Buffer; all: string }>(
      'select id, sealed, web_letter::text as all from app.web_letter where receipt = $1',
      [receipt],
    )
    if (!row) throw new Error('no letter')
    expect(row.sealed.toString('latin1')).not.toContain('lilas')
    expect(row.all).not.toMatch(/127\.0\.0\.1|::1/)
    const place = { table: 'web_letter', column: 'sealed', row: row.id }
    expect(openLetter(desk.keys, place, row.sealed)).toContain('Secret inventé du lilas')
    expect(() => openLetter(desk.keys.zone('public'), place, row.sealed)).toThrow()
    expect(() => openLetter(desk.keys, { ...place, row: 'elsewhere' }, row.sealed)).toThrow()
    expect(desk.logs.join('')).not.toContain('lilas')
  })

  test('sent twice, even at once, is one message with one receipt', async () => {
    const form = await blank()
    const sent = await Promise.all([write({ text: 'Deux fois.' }, form), write({ text: 'Deux fois.' }, form)])
    expect(new Set(sent.map(({ receipt }) => receipt)).size).toBe(1)
    const again = await write({ text: 'Deux fois.' }, form)
    expect(again.receipt).toBe(sent[0]?.receipt)
    expect(
      await desk.ownerSql('select count(*)::int as n from app.web_letter where receipt = $1', [
        again.receipt,
      ]),
    ).toEqual([{ n: 1 }])
  })

  test('without the calculation, is received more slowly and says so', async () => {
    const { token } = await blank()
    const response = await post({ envoi: token, text: 'Vieux téléphone.' })
    expect(response.status).toBe(200)
    const receipt = /class="receipt">([^<]+)</.exec(await response.text())?.[1] ?? ''
    expect(await rowOf(receipt)).toMatchObject({ isUnproven: true, wantsCall: false })
  })

  test('with the calculation of another form, counts as one that has none', async () => {
    const [mine, other] = [await blank(), await blank()]
    const { receipt } = await write({ text: 'Calcul emprunté.' }, { token: mine.token, proof: other.proof })
    expect(await rowOf(receipt)).toMatchObject({ isUnproven: true })
  })

  test('without a word, or with a call and no number, is asked again with all that was typed', async () => {
    const form = await blank()
    const empty = await write({ text: '  ', place: 'Quai inventé', call: 'yes', precautions: 'Chut' }, form)
    expect(empty.response.status).toBe(422)
    for (const words of ['Écrivez quelques mots', 'Donnez un numéro', 'Quai inventé', 'Chut', form.token])
      expect(empty.html).toContain(words)
    expect(
      (await write({ text: 'Voilà.', call: 'yes', value: '06 00 00 00 01' }, form)).response.status,
    ).toBe(200)
  })

  test('comes from nobody who calls: whoever said no is not to be reached', async () => {
    const { receipt } = await write({ text: 'Ne me cherchez pas.', call: 'no', value: '06 00 00 00 02' })
    const { contactId } = await ana.ok(takeLetter, { params: { id: (await rowOf(receipt))?.id ?? '' } })
    expect(await ana.ok(readContact, { params: { id: contactId } })).toMatchObject({
      callerPermissions: ['no_contact'],
    })
    expect((await ana.ok(listSafeContacts, { query: { contactId } })).items).toEqual([])
  })

  test('is for listeners and coordinators only', async () => {
    for (const person of [await desk.people.reception(), await desk.people.administrator(), desk.anyone]) {
      expect((await person.call(listLetters)).status).not.toBe(200)
    }
  })
})

test('a crowd is slowed and marked, and nobody is refused', async () => {
  const pace = new Pace({ free: 2, longest: 0.05, unproven: 0.02 })
  const taken = []
  for (let letter = 0; letter < 6; letter += 1) taken.push(await pace.take(desk.keys, '192.0.2.7', true))
  expect(taken.map(({ isFrequent }) => isFrequent)).toEqual([false, true, true, true, true, true])
  expect(Math.max(...taken.map(({ waited }) => waited))).toBe(0.05)
  expect(await pace.take(desk.keys, '192.0.2.9', false)).toEqual({ isFrequent: false, waited: 0.02 })
  expect(await pace.take(desk.keys, '192.0.2.8', true)).toEqual({ isFrequent: false, waited: 0 })
})
