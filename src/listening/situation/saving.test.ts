import { expect, test } from 'vitest'
import { OfflineError, RefusalError } from '#kernel/call.ts'
import { meet, pendingDraft, recover, start, valuesOf } from '#listening/contact/autosave.ts'
import { SituationFields } from './contract.ts'
import { diagnoseFile, fieldsOf, fileFields, fileMergers, movedTo } from './saving.ts'

const file: SituationFields = {
  firstName: 'Essai',
  lastName: null,
  aliases: [],
  handles: [],
  phones: ['06 12 34 56 78'],
  birthDate: null,
  isProvisional: true,
  gender: null,
  age: 15,
  departement: '68',
  livingPlace: null,
  schoolStatus: null,
  knownToChildProtection: null,
  measures: [],
  externalReference: null,
  note: null,
}
const now = {
  ...file,
  lastName: 'Autre',
  phones: ['06 12 34 56 78', '+32 470 12 34 56'],
  version: 7,
  changedAt: '2026-03-12T10:00:00Z',
  changedBy: 'Brune',
}

const refusal = (status: number, body: ConstructorParameters<typeof RefusalError>[1]) =>
  new RefusalError(status, body)

test('everything that may be written of a file is kept on the machine, and nothing else of it', () => {
  expect([...fileFields].toSorted()).toEqual(Object.keys(SituationFields.shape).toSorted())
  expect(Object.keys(fieldsOf(now)).toSorted()).toEqual([...fileFields].toSorted())
})

test('a file that has moved is met as it is now, with who wrote it', () => {
  const moved = refusal(412, { code: 'version_conflict', message: '…', current: now })
  expect(movedTo(moved)).toMatchObject({ changedBy: 'Brune', version: 7 })
  expect(diagnoseFile(moved)).toEqual({ kind: 'moved', current: fieldsOf(now), version: 7 })
  expect(movedTo(new OfflineError())).toBeUndefined()
})

test('silence and a session that ended keep what was typed; a refused field says why', () => {
  expect(diagnoseFile(new OfflineError())).toEqual({ kind: 'silent' })
  expect(diagnoseFile(refusal(401, { code: 'not_signed_in', message: '…' }))).toEqual({ kind: 'silent' })
  const fields = [{ field: 'phones', message: 'Ce n’est pas un numéro de téléphone.' }]
  expect(diagnoseFile(refusal(400, { code: 'malformed', message: '…', fields }))).toMatchObject({
    kind: 'refused',
    reasons: { phones: 'Ce n’est pas un numéro de téléphone.' },
  })
})

test('what was typed without network is laid over what somebody else wrote: lists are joined, a name is asked', () => {
  const typed = { phones: ['06 12 34 56 78', '07 00 00 00 00'], lastName: 'Mien' }
  const pending = pendingDraft({ ...start(fieldsOf(file), 6), edits: typed })
  if (!pending) throw new Error('nothing is pending')
  const state = recover(start(fieldsOf(now), 7), pending, fileMergers)
  expect(valuesOf(state).phones).toEqual(['06 12 34 56 78', '+32 470 12 34 56', '07 00 00 00 00'])
  expect(state.conflicts).toEqual(['lastName'])
  expect(meet(state, fieldsOf(now), 8, fileMergers).conflicts).toEqual(['lastName'])
})
