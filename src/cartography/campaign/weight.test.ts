import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { type QuestionnaireAddressee, questionnaireAddressee } from '#vocabulary'
import { referenceSurveys } from '../survey/questionnaires/index.ts'
import { respondent, runningCampaign } from './campaign.testing.ts'
import { answerByTelephone } from './contract.ts'

let desk: TestDesk
let carole: Person
beforeAll(async () => {
  desk = await openTestDesk()
  carole = await desk.people.cartographer('Carole')
})
afterAll(() => desk.close())

/** Everything in a page that a keyboard stops at, and how it is named. */
function namelessIn(html: string): string[] {
  const labelled = new Set([...html.matchAll(/<label[^>]*\bfor="([^"]+)"/g)].map(([, id]) => id))
  const inLabel = html.replaceAll(/<label[^>]*>(?:(?!<\/label>).)*<\/label>/gs, '')
  return [...inLabel.matchAll(/<(input|select|textarea)\b[^>]*>/g)].flatMap(([tag]) => {
    const id = /\bid="([^"]+)"/.exec(tag)?.[1]
    const isNamed =
      /type="hidden"/.test(tag) || /aria-label/.test(tag) || (id !== undefined && labelled.has(id))
    return isNamed ? [] : [tag]
  })
}

test.each(questionnaireAddressee.codes)(
  'every page that %s is asked is light, named, and asks nothing of a script, a cookie or another site',
  async (addressee: QuestionnaireAddressee) => {
    const { targetOf } = await runningCampaign(carole, {
      authorities: ['974'],
      addressees: [addressee],
      people: [],
    })
    const id = await targetOf('974', addressee)
    const { path } = await carole.ok(answerByTelephone, { params: { id }, input: { name: 'Odile Fictif' } })
    const who = respondent(desk, path)
    const first = '/questions/frequence'
    await who.post('/questions', { ...(await who.formOf(first)), 'q.phenomenon_met': 'yes', act: 'save' })
    const survey = referenceSurveys.find((one) => one.addressee === addressee)?.survey
    const pages = ['', ...(survey?.pages ?? []).map(({ name }) => `/questions/${name}`)]
    expect(pages.length).toBeGreaterThan(5)
    for (const part of [...pages, '/relecture', '/reponse', '/refus', '/collegue']) {
      const { status, html, headers } = await who.open(part)
      expect([part, status]).toEqual([part, 200])
      expect(Buffer.byteLength(html), part).toBeLessThan(60_000)
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('x-robots-tag')).toContain('noindex')
      // The one script is ours, and the form goes without it.
      const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
      expect(scripts.filter((tag) => !tag.includes('src="/questionnaire/saisie.js"'))).toEqual([])
      expect(html).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//)
      expect(html).not.toMatch(/\son\w+=|<iframe|@import|tabindex="[1-9]/i)
      expect(namelessIn(html), part).toEqual([])
      if (part.startsWith('/questions')) expect(html).toMatch(/<form [^>]*method="post"/)
    }
  },
)
