import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { addAction } from '#listening/action/contract.ts'
import { createCallback } from '#listening/callback/contract.ts'
import { createContact, detachContact, finaliseContact, readContact } from '#listening/contact/contract.ts'
import { matchSituations } from '#listening/matching/contract.ts'
import { measure } from '#vocabulary'
import {
  addPlace,
  assignSituation,
  changeStage,
  createSituation,
  linkSituations,
  listSituations,
  mergeSituations,
  readSituation,
  type SituationChanges,
  saveSituation,
  undoMerge,
} from './contract.ts'

let desk: TestDesk
let ana: Person
let team: Person[]

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  team = [ana, await desk.people.listener('Bilal'), await desk.people.coordinator('Chloé')]
})
afterAll(() => desk.close())

const open = (given: SituationChanges = {}) => ana.ok(createSituation, { input: given })
const read = (id: string) => ana.ok(readSituation, { params: { id } })
const merge = async (keep: string, absorb: string) =>
  ana.ok(mergeSituations, {
    params: { id: keep },
    version: (await read(keep)).version,
    input: { absorb },
  })
const undo = (id: string) => ana.ok(undoMerge, { params: { id } })

async function addContact(situationId: string, day: number): Promise<string> {
  const { id, version } = await ana.ok(createContact, {
    input: {
      channel: 'phone',
      direction: 'inbound',
      situationId,
      occurredAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    },
  })
  await ana.ok(finaliseContact, {
    params: { id },
    version,
    input: {
      changes: {
        narrative: `Jour ${day}`,
        observations: [{ kind: 'problem', code: 'runaway', presence: 'present', source: null }],
        actions: [
          {
            id: crypto.randomUUID(),
            kind: 'documentation_sent',
            adviceFields: [],
            orientationKind: null,
            note: `Envoi ${day}`,
          },
        ],
      },
    },
  })
  return id
}
const addAct = async (id: string) =>
  (
    await ana.ok(addAction, {
      params: { id },
      input: { kind: 'ip_sent', adviceFields: [], orientationKind: null, note: 'Note' },
    })
  ).id
const addCall = async (input: { situationId: string; contactId?: string }) =>
  (
    await ana.ok(createCallback, {
      input: {
        ...input,
        whom: 'Le père',
        phone: null,
        why: null,
        precautions: null,
        assigneeId: null,
        opensAt: '2027-01-01T10:00:00Z',
        closesAt: '2027-01-01T11:00:00Z',
      },
    })
  ).id
const addHome = async (id: string) =>
  (
    await ana.ok(addPlace, {
      params: { id },
      input: { role: 'placement', departement: '59', since: null, until: null, address: 'Foyer' },
    })
  ).id

/** All that a person reads of a file, but for what a merge and its undo are meant to leave behind. */
async function reading(id: string) {
  const { version, merges, ...rest } = await read(id)
  const [facts] = await desk.sql(
    `select json_agg(f order by kind, code) as facts from situation_fact f where situation_id = $1`,
    [id],
  )
  return { ...rest, ...facts }
}

