import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as autosave from './autosave.ts'
import { type Fields, isSettled, start, statusOf, valuesOf } from './autosave.ts'
import { mergeItems, mergeWords } from './merge.ts'

const saved = (version: number) => ({ version, savedAt: '2026-11-12T14:32:07+01:00' })

describe('what a person types while the server answers', () => {
  test('leaves once, and what is typed meanwhile leaves after', () => {
    let state = autosave.depart(autosave.edit(start({ name: null, age: null }, 1), { name: 'Léa' }))
    expect(state.flight).toEqual({ name: 'Léa' })
    state = autosave.edit(state, { name: 'Léane', age: 15 })
    expect(autosave.depart(state)).toBe(state)
    state = autosave.arrive(state, saved(2))
    expect(valuesOf(state)).toEqual({ name: 'Léane', age: 15 })
    state = autosave.arrive(autosave.depart(state), saved(3))
    expect(isSettled(state)).toBe(true)
    expect(statusOf(state)).toBe('saved')
  })

  test('has nothing to say once put back as it was', () => {
    const state = autosave.edit(autosave.edit(start({ name: 'Léa' }, 1), { name: 'Lé' }), { name: 'Léa' })
    expect(isSettled(state)).toBe(true)
  })

  test('is sent again when it is put back while it was on its way', () => {
    let state = autosave.depart(autosave.edit(start({ name: 'Léa' }, 1), { name: 'Lé' }))
    state = autosave.edit(state, { name: 'Léa' })
    expect(valuesOf(state).name).toBe('Léa')
    state = autosave.depart(autosave.arrive(state, saved(2)))
    expect(state.flight).toEqual({ name: 'Léa' })
  })

  test('goes on without the field that the server refuses, until it is typed again', () => {
    let state = autosave.depart(autosave.edit(start({ at: 1, name: null }, 1), { at: 99, name: 'Léa' }))
    state = autosave.refuseFields(state, { at: 'Cette date est dans le futur.' })
    expect(statusOf(state)).toBe('error')
    expect(autosave.depart(state).flight).toEqual({ name: 'Léa' })
    expect(autosave.depart(autosave.edit(state, { at: 2 })).flight).toEqual({ at: 2, name: 'Léa' })
  })
})

describe('two people on one contact', () => {
  const base = { name: 'Léa', age: 15, words: ['a'] }

  test('each keeps what only they touched', () => {
    const mine = autosave.depart(autosave.edit(start(base, 1), { name: 'Léane' }))
    const state = autosave.meet(mine, { ...base, age: 16 }, 2)
    expect(valuesOf(state)).toEqual({ ...base, name: 'Léane', age: 16 })
    expect(state.conflicts).toEqual([])
  })

  test('choose for the field that both touched, and it does not leave before', () => {
    const mine = autosave.depart(autosave.edit(start(base, 1), { name: 'Léane', age: 14 }))
    const state = autosave.meet(mine, { ...base, name: 'Lila' }, 2)
    expect(statusOf(state)).toBe('conflict')
    expect(autosave.depart(state).flight).toEqual({ age: 14 })
    expect(valuesOf(autosave.resolve(state, { name: 'theirs' })).name).toBe('Lila')
    expect(autosave.depart(autosave.resolve(state, { name: 'mine' })).flight).toEqual({
      name: 'Léane',
      age: 14,
    })
  })

  test('add to one list without contradicting each other', () => {
    const mine = autosave.depart(autosave.edit(start(base, 1), { words: ['a', 'b'] }))
    const state = autosave.meet(mine, { ...base, words: ['c'] }, 2, { words: mergeWords })
    expect(state.conflicts).toEqual([])
    expect(valuesOf(state).words).toEqual(['c', 'b'])
  })

  test('who mark one item of a list differently have to choose', () => {
    const marks = mergeItems((item) => (item as { code: string }).code)
    const before = { signs: [{ code: 'runaway', presence: 'present' }] }
    const mine = { signs: [{ code: 'runaway', presence: 'absent' }] }
    const theirs = { signs: [{ code: 'runaway', presence: 'unknown' }] }
    const state = autosave.depart(autosave.edit(start(before, 1), mine))
    expect(autosave.meet(state, theirs, 2, { signs: marks }).conflicts).toEqual(['signs'])
    expect(autosave.meet(state, { signs: [] }, 2, { signs: marks }).conflicts).toEqual(['signs'])
  })

  test('a server that trims a text or writes an instant its own way contradicts nobody', () => {
    const before = { name: null, at: '2026-11-12T14:32:00+01:00', age: null }
    let state = autosave.depart(autosave.edit(start(before, 1), { name: 'Léa ' }))
    state = autosave.edit(autosave.arrive(state, saved(2)), {
      name: 'Léa M',
      at: '2026-11-12T14:00:00+01:00',
    })
    const current = { name: 'Léa', at: '2026-11-12T13:32:00.000Z', age: 15 }
    state = autosave.meet(autosave.depart(state), current, 3)
    expect(state.conflicts).toEqual([])
    expect(valuesOf(state)).toEqual({ name: 'Léa M', at: '2026-11-12T14:00:00+01:00', age: 15 })
  })

  test('one’s own words, heard but not acknowledged, are no one else’s', () => {
    let state = autosave.lose(autosave.depart(autosave.edit(start(base, 1), { name: 'Léan' })))
    expect(statusOf(state)).toBe('offline')
    state = autosave.depart(autosave.edit(state, { name: 'Léane' }))
    state = autosave.meet(state, { ...base, name: 'Léan' }, 2)
    expect(state.conflicts).toEqual([])
    expect(autosave.depart(state).flight).toEqual({ name: 'Léane' })
  })
})

