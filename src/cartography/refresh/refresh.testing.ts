import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { type Mailbox, openMailbox } from '#kernel/testing/mailbox.server.ts'
import { createService, listProposals, readService } from '../directory/contract.ts'
import { addCorrespondent, handLink, readRefresh } from './contract.ts'

type Made = z.input<(typeof createService)['input']>

/** A desk with a cartographer, a mail server, and what a test does with services that keep their own entry. */
export async function openRefreshDesk() {
  const box: Mailbox = await openMailbox()
  const desk: TestDesk = await openTestDesk()
  const cleo: Person = await desk.people.cartographer('Cléo')
  let count = 0
  const contact = (given: object = {}) => ({
    id: crypto.randomUUID(),
    person: 'Personne Fictive',
    function: 'Coordination',
    phone: '01 99 00 12 34',
    email: `contact.${count}@exemple.test`,
    web: null,
    visibility: 'professionals_only' as const,
    isFrontGate: false,
    ...given,
  })

  /** A service with somebody to write to, and the path of their link. */
  async function linked(given: Partial<Made> = {}) {
    count += 1
    const { id } = await cleo.ok(createService, {
      input: {
        name: `Accueil des Tilleuls ${count}`,
        description: 'Un lieu inventé.',
        kinds: ['day_reception'],
        departements: ['35'],
        minAge: 12,
        organisation: { name: `Association fictive ${count}`, kind: 'association' },
        place: { departement: '35', commune: 'Rennes', address: '1 rue Imaginaire', postcode: '35000' },
        contacts: [contact()],
        ...given,
      },
    })
    const email = `relecture.${count}@exemple.test`
    const somebody = await cleo.ok(addCorrespondent, {
      params: { id },
      input: { name: 'Rémi Fictif', email },
    })
    const { path } = await cleo.ok(handLink, { params: { id: somebody.id } })
    return { id, correspondentId: somebody.id, path, email }
  }

  const record = (id: string) => cleo.ok(readService, { params: { id } })
  const proposalsOf = async (id: string) => (await cleo.ok(listProposals, { query: { service: id } })).items
  const repliesOf = async (id: string) => (await cleo.ok(readRefresh, { params: { id } })).replies
  const settle = () => runJobs(desk, { mail: box.mail() })
  const today = () => Temporal.Now.plainDateISO('Europe/Paris').toString()

  /** A page as a browser without scripts has it: its words, and its form as it would be sent. */
  async function open(path: string) {
    const response = await desk.anyone.fetch(path)
    const html = await response.text()
    return { status: response.status, headers: response.headers, html, form: formIn(html) }
  }

  async function press(path: string, form: URLSearchParams) {
    const response = await desk.anyone.fetch(path, { method: 'POST', body: form })
    const html = await response.text()
    return { status: response.status, to: response.headers.get('location'), html, form: formIn(html) }
  }

  return {
    desk,
    cleo,
    box,
    contact,
    linked,
    record,
    proposalsOf,
    repliesOf,
    settle,
    today,
    open,
    press,
    /** Forgets the messages of the test before. */
    clear: () => {
      box.letters.length = 0
      box.refuses = false
    },
    close: async () => {
      await desk.close()
      await box.close()
    },
  }
}
export type RefreshDesk = Awaited<ReturnType<typeof openRefreshDesk>>

const plain = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What the browser would send if one pressed the button at once. */
function formIn(html: string): URLSearchParams {
  const form = new URLSearchParams()
  const attribute = (tag: string, name: string) =>
    plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type')
    if ((type === 'checkbox' || type === 'radio') && !/\schecked=/.test(tag)) continue
    form.append(attribute(tag, 'name'), attribute(tag, 'value'))
  }
  for (const [, tag = '', inside = ''] of html.matchAll(/<textarea([^>]*)>([^<]*)<\/textarea>/g)) {
    form.append(attribute(tag, 'name'), plain(inside))
  }
  for (const [, tag = '', inside = ''] of html.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option[^>]*value="([^"]*)"[^>]*selected[^>]*>/.exec(inside)?.[1] ?? ''
    form.append(attribute(tag, 'name'), plain(chosen))
  }
  return form
}