test('an absorbed file leads to the one that stays, which shows everything of both; undoing gives each its own again', async () => {
  const kept = await open({ firstName: 'Lou', measures: ['aemo'], note: 'Note de Lou' })
  const absorbed = await open({ firstName: 'Louise', age: 14, measures: ['aemo', 'mjie'] })
  const sister = await open()
  await addContact(kept.id, 3)
  const contact = await addContact(absorbed.id, 1)
  await addAct(absorbed.id)
  await addCall({ situationId: absorbed.id })
  await addCall({ situationId: absorbed.id, contactId: contact })
  await addHome(absorbed.id)
  await ana.ok(assignSituation, { params: { id: absorbed.id, account: team[1]?.id ?? '' } })
  await ana.ok(linkSituations, { params: { id: sister.id, other: absorbed.id }, input: { kind: 'sibling' } })
  await ana.ok(changeStage, {
    params: { id: absorbed.id },
    version: (await read(absorbed.id)).version,
    input: { to: 'dormant', closingReason: null },
  })
  const before = await Promise.all([kept.id, absorbed.id, sister.id].map(reading))

  const { mergeId } = await merge(kept.id, absorbed.id)
  const whole = await read(kept.id)
  expect(whole).toMatchObject({
    firstName: 'Lou',
    note: 'Note de Lou',
    stage: 'open',
    contactCount: 2,
    measures: ['aemo', 'mjie'],
    assigned: [{ name: 'Ana' }, { name: 'Bilal' }],
    links: [{ situation: { id: sister.id }, kind: 'sibling', isReversed: true }],
    merges: [{ id: mergeId, absorbed: { id: absorbed.id, reference: absorbed.reference }, undoneAt: null }],
  })
  expect(whole.contacts.map((one) => one.narrative)).toEqual(['Jour 1', 'Jour 3'])
  expect([whole.actions, whole.callbacks, whole.places, whole.stageChanges].map((all) => all.length)).toEqual(
    [3, 2, 1, 1],
  )
  expect((await read(sister.id)).links).toMatchObject([{ situation: { id: kept.id } }])
  expect(await read(absorbed.id)).toMatchObject({
    firstName: 'Louise',
    contacts: [],
    mergedInto: { id: kept.id, reference: kept.reference },
    abilities: { edit: false, reopen: false, merge: false },
  })
  const { items } = await ana.ok(listSituations, { query: { limit: 100 } })
  expect(items.map((row) => row.id)).not.toContain(absorbed.id)
  const refused = await ana.call(saveSituation, {
    params: { id: absorbed.id },
    version: (await read(absorbed.id)).version,
    input: { age: 13 },
  })
  expect(refused.refusal?.code).toBe('situation_merged')

  await undo(mergeId)
  expect(await Promise.all([kept.id, absorbed.id, sister.id].map(reading))).toEqual(before)
  expect((await read(kept.id)).merges[0]?.undoneAt).not.toBeNull()
  const again = await ana.call(undoMerge, { params: { id: mergeId } })
  expect(again.refusal?.code).toBe('merge_undone')
})

test('what is added to the file that stays remains there; what was moved elsewhere since stays where it was put', async () => {
  const [kept, absorbed] = [await open(), await open()]
  const [moved, taken] = [await addContact(absorbed.id, 1), await addContact(absorbed.id, 2)]
  const { mergeId } = await merge(kept.id, absorbed.id)
  const added = await addContact(kept.id, 3)
  const home = await addHome(kept.id)
  const call = await addCall({ situationId: kept.id, contactId: moved })
  const { version } = await ana.ok(readContact, { params: { id: taken } })
  await ana.ok(detachContact, { params: { id: taken }, version })
  await undo(mergeId)
  const [one, other] = [await read(kept.id), await read(absorbed.id)]
  expect(one.contacts.map((contact) => contact.id)).toEqual([added])
  expect(one.places.map((place) => place.id)).toEqual([home])
  expect(other.contacts.map((contact) => contact.id)).toEqual([moved])
  expect(other.callbacks.map((callback) => callback.id)).toEqual([call])
  expect((await ana.ok(readContact, { params: { id: taken } })).narrative).toBe('Jour 2')
})

test('whoever was only known to the absorbed file is found under the one that stays, and under its own after undoing', async () => {
  const [kept, absorbed] = [
    await open({ firstName: 'Capucine', departement: '2A' }),
    await open({ firstName: 'Gwenaëlle', phones: ['0699887766'], departement: '2A' }),
  ]
  const find = async () =>
    (
      await ana.ok(matchSituations, {
        input: { clues: { phones: ['+33 6 99 88 77 66'] }, contactId: crypto.randomUUID() },
      })
    ).candidates
  const hashed = async () =>
    (
      await desk.sql<{ id: string }>(
        'select distinct situation_id as id from lookup_key where situation_id = any ($1)',
        [[kept.id, absorbed.id]],
      )
    ).map((row) => row.id)
  const { mergeId, version } = await merge(kept.id, absorbed.id)
  expect(await hashed()).toEqual([kept.id])
  await ana.ok(saveSituation, { params: { id: kept.id }, version, input: { firstName: 'Cap' } })
  expect(await hashed()).toEqual([kept.id])
  const [row] = await desk.sql<{ count: number }>(
    'select count(*) from lookup_key where situation_id = $1 and hash = $2',
    [kept.id, desk.keys.lookup('phone', '+33699887766')],
  )
  expect(row?.count).toBe(1)
  await undo(mergeId)
  expect((await find()).map((one) => one.situationId)).toEqual([absorbed.id])
})

