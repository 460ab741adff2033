import { describe, expect, it } from 'vitest'
import type { SituationContact } from './contract.ts'
import { courseOf, newsOf, seriesOf } from './series.ts'

const contact = (
  id: string,
  at: string,
  observations: SituationContact['observations'],
): SituationContact => ({
  id,
  version: 1,
  status: 'finalised',
  channel: 'phone',
  direction: 'inbound',
  occurredAt: at,
  endedAt: null,
  recordedAt: at,
  recordedBy: null,
  listener: null,
  callerProfile: null,
  callerName: null,
  dangerLevel: null,
  certainty: null,
  qualification: null,
  isTold: false,
  narrative: null,
  observations,
})

const runaway = (presence: 'present' | 'absent' | 'unknown') =>
  ({ kind: 'problem', code: 'runaway', presence, source: 'caller' }) as const
const money = { kind: 'sign', code: 'unexplained_money_or_gifts', presence: 'present', source: null } as const

describe('the course of an observation', () => {
  it('says what appears, goes on and comes back', () => {
    expect(courseOf(['present'])).toBe('new')
    expect(courseOf(['absent', 'present'])).toBe('new')
    expect(courseOf(['present', 'present'])).toBe('persists')
    expect(courseOf(['present', 'absent', 'present'])).toBe('returns')
  })

  it('never takes a silence for an absence', () => {
    expect(courseOf(['present', undefined])).toBe('not_repeated')
    expect(courseOf(['present', undefined, 'present'])).toBe('persists')
    expect(courseOf(['present', 'unknown'])).toBe('not_repeated')
  })

  it('keeps what was said to be over, and what nobody ever saw, apart', () => {
    expect(courseOf(['present', 'absent'])).toBe('now_absent')
    expect(courseOf(['present', 'absent', undefined])).toBe('now_absent')
    expect(courseOf(['absent', 'unknown'])).toBe('never_present')
  })
})

describe('the series of a file', () => {
  const contacts = [
    contact('b', '2026-05-02T10:00:00+02:00', [runaway('present'), money]),
    // The same instant order must not depend on the offset in which it was written.
    contact('a', '2026-05-02T07:30:00Z', [runaway('present')]),
  ]

  it('has one row a thing mentioned, from the first contact to the last', () => {
    const groups = seriesOf(contacts)
    expect(
      groups.map((group) => [group.kind, group.rows.map((row) => [row.code, row.course, row.times])]),
    ).toEqual([
      ['problem', [['runaway', 'persists', 2]]],
      ['sign', [['unexplained_money_or_gifts', 'new', 1]]],
    ])
    expect(groups[0]?.rows[0]?.firstAt).toBe('2026-05-02T07:30:00Z')
  })

  it('tells what a contact says for the first time', () => {
    const [last, first] = contacts
    if (!last || !first) throw new Error('no contacts')
    expect(newsOf(last, [first])).toEqual([money])
    expect(newsOf(first, [])).toEqual([runaway('present')])
  })
})
