import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { LinkPage, LinkVisit } from '#kernel/link/door.server.ts'
import { leadTo, type PublicAnswer, type PublicCall, show, textOf } from '#kernel/public/public.server.ts'
import { type ProposalState, proposalState, type RefreshReplyKind, refreshReplyKind } from '#vocabulary'
import { changesIn, type Fault, sections, typedOf } from './form.ts'
import { baseIn, mostContacts, spareContacts, typedIn } from './read.server.ts'
import type { RecordRow } from './tables.server.ts'
import { entryWords } from './words.server.ts'

const title = 'Votre fiche dans l’annuaire'

/** What somebody of a service may do by their link: read the entry, confirm it, propose changes, ask not to be listed. */
export const refreshByLink: LinkPage = async (call, visit) => {
  const row = await call.db.selectFrom('refresh_record').selectAll().executeTakeFirst()
  if (!row) return await thanks(visit, 'Cette fiche n’existe plus dans notre annuaire.')
  if (visit.part === 'exact' && call.isPost) return await confirm(call, visit, row)
  if (visit.part === 'changements')
    return call.isPost ? await propose(call, visit, row) : await edit(visit, row)
  if (visit.part === 'retrait')
    return call.isPost ? await leave(call, visit, row) : await askLeave(call, visit, row)
  if (visit.part === 'merci') return await thankFor(call, visit)
  return await entry(call, visit, row)
}

