import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { createContact, finaliseContact } from '#listening/contact/contract.ts'
import { addPlace, createSituation } from '#listening/situation/contract.ts'
import {
  type ChosenRecipient,
  chooseRecipients,
  createTransmission,
  readTransmission,
  saveTransmission,
  submitTransmission,
  type TransmissionFields,
  validateTransmission,
} from './contract.ts'

export const story = 'Elle dit que sa fille est rentrée avec un second téléphone qu’elle cache.'

/** A writing that lacks nothing. */
export const whole: Partial<TransmissionFields> = {
  statements: [
    { id: '0198f0a0-0000-7000-8000-000000000001', text: story, source: 'dit par la mère le 12 mars 2026' },
  ],
  appreciation: 'Les éléments recueillis justifient une évaluation.',
  dangerLevel: 'danger',
  parentsInformed: 'yes',
}

/** What the tests of the transmissions do, through HTTP. */
export function stepsOf(desk: TestDesk, ana: Person) {
  const read = (id: string, as = ana) => as.ok(readTransmission, { params: { id } })

  /** A unit of the reference directory, by its name. */
  async function unit(name: string): Promise<ChosenRecipient & { name: string; authorityId: string }> {
    const [row] = await desk.sql<{
      id: string
      authority_id: string
      recipient: ChosenRecipient['recipient']
    }>('select id, authority_id, recipient from authority_unit where name = $1', [name])
    if (!row) throw new Error(`no unit ${name}`)
    return {
      unitId: row.id,
      authorityId: row.authority_id,
      recipient: row.recipient,
      departement: null,
      name,
    }
  }

  /** A file with one contact, told by the mother on 12 March 2026. */
  async function openFile(): Promise<string> {
    const { id } = await ana.ok(createSituation, {
      input: { firstName: 'Zéphirine', lastName: 'Quatrebarbes', age: 15, gender: 'girl', departement: '68' },
    })
    await ana.ok(addPlace, {
      params: { id },
      input: { role: 'runaway', departement: '67', since: null, until: null, address: 'Près de la gare' },
    })
    await addContact(id, story)
    return id
  }

  async function addContact(situationId: string, narrative: string, occurredAt = '2026-03-12T10:00:00Z') {
    const made = await ana.ok(createContact, {
      input: { channel: 'phone', direction: 'inbound', situationId, occurredAt },
    })
    await ana.ok(finaliseContact, {
      params: { id: made.id },
      version: made.version,
      input: {
        changes: {
          callerProfile: 'first_circle',
          callerDetail: 'mother',
          callerName: 'Hortense Quatrebarbes',
          narrative,
          dangerLevel: 'danger',
          observations: [{ kind: 'problem', code: 'runaway', presence: 'present', source: 'caller' }],
        },
      },
    })
  }

  /** A draft with everything in it, to these recipients. */
  async function write(
    situationId: string,
    names: readonly string[],
    fields: Partial<TransmissionFields> = {},
    as = ana,
  ) {
    const recipients = await Promise.all(names.map(unit))
    const made = await as.ok(createTransmission, { params: { id: situationId }, input: { recipients } })
    const { version } = await as.ok(saveTransmission, {
      params: { id: made.id },
      version: made.version,
      input: { ...whole, ...fields },
    })
    return { id: made.id, version, recipients }
  }

  /** The same, submitted with every name typed. */
  async function submit(
    situationId: string,
    names: readonly string[],
    fields: Partial<TransmissionFields> = {},
    as = ana,
  ) {
    const { id, version, recipients } = await write(situationId, names, fields, as)
    const input = { confirmations: recipients.map(({ unitId, name }) => ({ unitId, words: name })) }
    const sent = await as.ok(submitTransmission, { params: { id }, version, input })
    return { id, version: sent.version, recipients }
  }

  /** Submitted, then validated by somebody else. */
  async function validated(
    brune: Person,
    situationId: string,
    names: readonly string[],
    fields: Partial<TransmissionFields> = {},
  ) {
    const made = await submit(situationId, names, fields)
    const done = await brune.ok(validateTransmission, { params: { id: made.id }, version: made.version })
    return { ...made, ...done }
  }

  const choose = (id: string, version: number, recipients: ChosenRecipient[]) =>
    ana.ok(chooseRecipients, { params: { id }, version, input: { recipients } })

  return { read, unit, openFile, addContact, write, submit, validated, choose }
}
