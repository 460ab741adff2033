import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
  textsOf,
} from '#kernel/public/public.server.ts'
import { scriptFile } from '#kernel/public/script.server.ts'
import { codeOf } from '#kernel/server.server.ts'
import { drop, receiptOf } from './drop.server.ts'
import { Pace } from './pace.server.ts'
import { isProven, proofAsked } from './proof.server.ts'
import { readForm } from './read.server.ts'

const title = 'Nous écrire'
const address = '/ecrire'
/** Where the calculation of the form is. */
export const proofScript = '/ecrire/calcul.js'

/** The form, blank or as it was filled. */
async function form(
  call: PublicCall,
  options: {
    readonly faults?: ReturnType<typeof readForm>['faults']
    readonly isDown?: boolean
    readonly status?: number
  } = {},
): Promise<PublicAnswer> {
  const token = textOf(call.form, 'envoi')?.slice(0, 64) ?? randomUUID()
  const one = (name: string) => textOf(call.form, name) ?? ''
  const given = Object.fromEntries(
    [
      'writer',
      'text',
      'departement',
      'place',
      'age',
      'worry',
      'call',
      'channel',
      'value',
      'name',
      'answerers',
      'voicemail',
      'precautions',
    ].map((name) => [name, one(name)]),
  )
  return show(
    'WriteForm',
    {
      action: address,
      token,
      proof: await proofAsked(call.keys, token),
      script: proofScript,
      given,
      days: textsOf(call.form, 'days'),
      hours: textsOf(call.form, 'hours'),
      faults: options.faults ?? {},
      isDown: options.isDown ?? false,
    },
    { title, scripts: true, status: options.status ?? 200 },
  )
}

/** The page that takes a message: it stands without the database, so that nothing typed is lost when it does not answer. */
export function writePage(pace: Pace): PublicPage {
  return {
    path: address,
    receives: true,
    isBare: true,
    bodyLimit: 200_000,
    run: async (call) => {
      if (!call.isPost) return await form(call)
      const { head, letter, faults } = readForm(call.form)
      if (!letter) return await form(call, { faults, status: 422 })
      // A form that lost its mark, or that was made by hand, is a form all the same.
      const token = textOf(call.form, 'envoi')?.slice(0, 64) ?? randomBytes(16).toString('hex')
      const proven = await isProven(call.keys, token, textOf(call.form, 'preuve'))
      const { isFrequent } = await pace.take(call.keys, call.address, proven)
      try {
        await call.transact((db) => drop(db, call, { token, head, letter, isProven: proven, isFrequent }))
      } catch (error) {
        if (codeOf(error) !== 'unavailable') throw error
        return await form(call, { isDown: true, status: 503 })
      }
      // Shown here and not at an address of its own: nothing of it stays in the history.
      return await show(
        'WriteDone',
        {
          receipt: receiptOf(call.keys, token),
          wantsCall: letter.reach !== null,
          isUrgent: head.worry === 'today',
        },
        { title },
      )
    },
  }
}

/** What anyone may write by. */
export const writePages: readonly PublicPage[] = [
  writePage(new Pace()),
  scriptFile(proofScript, join(import.meta.dirname, 'proof.js')),
]
