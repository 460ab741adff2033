import { expect, test } from 'vitest'
import { Throttle } from './throttle.server.ts'

test('the wait doubles after the free failures, up to its longest', () => {
  let now = 0
  const throttle = new Throttle({ free: 3, longest: 10 }, () => now)
  const waits: number[] = []
  for (let count = 0; count < 8; count += 1) {
    throttle.failed('someone')
    waits.push(throttle.waitOf('someone'))
    now += 20_000
  }
  expect(waits).toEqual([0, 0, 1, 2, 4, 8, 10, 10])
})

test('an hour of calm is forgotten, and a success at once', () => {
  let now = 0
  const throttle = new Throttle({ free: 1, longest: 60 }, () => now)
  throttle.failed('one')
  throttle.failed('one')
  throttle.succeeded('one')
  expect(throttle.waitOf('one')).toBe(0)
  throttle.failed('two')
  now += 2 * 3600_000
  throttle.failed('two')
  expect(throttle.waitOf('two')).toBe(1)
})

test('one person’s failures do not slow another', () => {
  const throttle = new Throttle({ free: 1, longest: 60 }, () => 0)
  throttle.failed('one')
  expect([throttle.waitOf('one') > 0, throttle.waitOf('two')]).toEqual([true, 0])
})
