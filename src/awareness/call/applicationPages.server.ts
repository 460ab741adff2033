import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import { checkFile } from '#kernel/file/check.server.ts'
import type { FileType } from '#kernel/file/check.ts'
import { FileRefused } from '#kernel/file/checkFault.server.ts'
import { newId } from '#kernel/id.ts'
import type { LinkPage, LinkVisit } from '#kernel/link/door.server.ts'
import { leadTo, type PublicAnswer, type PublicCall, show, textOf } from '#kernel/public/public.server.ts'
import { type FieldFault, refuse } from '#kernel/refusal.ts'
import { applicationState, type Departement, departement, departements101, isDepartement } from '#vocabulary'
import { ApplicationWords } from './contract.ts'
import { callWords, euros, faultsOf, type Published, published } from './published.server.ts'
import {
  openFile,
  openName,
  openReasons,
  openWords,
  referenceOf,
  sealFile,
  sealWords,
} from './words.server.ts'

/** What is attached may not weigh more, and no more of them may be. */
export const pieceLimit = 5 * 1024 * 1024
const mostPieces = 5
const pieceTypes: readonly FileType[] = ['pdf', 'odt', 'docx', 'png', 'jpeg']

async function mine(db: Db, id: string) {
  const row = await db
    .selectFrom('application')
    .select(['id', 'version', 'call_id', 'number', 'created_at', 'state', 'departement', 'amount'])
    .select(['sealed_words', 'submitted_at', 'decided_at', 'granted', 'sealed_reasons'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}
type Mine = Awaited<ReturnType<typeof mine>>

const pieces = (db: Db, id: string) =>
  db
    .selectFrom('application_file')
    .select(['id', 'media_type', 'size', 'sealed_name'])
    .where('application_id', '=', id)
    .execute()

/** One's own application: written while the call is open, read ever after. */
export const applicationByLink: LinkPage = async (call, visit) => {
  const row = await mine(call.db, visit.subjectId)
  const one = (await published(call.db, { id: row.call_id })) ?? refuse('not_found')
  if (visit.part.startsWith('piece/')) return piece(call, row, visit.part.slice(6))
  if (call.isPost) {
    if (!one.isOpen) return leadTo(visit.at())
    if (visit.part === 'piece') return bring(call, visit, row, one)
    if (visit.part === 'enregistrer') return write(call, visit, row, one)
    if (visit.part === 'reprendre') return again(call, visit, row)
    return refuse('not_found')
  }
  if (visit.part) return refuse('not_found')
  return row.state === 'draft' && one.isOpen ? form(call, visit, row, one) : summary(call, visit, row, one)
}

interface Typed {
  readonly words: Readonly<Record<string, string>>
  readonly departement: string
  readonly amount: string
}

async function form(
  call: PublicCall,
  visit: LinkVisit,
  row: Mine,
  one: Published,
  faults: readonly FieldFault[] = [],
  typed?: Typed,
): Promise<PublicAnswer> {
  const files = await pieces(call.db, row.id)
  const words = typed ?? {
    words: openWords(call.keys, row.id, row.sealed_words) as unknown as Record<string, string>,
    departement: row.departement ?? '',
    amount: row.amount === null ? '' : String(row.amount),
  }
  const codes = one.departements.length > 0 ? one.departements : departements101
  return show(
    'ApplicationForm',
    {
      call: callWords(one),
      reference: referenceOf(row.created_at, row.number),
      typed: words,
      asks: Object.entries(ApplicationWords.shape).map(([name, shape]) => ({
        name,
        label: shape.meta()?.title ?? name,
        isLong: ['need', 'plan', 'outcome', 'budget'].includes(name),
      })),
      departements: codes.map((code) => ({ code, label: departement.label(code) })),
      files: files.map((file) => ({
        name: openName(call.keys, file.id, file.sealed_name),
        size: file.size,
        to: visit.at(`piece/${file.id}`),
        id: file.id,
      })),
      mayBring: files.length < mostPieces,
      faults,
      isSaved: textOf(call.query, 'fait') === 'oui',
      to: { save: visit.at('enregistrer'), bring: visit.at('piece') },
    },
    {
      title: faults.length > 0 ? 'À revoir : votre candidature' : 'Votre candidature',
      status: faults.length > 0 ? 422 : 200,
    },
  )
}

async function summary(call: PublicCall, visit: LinkVisit, row: Mine, one: Published): Promise<PublicAnswer> {
  const words = openWords(call.keys, row.id, row.sealed_words)
  return show(
    'ApplicationSummary',
    {
      call: callWords(one),
      reference: referenceOf(row.created_at, row.number),
      state: row.state,
      stateLabel: applicationState.label(row.state),
      lines: Object.entries(ApplicationWords.shape).map(([name, shape]) => ({
        label: shape.meta()?.title ?? name,
        words: (words as Record<string, string>)[name] ?? '',
      })),
      granted: row.granted === null ? null : euros(row.granted),
      reasons: row.sealed_reasons && openReasons(call.keys, row.id, row.sealed_reasons),
      mayReopen: row.state === 'submitted' && one.isOpen,
      to: visit.at('reprendre'),
    },
    { title: 'Votre candidature' },
  )
}

/** Keeps what is typed, whole or not; hands it in when it is asked and nothing is missing. */
async function write(call: PublicCall, visit: LinkVisit, row: Mine, one: Published): Promise<PublicAnswer> {
  if (row.state !== 'draft') return leadTo(visit.at())
  const words = Object.fromEntries(
    Object.keys(ApplicationWords.shape).map((name) => [name, (textOf(call.form, name) ?? '').slice(0, 5000)]),
  )
  const code = textOf(call.form, 'departement') ?? ''
  const amount = Number((textOf(call.form, 'amount') ?? '').replace(/\s/g, ''))
  const isAmount = Number.isInteger(amount) && amount > 0 && amount <= 10_000_000
  const place = isDepartement(code) ? (code as Departement) : null
  const isHandedIn = textOf(call.form, 'act') === 'deposer'
  const read = ApplicationWords.safeParse(words)
  const faults = isHandedIn ? [...(read.success ? [] : faultsOf(read.error.issues))] : []
  if (isHandedIn && (!place || (one.departements.length > 0 && !one.departements.includes(place))))
    faults.push({ field: 'departement', message: 'Choisissez le département du projet.' })
  if (isHandedIn && !isAmount)
    faults.push({ field: 'amount', message: 'Dites combien vous demandez, en euros.' })
  if (isHandedIn && isAmount && one.amount_each && amount > one.amount_each)
    faults.push({ field: 'amount', message: `Un projet reçoit ${euros(one.amount_each)} au plus.` })
  // Somebody else with the same link wrote meanwhile: neither text is lost, this one stays on the page.
  const written = await call.db
    .updateTable('application')
    .set({
      sealed_words: sealWords(call.keys, row.id, words),
      departement: place,
      amount: isAmount ? amount : null,
      version: row.version + 1,
      ...(isHandedIn &&
        faults.length === 0 && { state: 'submitted' as const, submitted_at: sql<string>`now()` }),
    })
    .where('id', '=', row.id)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  if (written.numUpdatedRows === 0n) return leadTo(visit.at())
  if (faults.length > 0)
    return form(call, visit, row, one, faults, {
      words,
      departement: code,
      amount: textOf(call.form, 'amount') ?? '',
    })
  return leadTo(isHandedIn ? visit.at() : `${visit.at()}?fait=oui`)
}

/** Takes back what was handed in, to correct it or to withdraw it. */
async function again(call: PublicCall, visit: LinkVisit, row: Mine): Promise<PublicAnswer> {
  const isLeaving = textOf(call.form, 'act') === 'retirer'
  await call.db
    .updateTable('application')
    .set({ state: isLeaving ? 'withdrawn' : 'draft', version: row.version + 1 })
    .where('id', '=', row.id)
    .where('state', '=', 'submitted')
    .execute()
  return leadTo(visit.at())
}

async function bring(call: PublicCall, visit: LinkVisit, row: Mine, one: Published): Promise<PublicAnswer> {
  if (row.state !== 'draft') return leadTo(visit.at())
  const gone = textOf(call.form, 'retirer')
  if (gone && /^[0-9a-f-]{36}$/.test(gone)) {
    await call.db.deleteFrom('application_file').where('id', '=', gone).execute()
    return leadTo(visit.at())
  }
  const fault = (message: string) => form(call, visit, row, one, [{ field: 'piece', message }])
  if (!call.file) return fault('Choisissez un fichier.')
  if ((await pieces(call.db, row.id)).length >= mostPieces) return fault(`${mostPieces} pièces au plus.`)
  try {
    const checked = await checkFile(
      { name: call.file.name, content: call.file.bytes },
      { accept: pieceTypes, limit: pieceLimit },
    )
    const bytes = checked.bytes ?? call.file.bytes
    const id = newId()
    await call.db
      .insertInto('application_file')
      .values({
        id,
        application_id: row.id,
        media_type: checked.mediaType,
        size: bytes.length,
        ...sealFile(call.keys, id, checked.name, bytes),
      })
      .execute()
  } catch (error) {
    if (error instanceof FileRefused) return fault(error.message)
    throw error
  }
  return leadTo(visit.at())
}

async function piece(call: PublicCall, row: Mine, id: string): Promise<PublicAnswer> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return refuse('not_found')
  const file = await call.db
    .selectFrom('application_file')
    .select(['media_type', 'sealed_name', 'sealed_file'])
    .where('id', '=', id)
    .where('application_id', '=', row.id)
    .executeTakeFirst()
  if (!file) return refuse('not_found')
  return {
    kind: 'file',
    type: file.media_type,
    filename: openName(call.keys, id, file.sealed_name),
    body: openFile(call.keys, id, file.sealed_file),
  }
}
