import { randomUUID } from 'node:crypto'
import { createContact, finaliseContact, saveContact } from '#listening/contact/contract.ts'
import type { Written } from '../base/people.ts'
import type { Asker } from '../client.ts'

const ownActions = (written: Written) => written.actions.map((one) => ({ ...one, id: randomUUID() }))

/** Two requests: a draft, then finalised with all that it says and attached to a file. */
export async function inTwoRequests(asker: Asker, written: Written, situation: string): Promise<string> {
  const draft = await asker.ask(createContact, { input: { channel: 'phone', direction: 'inbound' } })
  await asker.ask(finaliseContact, {
    params: { id: draft.id },
    version: draft.version,
    input: { changes: { ...written, actions: ownActions(written) }, attach: { to: situation } },
  })
  return draft.id
}

/** The whole flow: a draft, three autosaves as the conversation goes, then finalised and attached. */
export async function withAutosaves(asker: Asker, written: Written, situation: string): Promise<string> {
  const { id, version } = await asker.ask(createContact, {
    input: { channel: 'phone', direction: 'inbound' },
  })
  const params = { id }
  const caller = await asker.ask(saveContact, {
    params,
    version,
    input: {
      callerProfile: written.callerProfile,
      callerGender: written.callerGender,
      callerName: written.callerName,
      callerPhone: written.callerPhone,
      narrative: written.narrative.slice(0, 700),
    },
  })
  const { minorFirstName, minorLastName, minorHandles, minorPhone, minorBirthDate, minorGender } = written
  const { minorAge, departement, knownToChildProtection, measures, livingPlace } = written
  const minor = await asker.ask(saveContact, {
    params,
    version: caller.version,
    input: {
      minorFirstName,
      minorLastName,
      minorHandles,
      minorPhone,
      minorBirthDate,
      minorGender,
      minorAge,
      departement,
      knownToChildProtection,
      measures,
      livingPlace,
    },
  })
  const { observations, certainty, dangerLevel, narrative } = written
  const seen = await asker.ask(saveContact, {
    params,
    version: minor.version,
    input: { observations, certainty, dangerLevel, narrative: narrative.slice(0, 1900) },
  })
  await asker.ask(finaliseContact, {
    params,
    version: seen.version,
    input: { changes: { narrative, actions: ownActions(written) }, attach: { to: situation } },
  })
  return id
}