test('a file is not merged with itself, nor twice, nor from an old version, nor when it is closed', async () => {
  const [one, two, three] = [await open(), await open(), await open()]
  const ask = async (keep: string, absorb: string, version?: number) =>
    (
      await ana.call(mergeSituations, {
        params: { id: keep },
        version: version ?? (await read(keep)).version,
        input: { absorb },
      })
    ).refusal?.code
  expect(await ask(one.id, one.id)).toBe('same_situation')
  expect(await ask(one.id, '019ab000-0000-7000-8000-000000000000')).toBe('not_found')
  expect(await ask(one.id, two.id, 99)).toBe('version_conflict')
  expect(await ask(one.id, two.id)).toBeUndefined()
  expect(await ask(three.id, two.id)).toBe('situation_merged')
  expect(await ask(two.id, three.id)).toBe('situation_merged')
  await ana.ok(changeStage, {
    params: { id: one.id },
    version: (await read(one.id)).version,
    input: { to: 'closed', closingReason: 'protected' },
  })
  expect(await ask(one.id, three.id)).toBe('situation_closed')
})

test('two people who merge the same two files, each its own way, at the same moment: one file stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = [await open(), await open()]
    const [first, second] = [await addContact(one.id, 1), await addContact(two.id, 2)]
    const version = (await read(one.id)).version
    const answers = await Promise.all([
      ana.call(mergeSituations, { params: { id: one.id }, version, input: { absorb: two.id } }),
      ana.call(mergeSituations, { params: { id: two.id }, version, input: { absorb: one.id } }),
    ])
    expect(answers.map((answer) => answer.refusal?.code ?? 'done').toSorted()).toEqual([
      'done',
      'situation_merged',
    ])
    const kept = await read(answers[0].refusal ? two.id : one.id)
    expect(kept.contacts.map((contact) => contact.id)).toEqual([first, second])
  }
})

/** What the history of a few files should come to: each thing belongs where it was put, and is read where that file leads. */
class Model {
  readonly files: readonly string[]
  readonly into = new Map<string, string>()
  readonly merges: { id: string; kept: string; absorbed: string }[] = []
  readonly things: { kind: string; id: string; at: string }[] = []
  readonly links: [string, string][] = []

  constructor(files: readonly string[]) {
    this.files = files
  }
  top(file: string): string {
    const next = this.into.get(file)
    return next ? this.top(next) : file
  }
  put(kind: string, id: string, at: string): void {
    if (!this.things.some((thing) => thing.kind === kind && thing.id === id && thing.at === at))
      this.things.push({ kind, id, at })
  }
  shown(kind: string, file: string): string[] {
    if (this.into.has(file) && !['measure', 'assigned'].includes(kind)) return []
    const found = this.things.filter((thing) => thing.kind === kind && this.top(thing.at) === file)
    return [...new Set(found.map((thing) => thing.id))].toSorted()
  }
  linked(file: string): string[] {
    const ends = this.links.map(([from, to]) => [this.top(from), this.top(to)] as const)
    const far = ends.flatMap(([from, to]) => (from === file ? [to] : to === file ? [from] : []))
    return [...new Set(far.filter((id) => id !== file))].toSorted()
  }
}

const Step = fc.record({
  what: fc.constantFrom(
    ...([
      'contact',
      'contact',
      'action',
      'callback',
      'place',
      'stage',
      'assign',
      'measure',
      'link',
      'detach',
    ] as const),
    ...(['merge', 'merge', 'merge', 'undo', 'undo'] as const),
  ),
  one: fc.nat(),
  two: fc.nat(),
})
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)]

