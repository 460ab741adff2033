import type { Contact, ContactFields } from './contract.ts'

/** A contact about which nothing was asked. */
export const blankFields = (): Omit<ContactFields, 'channel' | 'direction' | 'occurredAt'> => ({
  endedAt: null,
  listenerId: null,
  callerProfile: null,
  callerDetail: null,
  callerSector: null,
  callerGender: null,
  callerName: null,
  callerNameAbsence: null,
  callerPhone: null,
  callerEmail: null,
  callerPermissions: [],
  minorFirstName: null,
  minorLastName: null,
  minorAliases: [],
  minorHandles: [],
  minorPhone: null,
  minorBirthDate: null,
  minorGender: null,
  minorAge: null,
  minorAgeAbsence: null,
  departement: null,
  knownToChildProtection: null,
  measures: [],
  livingPlace: null,
  schoolStatus: null,
  observations: [],
  certainty: null,
  dangerLevel: null,
  qualification: null,
  narrative: null,
  actions: [],
})

type Start = Pick<ContactFields, 'channel' | 'direction' | 'occurredAt'>

/** A contact of which nothing is noted yet: what the page shows while the server is away and cannot make one. */
export function blankContact(id: string, start: Start): Contact {
  return {
    ...blankFields(),
    ...start,
    id,
    version: 1,
    status: 'draft',
    disposition: null,
    situation: null,
    recordedAt: start.occurredAt,
    recordedBy: null,
    listener: null,
    finalisedAt: null,
    abilities: { edit: true, finalise: false, reopen: false, attach: false, detach: false },
  }
}