test('a value that was refused and is then given up asks for no correction', () => {
  let state = autosave.depart(autosave.edit(start({ name: '' }, 1), { name: 'Léan' }))
  state = autosave.refuseFields(state, { name: 'Refusé.' })
  state = autosave.meet(state, { name: 'Léane' }, 2)
  state = autosave.resolve(state, { name: 'theirs' })
  expect(state.refused).toEqual({})
  expect(isSettled(state)).toBe(true)
})

const names = ['name', 'place', 'story'] as const
const field = fc.constantFrom(...names)
const side = fc.constantFrom('mine' as const, 'theirs' as const)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type' as const), field }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('depart' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('other writes' as const), field }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lost going' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lost coming back' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late arrives' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refused' as const), field }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('choose' as const), field, side }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('killed' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** A server with versions, another writer, a network that loses, and a person who types; it checks as it goes. */
class World {
  server: { version: number; fields: Fields } = { version: 1, fields: { name: '', place: '', story: '' } }
  state = start(this.server.fields, 1)
  count = 0
  /** Typed by me, and neither heard by the server nor given up by choice. */
  owed = new Map<string, string>()
  /** Values of the other that I wrote over knowing them. */
  accepted = new Set<unknown>()
  byOther = new Set<unknown>()
  late: { changes: Fields; version: number }[] = []

  #hear(changes: Fields, version: number): boolean {
    if (version !== this.server.version) return false
    for (const [name, value] of Object.entries(changes)) {
      const before = this.server.fields[name]
      if (this.byOther.has(before)) expect(this.accepted).toContain(before)
      if (this.owed.get(name) === value) this.owed.delete(name)
    }
    this.server = { version: version + 1, fields: { ...this.server.fields, ...changes } }
    return true
  }

  run(given: Step): void {
    const { state } = this
    const { flight } = state
    switch (given.do) {
      case 'type': {
        const value = `mine ${++this.count}`
        const shown = valuesOf(state)[given.field]
        if (this.byOther.has(shown)) this.accepted.add(shown)
        this.state = autosave.edit(state, { [given.field]: value })
        this.owed.set(given.field, value)
        break
      }
      case 'depart':
        this.state = autosave.depart(state)
        break
      case 'answer':
        if (!flight) break
        this.state = this.#hear(flight, state.version)
          ? autosave.arrive(state, saved(this.server.version))
          : autosave.meet(state, this.server.fields, this.server.version)
        break
      case 'other writes': {
        const value = `other ${++this.count}`
        this.byOther.add(value)
        this.server = {
          version: this.server.version + 1,
          fields: { ...this.server.fields, [given.field]: value },
        }
        break
      }
      case 'lost going':
        if (flight) this.state = autosave.lose(state)
        break
      case 'lost coming back':
        if (!flight) break
        this.#hear(flight, state.version)
        this.state = autosave.lose(state)
        break
      case 'late':
        if (!flight) break
        this.late.push({ changes: flight, version: state.version })
        this.state = autosave.lose(state)
        break
      case 'late arrives': {
        const request = this.late.shift()
        if (request) this.#hear(request.changes, request.version)
        break
      }
      case 'refused':
        if (flight) this.state = autosave.refuseFields(state, { [given.field]: 'Refusé.' })
        break
      case 'choose':
        if (!state.conflicts.includes(given.field)) break
        if (given.side === 'mine') this.accepted.add(state.base[given.field])
        else this.owed.delete(given.field)
        this.state = autosave.resolve(state, { [given.field]: given.side })
        break
      case 'killed': {
        const draft = structuredClone(autosave.pendingDraft(state))
        this.state = start(this.server.fields, this.server.version)
        if (draft) this.state = autosave.recover(this.state, draft)
        break
      }
    }
    for (const [name, value] of this.owed) expect(valuesOf(this.state)[name]).toBe(value)
  }

  /** The network comes back, refusals are typed again and every dispute is settled in my favour. */
  calm(): void {
    for (let turn = 0; turn < 20 && !isSettled(this.state); turn++) {
      for (const name of Object.keys(this.state.refused)) {
        const value = valuesOf(this.state)[name]
        this.state = autosave.edit(this.state, { [name]: value })
      }
      for (const name of this.state.conflicts) this.run({ do: 'choose', field: name as never, side: 'mine' })
      this.run({ do: 'depart' })
      this.run({ do: 'answer' })
    }
  }
}

test('whatever the order of typing, losses, answers, disputes and kills, no field is lost and none is overwritten unseen', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const world = new World()
      for (const one of steps) world.run(one)
      world.calm()
      expect(isSettled(world.state)).toBe(true)
      expect([...world.owed]).toEqual([])
    }),
    { numRuns: 2000 },
  )
})