async function take(model: Model, { what, one, two }: Step, day: number): Promise<void> {
  const tops = model.files.filter((file) => !model.into.has(file))
  const at = pick(tops, one) ?? ''
  const other = pick(
    tops.filter((file) => file !== at),
    two,
  )
  switch (what) {
    case 'contact':
      return model.put('contact', await addContact(at, day), at)
    case 'action':
      return model.put('action', await addAct(at), at)
    case 'callback':
      return model.put('callback', await addCall({ situationId: at }), at)
    case 'place':
      return model.put('place', await addHome(at), at)
    case 'stage': {
      const { version, stage } = await read(at)
      const to = stage === 'open' ? 'in_follow_up' : 'open'
      await ana.ok(changeStage, { params: { id: at }, version, input: { to, closingReason: null } })
      const id = (await read(at)).stageChanges
        .map((change) => change.id)
        .toSorted()
        .at(-1)
      return model.put('stage', id ?? '', at)
    }
    case 'assign': {
      const account = pick(team, two)?.id ?? ''
      await ana.ok(assignSituation, { params: { id: at, account } })
      return model.put('assigned', account, at)
    }
    case 'measure': {
      const { version, measures } = await read(at)
      const added = pick(measure.codes.slice(0, 5), two) ?? 'aemo'
      if (measures.includes(added)) return
      await ana.ok(saveSituation, { params: { id: at }, version, input: { measures: [...measures, added] } })
      return model.put('measure', added, at)
    }
    case 'link':
      if (!other) return
      await ana.ok(linkSituations, { params: { id: at, other }, input: { kind: 'peer' } })
      model.links.push([at, other])
      return
    case 'detach': {
      const contact = pick(
        model.things.filter((thing) => thing.kind === 'contact'),
        one,
      )
      if (!contact || contact.at === '') return
      const { version } = await ana.ok(readContact, { params: { id: contact.id } })
      await ana.ok(detachContact, { params: { id: contact.id }, version })
      contact.at = ''
      return
    }
    case 'merge':
      if (!other) return
      model.merges.push({ id: (await merge(at, other)).mergeId, kept: at, absorbed: other })
      model.into.set(other, at)
      return
    case 'undo': {
      const done = pick(model.merges, one)
      if (!done) return
      await undo(done.id)
      model.merges.splice(model.merges.indexOf(done), 1)
      model.into.delete(done.absorbed)
      return
    }
  }
}

async function agree(model: Model): Promise<void> {
  for (const file of model.files) {
    const seen = await read(file)
    const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id).toSorted()
    expect(ids(seen.contacts)).toEqual(model.shown('contact', file))
    expect(ids(seen.actions.filter((action) => action.contactId === null))).toEqual(
      model.shown('action', file),
    )
    expect(seen.actions.filter((action) => action.contactId !== null)).toHaveLength(seen.contacts.length)
    expect(ids(seen.callbacks)).toEqual(model.shown('callback', file))
    expect(ids(seen.places)).toEqual(model.shown('place', file))
    expect(ids(seen.stageChanges)).toEqual(model.shown('stage', file))
    expect(seen.mergedInto?.id ?? file).toBe(model.top(file))
    if (model.into.has(file)) continue
    expect(ids(seen.assigned)).toEqual(model.shown('assigned', file))
    expect(seen.measures.toSorted()).toEqual(model.shown('measure', file))
    expect(ids(seen.links.map((link) => link.situation))).toEqual(model.linked(file))
    expect(seen.contactCount).toBe(seen.contacts.length)
  }
}

test('whatever is attached, merged and undone in whatever order, nothing is lost and everything is read where it belongs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 8, maxLength: 26 }), async (steps) => {
      const files = await Promise.all(Array.from({ length: 4 }, () => open()))
      const model = new Model(files.map((file) => file.id))
      for (const file of model.files) model.put('assigned', ana.id, file)
      for (const [day, step] of steps.entries()) await take(model, step, day)
      await agree(model)
      for (const done of model.merges.splice(0)) {
        await undo(done.id)
        model.into.delete(done.absorbed)
      }
      await agree(model)
    }),
    { numRuns: 6, endOnFailure: true },
  )
}, 120_000)
