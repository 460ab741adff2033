import { expect } from 'vitest'
import { type DeskOptions, openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { type CallFields, createProjectCall, moveProjectCall, readProjectCall } from './contract.ts'

/** What an organisation answers, in words plainly invented. */
export const whole = {
  organisation: 'Association Imaginaire',
  contact: 'Maud Inventée',
  email: 'maud@exemple.test',
  phone: '',
  title: 'Maraude du soir',
  need: 'Des jeunes ne poussent pas la porte des services.',
  plan: 'Une équipe de deux, trois soirs par semaine.',
  outcome: 'Ils reviennent d’eux-mêmes.',
  budget: 'Un mi-temps et un véhicule.',
  departement: '41',
  amount: '8 000',
}

/** A desk with somebody who keeps the calls and three people who read what is answered. */
export async function openCalls(options: DeskOptions = {}) {
  const desk = await openTestDesk(options)
  const keeper = await desk.people.awareness_officer('Ophélie Fictive')
  const brune = await desk.people.coordinator('Brune Fictive')
  const lou = await desk.people.cartographer('Lou Fictif')
  const noa = await desk.people.analyst('Noa Fictif')
  return { desk, ophelie: keeper, brune, lou, noa, ...stepsOf(desk, keeper, [brune.id, lou.id, noa.id]) }
}
export type Calls = Awaited<ReturnType<typeof openCalls>>

/** What an organisation and the house do, through HTTP; nobody of the organisation has a session. */
function stepsOf(desk: TestDesk, keeper: Person, reviewerIds: readonly string[]) {
  const fields = (): CallFields => ({
    title: 'Aller vers les jeunes en fugue',
    summary: 'Des projets de terrain.',
    terms: 'Un projet local, porté par un organisme à but non lucratif.',
    departements: ['41', '45'],
    amount: 40_000,
    amountEach: 10_000,
    opensOn: '2026-01-01',
    closesOn: '2099-12-31',
    criteria: [
      { label: 'Utilité pour les jeunes', weight: 3 },
      { label: 'Faisabilité', weight: 1 },
    ],
    reviewerIds: [...reviewerIds],
  })
  const open = async (given: Partial<CallFields> = {}) => {
    const { id } = await keeper.ok(createProjectCall, { input: { ...fields(), ...given } })
    await keeper.ok(moveProjectCall, { params: { id }, version: 1, input: { status: 'published' } })
    const { call } = await keeper.ok(readProjectCall, { params: { id } })
    return call
  }
  const post = (path: string, body: BodyInit) =>
    desk.anyone.fetch(path, { method: 'POST', body, redirect: 'manual' })
  const read = async (path: string) => await (await desk.anyone.fetch(path)).text()
  const begin = async (slug: string): Promise<string> => {
    const answer = await post(
      `/appels-a-projets/${slug}`,
      new URLSearchParams({ organisation: whole.organisation, email: whole.email }),
    )
    expect(answer.status).toBe(303)
    return answer.headers.get('location') ?? ''
  }
  const hand = (link: string, given: Partial<typeof whole> = {}, act = 'deposer') =>
    post(`${link}/enregistrer`, new URLSearchParams({ ...whole, ...given, act }))
  const handedIn = async (slug: string) => {
    const link = await begin(slug)
    expect((await hand(link)).headers.get('location')).toBe(link)
    return link
  }
  return { fields, open, post, read, begin, hand, handedIn }
}
