import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { makePdf } from '#kernel/pdf.server.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { audience, awarenessKind, departement } from '#vocabulary'
import type { Intervention } from './contract.ts'
import { signaturesOf } from './presence.server.ts'
import { interventionOf } from './read.server.ts'
import { dayInWords, whenInWords } from './words.server.ts'

const sourceOf = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const sheet = sourceOf('sheet.typ')
const certificate = sourceOf('certificate.typ')

/** Room for those who are expected and a few more, by whole pages. */
const linesFor = (expected: number): number => Math.min(400, Math.max(16, Math.ceil(expected * 1.1)))

/** What both papers say of an intervention. */
function headOf(it: Intervention) {
  const { startsAt, endsAt } = it
  if (!startsAt || !endsAt) return refuse('intervention_undated')
  return {
    title: it.title,
    kind: awarenessKind.label(it.kind),
    when: whenInWords(startsAt, endsAt),
    day: dayInWords(startsAt),
    duration: lengthInWords(startsAt, endsAt),
    place: [it.place, it.departement && departement.label(it.departement)].filter(Boolean).join(', ') || null,
    speakers: it.people.filter((one) => one.role === 'speaker').map((one) => one.name),
  }
}

/** « 2 heures 30 ». */
function lengthInWords(startsAt: string, endsAt: string): string {
  const length = Temporal.Instant.from(startsAt).until(Temporal.Instant.from(endsAt), {
    largestUnit: 'hours',
  })
  const { hours, minutes } = length
  if (hours === 0) return `${minutes}\u00a0minutes`
  return `${hours}\u00a0heure${hours > 1 ? 's' : ''}${minutes > 0 ? `\u00a0${minutes}` : ''}`
}

/** The sheet to have signed, empty: it says who keeps it and for how long. */
export async function sheetOf(db: Db, keys: Keyring, id: string, role: string): Promise<Buffer> {
  const it = await interventionOf(db, keys, id, role)
  const expected = it.audiences.reduce((sum, one) => sum + one.expected, 0)
  return await makePdf(sheet, {
    ...headOf(it),
    issuedAt: it.startsAt ?? '',
    lines: linesFor(expected),
    sectors: audience.codes.filter((code) => code !== 'mixed').map(audience.label),
    notice:
      'Votre nom sert à compter les personnes présentes et à établir votre attestation. Il est effacé un an après, au plus tard. L’évaluation, elle, est anonyme : cette feuille n’y est reliée en rien.',
  })
}

/** The certificate of somebody who signed. */
export async function certificateOf(
  db: Db,
  keys: Keyring,
  signatureId: string,
  actor: { readonly name: string; readonly role: string },
): Promise<Buffer> {
  const row = await db
    .selectFrom('intervention_signature')
    .select('intervention_id')
    .where('id', '=', signatureId)
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  const it = await interventionOf(db, keys, row.intervention_id, actor.role)
  const signed = (await signaturesOf(db, keys, it.id)).find((one) => one.id === signatureId)
  if (!signed) return refuse('not_found')
  const issuedAt = Temporal.Now.instant().toString()
  return await makePdf(certificate, {
    ...headOf(it),
    issuedAt,
    name: signed.name,
    organisation: signed.organisation,
    today: dayInWords(issuedAt),
    signer: actor.name,
  })
}
