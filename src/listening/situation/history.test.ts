import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { detachContact, readContact } from '#listening/contact/contract.ts'
import { measure } from '#vocabulary'
import { assignSituation, changeStage, linkSituations, saveSituation } from './contract.ts'
import { stepsOf } from './steps.testing.ts'

let desk: TestDesk
let ana: Person
let team: Person[]
let step: ReturnType<typeof stepsOf>

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  team = [ana, await desk.people.listener('Bilal'), await desk.people.coordinator('Chloé')]
  step = stepsOf(ana)
})
afterAll(() => desk.close())

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
      return model.put('contact', await step.addContact(at, day), at)
    case 'action':
      return model.put('action', await step.addAct(at), at)
    case 'callback':
      return model.put('callback', await step.addCall({ situationId: at }), at)
    case 'place':
      return model.put('place', await step.addHome(at), at)
    case 'stage': {
      const { version, stage } = await step.read(at)
      const to = stage === 'open' ? 'in_follow_up' : 'open'
      await ana.ok(changeStage, { params: { id: at }, version, input: { to, closingReason: null } })
      const id = (await step.read(at)).stageChanges
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
      const { version, measures } = await step.read(at)
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
      model.merges.push({ id: (await step.merge(at, other)).mergeId, kept: at, absorbed: other })
      model.into.set(other, at)
      return
    case 'undo': {
      const done = pick(model.merges, one)
      if (!done) return
      await step.undo(done.id)
      model.merges.splice(model.merges.indexOf(done), 1)
      model.into.delete(done.absorbed)
      return
    }
  }
}

async function agree(model: Model): Promise<void> {
  for (const file of model.files) {
    const seen = await step.read(file)
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
      const files = await Promise.all(Array.from({ length: 4 }, () => step.open()))
      const model = new Model(files.map((file) => file.id))
      for (const file of model.files) model.put('assigned', ana.id, file)
      for (const [day, step] of steps.entries()) await take(model, step, day)
      await agree(model)
      for (const done of model.merges.splice(0)) {
        await step.undo(done.id)
        model.into.delete(done.absorbed)
      }
      await agree(model)
    }),
    { numRuns: 6, endOnFailure: true },
  )
}, 120_000)
