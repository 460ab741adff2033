import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runJobs } from '#kernel/testing/jobs.server.ts'
import { openDraft, publishVersion, readSurvey, readSurveyVersion, saveDraft } from '../survey/contract.ts'
import type { Survey } from '../survey/shape.ts'
import { letterBox, respondent, runningCampaign } from './campaign.testing.ts'
import { closeCampaign, readCampaignChoices } from './contract.ts'

let desk: TestDesk
let carole: Person
const box = letterBox()
beforeAll(async () => {
  desk = await openTestDesk()
  carole = await desk.people.cartographer('Carole')
  await publishInEnglish()
})
afterAll(() => desk.close())

/** The questionnaire of the CRIP in its next version, a page of which is in English too, and one question in Spanish. */
async function publishInEnglish() {
  const { versions } = await carole.ok(readCampaignChoices)
  const asked = versions.find(({ addressee }) => addressee === 'crip')
  const [row] = await desk.sql<{ id: string }>('select survey_id as id from survey_version where id = $1', [
    asked?.id,
  ])
  const params = { id: row?.id ?? '' }
  const draft = await carole.ok(openDraft, { params })
  const { content, version } = await carole.ok(readSurveyVersion, { params: { id: draft.id } })
  const [first, ...rest] = content.pages
  if (!first) throw new Error('no page')
  const words = (text: unknown) => (typeof text === 'string' ? text : '')
  const translated: Survey = {
    ...content,
    title: { default: words(content.title), en: 'What you meet' },
    pages: [
      {
        ...first,
        title: { default: words(first.title), en: 'How much of it' },
        elements: first.elements.map((question) =>
          question.name === 'phenomenon_met'
            ? {
                ...question,
                title: { default: words(question.title), en: 'Have you met it?', es: '¿Lo han visto?' },
              }
            : question,
        ),
      },
      ...rest,
    ],
  }
  const saved = await carole.ok(saveDraft, {
    params: { id: draft.id },
    version,
    input: { content: translated },
  })
  const { versions: all } = await carole.ok(readSurvey, { params })
  const number = all.find(({ id }) => id === draft.id)?.number
  await carole.ok(publishVersion, {
    params: { id: draft.id },
    version: saved.version,
    input: { confirmation: `version ${number}` },
  })
}

async function opened(authority: string) {
  const campaign = await runningCampaign(carole, { authorities: [authority], addressees: ['crip'] })
  await runJobs(desk, { mail: box.mail })
  return { ...campaign, who: respondent(desk, box.pathTo(`ondine.${authority}.crip@service.example`)) }
}

/** French that the pages say of themselves, wherever it would be left. */
const french =
  /Continuer|Page précédente|Enregistrer|réponse nécessaire|Avancement|Aller au contenu|N’écrivez|Commencer|En pratique|Relire|signez|Rien ne manque|Revenir|Pour quel motif|à revoir|Cette réponse|Inviter|Votre /

test('a respondent reads every page in the language that they choose, from one address to the next and without a cookie', async () => {
  const { who } = await opened('33')
  const welcome = await who.open()
  expect(welcome.html).toContain('<html lang="fr">')
  expect(welcome.html).toMatch(/<a href="\?langue=en" lang="en"[^>]*>English<\/a>/)
  expect(welcome.html).toMatch(/<a href="\?langue=es"[^>]*>español<\/a>/)
  const english = await who.open('?langue=en')
  expect(english.html).toContain('<html lang="en">')
  expect(english.html).toContain('What you meet')
  expect(english.html).toContain('Hello Ondine 33 crip')
  expect(english.html).toContain('href="?langue=fr"')
  const links = [...english.html.matchAll(/href="(\/lien[^"]*)"/g)].map((found) => found[1] ?? '')
  expect(links.length).toBeGreaterThan(2)
  for (const link of links) {
    expect(link).toContain('langue=en')
    const page = await who.open(link)
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(page.html).toContain('<html lang="en">')
    // What the platform wrote of its campaign, and the parts that nobody translated, stay in French and say so.
    expect(page.html.replaceAll(/<[a-z0-9]+[^>]* lang="(?:fr|en)"[^>]*>[^<]*/g, '')).not.toMatch(french)
  }
})

test('faults, hints and what follows are told in that language, and the form goes on in it', async () => {
  const { who } = await opened('35')
  const page = await who.open('/questions/frequence?langue=en')
  expect(page.html).toContain('Page 1 of')
  expect(page.html).toContain('How much of it')
  const form = await who.formOf('/questions/frequence?langue=en')
  const refused = await who.post('/questions?langue=en', { ...form, act: 'next' })
  expect([refused.status, refused.html.includes('This answer is needed.')]).toEqual([422, true])
  expect(refused.html).toContain('One answer needs another look')
  const longer = await who.post('/questions?langue=en', { ...form, 'q.phenomenon_met': 'yes', act: 'next' })
  expect(longer.html).toContain('more questions on this page')
  const filled = await who.formOf('/questions/frequence?langue=en')
  const wrong = await who.post('/questions', { ...filled, 'q.situations_count': 'many', act: 'next' })
  expect(wrong.html).toContain('Write a number, for example 12.')
  const next = await who.post('/questions', { ...filled, act: 'next' })
  expect(next.to).toMatch(/questions\/\w+\?langue=en$/)
  const unsigned = await who.open('/relecture?langue=en')
  expect(unsigned.html).toContain('Before sending, there is still to complete:')
})

test('changing the language on a page where one writes keeps what is written', async () => {
  const { who } = await opened('29')
  const form = await who.formOf('/questions/frequence')
  const sent = await who.post('/questions', { ...form, 'q.trend': 'up', parler: 'en' })
  expect(sent.to).toMatch(/questions\/frequence\?langue=en$/)
  expect(await who.formOf('/questions/frequence?langue=en')).toMatchObject({ 'q.trend': 'up', langue: 'en' })
  const back = await who.post('/questions?langue=en', {
    ...(await who.formOf('/questions/frequence?langue=en')),
    parler: 'fr',
  })
  expect(back.to).toMatch(/questions\/frequence$/)
})

test('a language that the questions have and the pages do not yet speak is read with the rest in French', async () => {
  const { who, id } = await opened('56')
  const page = await who.open('/questions/frequence?langue=es')
  expect(page.html).toContain('¿Lo han visto?')
  expect(page.html).toContain('Continuer')
  expect(page.html).toContain('<html lang="fr">')
  const form = await who.formOf('/questions/frequence?langue=en')
  await carole.ok(closeCampaign, { params: { id }, version: 2 })
  const late = await who.post('/questions?langue=en', { ...form, 'q.trend': 'up', act: 'next' })
  expect([late.status, late.html.includes('This campaign is closed')]).toEqual([409, true])
})
