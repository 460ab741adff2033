import { describe, expect, it } from 'vitest'
import { placeLine } from './placeLine.ts'

describe('the line of places', () => {
  it('lays a stay between its dates, and one that lasts up to today', () => {
    const { stretches } = placeLine(
      [
        { since: '2026-01-01', until: '2026-04-11' },
        { since: '2026-04-11', until: null },
      ],
      '2026-07-20',
    )
    const [first, second] = stretches
    expect(first?.size).toBeCloseTo(second?.size ?? 0, 5)
    expect((second?.from ?? 0) + (second?.size ?? 0)).toBeCloseTo(100, 5)
    expect(second?.isOpenStart).toBe(false)
  })

  it('says when nobody knows the beginning, and draws nothing without any date', () => {
    const { stretches } = placeLine(
      [
        { since: null, until: '2026-03-01' },
        { since: null, until: null },
      ],
      '2026-07-20',
    )
    expect(stretches[0]).toMatchObject({ from: 0, isOpenStart: true })
    expect(stretches[1]).toBeNull()
  })

  it('never leaves the frame, even for one day or for a day to come', () => {
    for (const place of [
      { since: '2026-07-20', until: '2026-07-20' },
      { since: '2026-09-01', until: null },
    ]) {
      const [stretch] = placeLine([place, { since: '2010-01-01', until: null }], '2026-07-20').stretches
      expect(stretch?.from).toBeGreaterThanOrEqual(0)
      expect((stretch?.from ?? 0) + (stretch?.size ?? 0)).toBeLessThanOrEqual(100.0001)
    }
  })
})
