import { OfflineError, RefusalError, sentenceOf } from '#kernel/call.ts'
import type { Fields } from './autosave.ts'
import { type Contact, type ContactField, ContactFields } from './contract.ts'
import { type Merger, mergeItems, mergeWords } from './merge.ts'
import type { Failure } from './saver.ts'

export const contactFieldNames = Object.keys(ContactFields.shape) as readonly ContactField[]

/** What a person may write of a contact, without what the server says of it. */
export const fieldsOf = (contact: Contact): Fields =>
  Object.fromEntries(contactFieldNames.map((name) => [name, contact[name]]))

/** The title of a field, as the contract gives it. */
export const titleOf = (field: ContactField): string => ContactFields.shape[field].meta()?.title ?? field

interface Coded {
  kind: string
  code: string
}

/** How two writers' lists become one. */
export const contactMergers: Readonly<Partial<Record<ContactField, Merger>>> = {
  observations: mergeItems((item) => `${(item as Coded).kind} ${(item as Coded).code}`),
  actions: mergeItems((item) => (item as { id: string }).id),
  callerPermissions: mergeWords,
  measures: mergeWords,
  minorAliases: mergeWords,
  minorHandles: mergeWords,
}

/** What a failed save of a contact means. */
export const diagnose = (error: unknown): Failure =>
  diagnoseSave(error, (current) => {
    const contact = current as Contact
    return { current: fieldsOf(contact), version: contact.version }
  })

/** What a failed save means. A session that ended and a server in trouble are silences: what is typed waits. */
export function diagnoseSave(
  error: unknown,
  read: (current: unknown) => { readonly current: Fields; readonly version: number },
): Failure {
  if (error instanceof OfflineError) return { kind: 'silent' }
  if (!(error instanceof RefusalError)) return { kind: 'refused', message: sentenceOf(error), reasons: {} }
  if (error.code === 'version_conflict') return { kind: 'moved', ...read(error.current) }
  if (error.status >= 500 || error.status === 429 || error.status === 401) return { kind: 'silent' }
  const reasons: Record<string, string> = {}
  for (const { field, message } of error.fields) reasons[field.split('.')[0] ?? field] ??= message
  return { kind: 'refused', message: sentenceOf(error), reasons }
}