const dayInWords = (date: Temporal.PlainDate): string => date.toLocaleString('fr-FR', { dateStyle: 'long' })
const dayOf = (instant: string): string =>
  dayInWords(Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Paris').toPlainDate())

async function entry(
  call: PublicCall,
  visit: LinkVisit,
  row: RecordRow,
  hasMoved = false,
): Promise<PublicAnswer> {
  const answers = await call.db
    .selectFrom('refresh_answer')
    .selectAll()
    .orderBy('replied_at', 'desc')
    .limit(5)
    .execute()
  const hasObjected = answers.some(
    ({ kind, undone_at }) => (kind === 'not_me' || kind === 'not_us') && undone_at === null,
  )
  return show(
    'ServiceEntryPage',
    {
      name: row.name,
      organisation: row.organisation,
      parts: entryWords(row),
      isConfidential: row.is_confidential === true,
      verified: row.verified_on
        ? `Elle a été vérifiée le ${dayInWords(Temporal.PlainDate.from(row.verified_on))}.`
        : 'Personne ne l’a encore vérifiée.',
      version: row.version,
      mark: markOf(row),
      earlier: answers.map(({ kind, replied_at, state, reasons, undone_at }) => {
        const became = kind === 'proposed' ? ` (${fate(state)})` : ''
        const left = reasons.map(({ field, reason }) => `. Non retenu, ${field} : ${reason}`).join('')
        const back = undone_at ? `, demande annulée le ${dayOf(undone_at)}` : ''
        return `${dayOf(replied_at)} : ${refreshReplyKind.label(kind).toLowerCase()}${became}${back}${left}`
      }),
      hasMoved,
      hasObjected,
      to: { confirm: visit.at('exact'), edit: visit.at('changements'), leave: visit.at('retrait') },
    },
    { title, status: hasMoved ? 409 : 200 },
  )
}

const fate = (state: ProposalState | null): string => proposalState.label(state ?? 'waiting').toLowerCase()

interface Reply {
  readonly kind: RefreshReplyKind
  readonly fields?: object
  readonly remark?: string | undefined
}

async function put(db: Db, visit: LinkVisit, row: RecordRow, seen: number, reply: Reply): Promise<void> {
  await db
    .insertInto('refresh_reply')
    .columns([
      'id',
      'service_id',
      'correspondent_id',
      'kind',
      'seen_version',
      'seen_contacts',
      'fields',
      'remark',
    ])
    .values({
      id: newId(),
      service_id: visit.subjectId,
      correspondent_id: visit.holder,
      kind: reply.kind,
      seen_version: seen,
      seen_contacts: row.contacts.map(({ id }) => id),
      fields: reply.fields ? JSON.stringify(reply.fields) : null,
      remark: reply.remark ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Stands for what somebody read: two entries that say the same have the same. */
const markOf = (row: RecordRow): string =>
  createHash('sha256')
    .update(JSON.stringify(typedOf(row)))
    .digest('base64url')
    .slice(0, 22)

async function confirm(call: PublicCall, visit: LinkVisit, row: RecordRow): Promise<PublicAnswer> {
  const seen = Number(textOf(call.form, 'version')) || 0
  const already = await call.db
    .selectFrom('refresh_reply')
    .select('id')
    .where('kind', '=', 'confirmed')
    .where('seen_version', '=', seen)
    .executeTakeFirst()
  if (already) return leadTo(visit.at('merci'))
  // What was confirmed is what was read: not an entry that somebody changed in between.
  if (textOf(call.form, 'mark') !== markOf(row)) return entry(call, visit, row, true)
  await put(call.db, visit, row, row.version, { kind: 'confirmed' })
  return leadTo(visit.at('merci'))
}

interface Sent {
  readonly typed?: ReturnType<typeof typedIn>
  readonly base?: string | undefined
  readonly remark?: string | undefined
  readonly faults?: readonly Fault[]
}

function edit(visit: LinkVisit, row: RecordRow, sent: Sent = {}): Promise<PublicAnswer> {
  const faults = sent.faults ?? []
  return show(
    'ServiceEditPage',
    {
      name: row.name,
      typed: sent.typed ?? typedOf(row),
      base: sent.base ?? JSON.stringify({ version: row.version, ...typedOf(row) }),
      remark: sent.remark ?? '',
      faults,
      isConfidential: row.is_confidential === true,
      spare: Math.min(spareContacts, mostContacts - (sent.typed ?? typedOf(row)).contacts.length),
      to: { send: visit.at('changements'), back: visit.at() },
    },
    { title: faults.length > 0 ? `À revoir : ${title}` : title, status: faults.length > 0 ? 422 : 200 },
  )
}

async function propose(call: PublicCall, visit: LinkVisit, row: RecordRow): Promise<PublicAnswer> {
  const typed = typedIn(call.form)
  const remark = textOf(call.form, 'remark')?.slice(0, 4000)
  const base = baseIn(call.form) ?? { version: row.version, ...typedOf(row) }
  const isConfidential = row.is_confidential === true
  const { fields, faults } = changesIn(typed, base, { isConfidential, known: row.contacts, newId })
  const hasNothing = Object.keys(fields).length === 0 && !remark
  const nothing: Fault = {
    at: sections[0]?.asks[0]?.name ?? 'name',
    message:
      'Rien n’est changé. Corrigez ce qui doit l’être, ou revenez à la fiche pour dire qu’elle est exacte.',
  }
  const all = hasNothing && faults.length === 0 ? [nothing] : faults
  if (all.length > 0) {
    return edit(visit, row, { typed, remark, faults: all, base: textOf(call.form, 'base') })
  }
  await put(call.db, visit, row, base.version, {
    kind: 'proposed',
    fields: { ...fields, ...(remark && { remark }) },
  })
  return leadTo(visit.at('merci'))
}

async function emailOf({ db }: PublicCall): Promise<string> {
  const { email } = await db.selectFrom('correspondent').select('email').executeTakeFirstOrThrow()
  return email
}

async function askLeave(call: PublicCall, visit: LinkVisit, row: RecordRow, faults: readonly Fault[] = []) {
  return show(
    'ServiceLeavePage',
    {
      name: row.name,
      email: await emailOf(call),
      who: textOf(call.form, 'who') ?? '',
      remark: textOf(call.form, 'remark') ?? '',
      faults,
      to: { send: visit.at('retrait'), back: visit.at() },
    },
    { title: faults.length > 0 ? `À revoir : ${title}` : title, status: faults.length > 0 ? 422 : 200 },
  )
}

async function leave(call: PublicCall, visit: LinkVisit, row: RecordRow): Promise<PublicAnswer> {
  const who = textOf(call.form, 'who')
  if (who !== 'not_me' && who !== 'not_us') {
    return askLeave(call, visit, row, [{ at: 'who', message: 'Dites ce que vous voulez retirer.' }])
  }
  const remark = textOf(call.form, 'remark')?.slice(0, 4000)
  await put(call.db, visit, row, row.version, { kind: who, remark })
  return leadTo(visit.at('merci'))
}

const sayings: Readonly<Record<RefreshReplyKind, string>> = {
  confirmed: 'Vous avez confirmé que la fiche est exacte. Elle porte désormais la date de ce jour.',
  proposed:
    'Vos changements nous sont parvenus. Une personne de notre équipe les relit avant qu’ils ne paraissent.',
  not_me: 'Vos coordonnées ne sont plus montrées hors de la plateforme, et nous ne vous écrirons plus.',
  not_us: 'Votre service n’est plus montré hors de la plateforme, et nous ne vous écrirons plus.',
}

async function thankFor({ db }: PublicCall, visit: LinkVisit): Promise<PublicAnswer> {
  const last = await db
    .selectFrom('refresh_reply')
    .select('kind')
    .orderBy('replied_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? thanks(visit, sayings[last.kind]) : leadTo(visit.at())
}

const thanks = (visit: LinkVisit, said: string): Promise<PublicAnswer> =>
  show('ServiceThanksPage', { said, back: visit.at() }, { title })
