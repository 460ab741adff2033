import { z } from 'zod'
import { openDataKeys } from '#kernel/datakey.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { cutPage, readPlace } from '#kernel/paging.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import { type ActionRow, actionOf, actionsOf } from '#listening/action/read.server.ts'
import { callbackOf, callbacksOf } from '#listening/callback/read.server.ts'
import { unsealContact } from '#listening/contact/secrets.server.ts'
import { reachRules } from '#listening/safecontact/rules.server.ts'
import type { Departement, SituationLink } from '#vocabulary'
import type { Situation, SituationContact } from './contract.ts'
import { fieldsOf } from './fields.server.ts'
import { bytesInside, instantInside } from './inside.server.ts'
import { unsealAddress } from './place.server.ts'
import { demandSituation } from './policy.server.ts'
import { lastKept, selectContacts, selectFile, selectLinks, selectNarratives } from './read.queries.server.ts'

type FileRow = NonNullable<Awaited<ReturnType<typeof selectFile>>>
type ContactRow = Awaited<ReturnType<typeof selectContacts>>[number]

/** Reads a file whole, in as many statements whatever its length; refuses as not found what the actor may not see. */
export async function readWhole(
  actor: Actor,
  db: Db,
  keys: Keyring,
  id: string,
  abilities: readonly string[],
): Promise<Situation> {
  const [file, contacts, actions, callbacks, links, rules] = await Promise.all([
    selectFile(actor, db, id),
    selectContacts(actor, db, id),
    actionsOf(actor, db, id),
    callbacksOf(actor, db, id),
    selectLinks(db, id),
    reachRules(db),
  ])
  if (!file) return refuse('not_found')
  keys.openDataKey(file.data_key_id, file.key_version, file.key_wrapped)
  const opened = await openDataKeys(db, keys, keysOf(file, contacts, actions, callbacks))
  const key = opened.get(file.data_key_id)
  if (!key) throw new Error('the data key of this file was destroyed')
  const isOpen = file.merged_into === null && file.stage !== 'closed' && file.stage !== 'archived'
  const may = (action: string) => isOpen && abilities.includes(action)
  const told = contacts.map((row) => contactOf(keys, opened.get(row.data_key_id), row))
  return {
    ...fieldsOf(keys, key, file, file.measures),
    id: file.id,
    reference: file.reference,
    version: file.version,
    stage: file.stage,
    closingReason: file.closing_reason,
    createdAt: file.created_at,
    openedAt: file.opened_at,
    lastContactAt: file.last_contact_at,
    contactCount: file.contact_count ?? 0,
    known: {
      gender: file.known_gender ?? file.gender,
      age: file.known_age ?? file.age,
      departement: file.known_departement ?? file.departement,
      knownToChildProtection: file.known_known ?? file.known_to_child_protection,
      callerProfile: file.caller_profile,
    },
    danger: latest(told, (contact) => contact.dangerLevel),
    certainty: latest(told, (contact) => contact.certainty),
    contacts: told,
    actions: actions.map((row) => actionOf(keys, opened, row, may('action.cancel'))),
    callbacks: callbacks.map((row) => callbackOf(keys, opened, row, abilities, rules)),
    links: links.map((link) => ({
      situation: { id: link.id, reference: link.reference },
      kind: link.kind as SituationLink,
      isReversed: link.reversed,
    })),
    ...shortListsOf(keys, opened, file),
    mergedInto: file.kept && (file.kept.merged_into ? await lastKept(db, file.kept.id) : file.kept),
    abilities: {
      edit: may('situation.save'),
      act: may('action.add'),
      close: may('situation.stage'),
      reopen: file.stage === 'closed' && file.merged_into === null && abilities.includes('situation.stage'),
      merge: may('situation.merge'),
      assign: may('situation.assign'),
    },
  }
}

/** Where a page of narratives begins. */
const Place = z.tuple([z.string(), z.uuid()])

/** A page of what was told during the contacts of a file, the last first. */
export async function narrativesOf(
  actor: Actor,
  db: Db,
  keys: Keyring,
  id: string,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  await demandSituation(actor, db, id)
  const place = after === undefined ? null : readPlace(Place, after)
  const rows = await selectNarratives(actor, db, id, { after: place, limit })
  const opened = await openDataKeys(
    db,
    keys,
    rows.map((row) => row.data_key_id),
  )
  return cutPage(
    rows,
    limit,
    (row) => [row.occurred_at, row.id],
    (row) => {
      const key = opened.get(row.data_key_id)
      const sealed = { sealed_caller: null, sealed_minor: null, sealed_narrative: row.sealed_narrative }
      return { contactId: row.id, narrative: key ? unsealContact(keys, key, row.id, sealed).narrative : null }
    },
  )
}

function keysOf(
  file: FileRow,
  contacts: readonly ContactRow[],
  actions: readonly ActionRow[],
  callbacks: readonly { data_key_id: string }[],
): string[] {
  const ids = [file, ...contacts, ...actions, ...callbacks, ...file.places].map((row) => row.data_key_id)
  return ids.filter((id) => id !== null)
}

function contactOf(keys: Keyring, key: DataKey | undefined, row: ContactRow): SituationContact {
  const sealed = { ...row, sealed_minor: null }
  const secrets = key ? unsealContact(keys, key, row.id, sealed) : null
  return {
    id: row.id,
    version: row.version,
    status: row.finalised_at ? 'finalised' : 'draft',
    channel: row.channel,
    direction: row.direction,
    occurredAt: row.occurred_at,
    endedAt: row.ended_at,
    recordedAt: row.recorded_at,
    recordedBy: row.recorder,
    listener: row.listener,
    callerProfile: row.caller_profile,
    callerName: secrets?.callerName ?? null,
    dangerLevel: row.danger_level,
    certainty: row.certainty,
    qualification: row.qualification,
    isTold: row.is_told,
    narrative: secrets?.narrative ?? null,
    observations: row.observations,
  }
}

/** The last word of the finalised contacts, with its date and its author. */
function latest<Level extends string>(
  contacts: readonly SituationContact[],
  of: (contact: SituationContact) => Level | null,
) {
  const last = contacts.findLast((contact) => contact.status === 'finalised' && of(contact) !== null)
  const level = last && of(last)
  return level ? { level, at: last.occurredAt, by: last.listener ?? last.recordedBy } : null
}

function shortListsOf(keys: Keyring, opened: ReadonlyMap<string, DataKey>, file: FileRow) {
  return {
    assigned: file.assigned,
    places: file.places.map((row) => ({
      id: row.id,
      role: row.role,
      departement: row.departement as Departement | null,
      since: row.since,
      until: row.until,
      address: unsealAddress(keys, opened.get(row.data_key_id), row.id, bytesInside(row.sealed_address)),
      recordedAt: instantInside(row.recorded_at),
      recordedBy: row.recorder,
    })),
    stageChanges: file.changes.map((row) => ({
      id: row.id,
      fromStage: row.from_stage,
      toStage: row.to_stage,
      closingReason: row.closing_reason,
      happenedAt: instantInside(row.happened_at),
      recordedAt: instantInside(row.recorded_at),
      recordedBy: row.recorder,
    })),
    merges: file.merges.map((row) => ({
      id: row.id,
      absorbed: { id: row.absorbed_id, reference: row.absorbed_reference },
      mergedAt: instantInside(row.merged_at),
      mergedBy: row.merger,
      undoneAt: row.undone_at && instantInside(row.undone_at),
    })),
  }
}
