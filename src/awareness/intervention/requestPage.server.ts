import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import {
  type Fields,
  leadTo,
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
} from '#kernel/public/public.server.ts'
import { Throttle } from '#kernel/throttle.server.ts'
import { digestOf } from './evaluation.server.ts'
import { RequestFields, RequestWords } from './requestContract.ts'
import { requestPlace } from './sealed.server.ts'

const title = 'Demander une intervention'
const path = '/professionnels/intervention'

/** Several from one place in an hour: each waits a little longer and is marked, none is refused. */
const pace = new Throttle({ free: 5, longest: 8 })

// Neither 0 nor O, neither 1 nor I nor L: people read it over the telephone.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const newReference = (): string =>
  `DI-${Array.from({ length: 6 }, () => letters[randomInt(letters.length)] ?? '2').join('')}`

/** What was typed, by the name of its field. */
export type Typed = Readonly<Record<string, string>>

const names = [...Object.keys(RequestWords.shape), ...Object.keys(RequestFields.shape)]

const typedIn = (form: Fields): Typed =>
  Object.fromEntries(names.map((name) => [name, textOf(form, name)?.slice(0, 3000) ?? '']))

/** What was typed, checked; or what is wrong with it, field by field. */
function read(typed: Typed) {
  const given = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text || null]))
  const words = RequestWords.safeParse({ ...given, ...texts(typed) })
  const fields = RequestFields.safeParse({
    ...given,
    departement: typed.departement || null,
    expected: typed.expected ? Number(typed.expected.replace(/\s/g, '')) : undefined,
  })
  const faults = new Map<string, string>()
  for (const { path: at, message } of [...(words.error?.issues ?? []), ...(fields.error?.issues ?? [])])
    faults.set(String(at[0]), at[0] === 'audience' ? 'Choisissez un secteur.' : message)
  const [from, to] = [fields.data?.wishedFrom, fields.data?.wishedTo]
  if (from && to && to < from) faults.set('wishedTo', 'Cette date précède la première.')
  return faults.size === 0 && words.success && fields.success
    ? { words: words.data, fields: fields.data }
    : { faults: Object.fromEntries(faults) }
}

/** What must be written is an empty text rather than nothing, for its own message. */
const texts = ({ organisation = '', name = '', email = '', subject = '' }: Typed) => ({
  organisation,
  name,
  email,
  subject,
})

/** The form, and what it makes of what was typed. */
async function ask(call: PublicCall): Promise<PublicAnswer> {
  const { form, isPost, transact, letterbox, address } = call
  if (!isPost) {
    const blank = { action: path, form: randomBytes(16).toString('hex'), typed: {} }
    return show('InterventionForm', blank, { title })
  }
  const sent = textOf(form, 'form')?.slice(0, 64) || randomBytes(16).toString('hex')
  const typed = typedIn(form)
  const { words, fields, faults } = read(typed)
  if (!words)
    return show(
      'InterventionForm',
      { action: path, form: sent, typed, faults: faults ?? {} },
      { title, status: 422 },
    )
  const wait = pace.waitOf(address)
  pace.failed(address)
  // Before any connection is taken: whoever hurries makes only themselves wait.
  if (wait > 0) await sleep(wait * 1000)
  const id = newId()
  const { audience, departement, expected, wishedFrom, wishedTo } = fields
  const sealed = letterbox(requestPlace(id), JSON.stringify(words))
  const { rows } = await transact((db) =>
    sql<{ reference: string }>`
      select ask_intervention(${id}, ${digestOf(sent)}, ${newReference()}, ${audience}, ${departement}, ${expected},
        ${wishedFrom}, ${wishedTo}, ${sealed}, ${wait > 0}) as reference`.execute(db),
  )
  return leadTo(`${path}/${rows[0]?.reference ?? ''}`)
}

/** The receipt: its reference is in its address, to keep or not. */
const receipt = ({ params }: PublicCall): Promise<PublicAnswer> =>
  /^DI-[2-9A-HJKMNP-Z]{6}$/.test(params.reference ?? '')
    ? show('InterventionReceipt', { reference: params.reference ?? '' }, { title })
    : Promise.resolve(leadTo(path))

/** The pages where an organisation asks for an intervention. */
export const interventionPages: readonly PublicPage[] = [
  { path, receives: true, isBare: true, run: ask },
  { path: `${path}/:reference`, unlisted: true, isBare: true, run: receipt },
]
