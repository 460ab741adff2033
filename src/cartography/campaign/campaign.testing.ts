import { Temporal } from 'temporal-polyfill'
import type { Mail, Message } from '#kernel/mail.server.ts'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import type { QuestionnaireAddressee } from '#vocabulary'
import { addPeople, createCampaign, launchCampaign, readBoard, readCampaignChoices } from './contract.ts'

const inDays = (days: number): string => Temporal.Now.plainDateISO('Europe/Paris').add({ days }).toString()

/** What a campaign of a test says of itself. */
export const told = {
  name: 'Campagne inventée',
  year: 2026,
  purpose: 'La plateforme demande qui fait quoi.',
  readers: 'Deux cartographes de la plateforme.',
  contact: 'Camille Exemple, 01 99 00 00 00',
  minutes: 30,
  opensOn: inDays(-1),
  closesOn: inDays(30),
}

/** A campaign that runs, with one person for each addressee of the named authorities. */
export async function runningCampaign(
  keeper: Person,
  given: {
    readonly authorities: readonly string[]
    readonly addressees?: readonly QuestionnaireAddressee[]
    readonly people?: readonly string[]
    readonly with?: Partial<typeof told>
  },
) {
  const choices = await keeper.ok(readCampaignChoices)
  const addressees = given.addressees ?? ['crip', 'ase']
  const authorityIds = given.authorities.map((code) => {
    const found = choices.authorities.find(({ departements }) => departements.includes(code))
    if (!found) throw new Error(`nobody answers for ${code}`)
    return found.id
  })
  const surveys = addressees.map((addressee) => {
    const version = choices.versions.find((one) => one.addressee === addressee)
    if (!version) throw new Error(`no questionnaire for ${addressee}`)
    return { addressee, versionId: version.id }
  })
  const { id } = await keeper.ok(createCampaign, { input: { ...told, ...given.with, surveys, authorityIds } })
  const people = (given.people ?? ['Ondine']).flatMap((name) =>
    given.authorities.flatMap((authority) =>
      addressees.map((addressee) => ({
        authority,
        addressee,
        name: `${name} ${authority} ${addressee}`,
        email: `${name}.${authority}.${addressee}@service.example`.toLowerCase(),
      })),
    ),
  )
  if (people.length > 0) await keeper.ok(addPeople, { params: { id }, input: { people } })
  await keeper.ok(launchCampaign, { params: { id }, version: 1 })
  const targetOf = async (authority: string, addressee: QuestionnaireAddressee) => {
    const board = await keeper.ok(readBoard, { params: { id } })
    const cell = board.rows.find(({ departements }) => departements.includes(authority))?.cells[addressee]
    if (!cell) throw new Error(`${authority} is not asked`)
    return cell.targetId
  }
  return { id, targetOf }
}

/** A letter box for every message of a test. */
export function letterBox(): {
  readonly mail: Mail
  readonly messages: Message[]
  readonly pathTo: (email: string) => string
} {
  const messages: Message[] = []
  return {
    messages,
    mail: {
      isConfigured: true,
      send: async (message) => void messages.push(message),
      verify: async () => undefined,
      close: () => undefined,
    },
    pathTo: (email) => {
      const path = messages.findLast(({ to }) => to === email)?.text.match(/\/lien\/\S+/)?.[0]
      if (!path) throw new Error(`nothing was written to ${email}`)
      return path
    },
  }
}

/** A browser without a script: what the page shows, and its form sent with some fields changed. */
export function respondent(desk: TestDesk, path: string) {
  const ask = async (at: string, init: RequestInit = {}) => {
    const response = await fetch(new URL(at, desk.url), { redirect: 'manual', ...init })
    return {
      status: response.status,
      html: await response.text(),
      to: response.headers.get('location') ?? '',
      headers: response.headers,
    }
  }
  const open = (part = '') => ask(part.startsWith('/lien/') ? part : path + part)
  const post = (part: string, fields: Record<string, string | string[]>) =>
    ask(path + part, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(
        Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
      ).toString(),
    })
  return {
    open,
    post,
    /** What the form of a page holds before anything is typed. */
    formOf: async (part: string) => hiddenIn((await open(part)).html),
  }
}

const plain = (text: string): string =>
  text.replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** The hidden fields of a page, and what is already chosen or typed in it. */
export function hiddenIn(html: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
    if (!name) continue
    if (/type="(radio|checkbox)"/.test(tag) && !/checked=""/.test(tag)) continue
    found[name] = plain(value)
  }
  for (const [, attributes = '', text = ''] of html.matchAll(/<textarea([^>]*)>([^<]*)<\/textarea>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)?.[1]
    if (name) found[name] = plain(text)
  }
  return found
}

/** Answers every page of a questionnaire with the least that lets one go on. */
export async function fill(who: ReturnType<typeof respondent>, phenomenon: 'yes' | 'no') {
  let at = '/questions'
  for (let pages = 0; pages < 30; pages += 1) {
    const page = await who.open(at)
    if (page.to.endsWith('/relecture')) return
    const form = hiddenIn(page.html)
    const least: Record<string, string> = {}
    for (const [, name = '', value = ''] of page.html.matchAll(
      /type="radio" (?:id="[^"]*" )?name="([^"]*)" value="([^"]*)"/g,
    )) {
      if (form[name] === undefined && least[name] === undefined) least[name] = value
    }
    if (page.html.includes('q.phenomenon_met')) least['q.phenomenon_met'] = phenomenon
    const sent = await who.post('/questions', { ...form, ...least, act: 'next' })
    // An answer that opens other questions on its page has them asked before going on.
    if (sent.status === 200 && sent.html.includes('Votre réponse ouvre')) {
      at = `/questions/${form.page}`
      continue
    }
    if (sent.status !== 303) {
      throw new Error(
        `${at} ${form.page} ${sent.html.match(/<div class="summary"[\s\S]*?<\/div>/)?.[0] ?? sent.status}`,
      )
    }
    at = sent.to
    if (at.endsWith('/relecture')) return
  }
  throw new Error('the questionnaire has no end')
}

/** The first page of each of the four questionnaires. */
export const first = '/questions/frequence'
