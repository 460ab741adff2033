import { expect, test } from 'vitest'
import { type Case, drawsOf, scan } from './scan.ts'

const line = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const beside = (place: string) =>
  [line[line.indexOf(place) - 1], line[line.indexOf(place) + 1]].filter((one) => one !== undefined)

const seed = Math.trunc(Math.random() * 2 ** 31)
const control = { weeks: 26, longest: 4, widest: 3, permutations: 199, seed }

const scattered = (draw: () => number): Case[] =>
  Array.from({ length: 160 }, () => ({
    place: line[Math.floor(draw() * line.length)] ?? 'a',
    week: Math.floor(draw() * 26),
  }))

test(`cases that gather in two neighbours over the last weeks are found (seed ${seed})`, () => {
  const extra = Array.from(
    { length: 28 },
    (_, index): Case => ({
      place: index % 2 === 0 ? 'c' : 'd',
      week: 24 + (index % 4 < 2 ? 0 : 1),
    }),
  )
  const found = scan([...scattered(drawsOf(seed)), ...extra], beside, control)
  expect(found?.pvalue).toBeLessThanOrEqual(0.05)
  expect(found?.places.some((place) => place === 'c' || place === 'd')).toBe(true)
  expect(found?.to).toBe(25)
})

test('cases spread by chance are seldom called a cluster', () => {
  let called = 0
  for (let turn = 0; turn < 40; turn += 1) {
    const found = scan(scattered(drawsOf(seed + turn)), beside, { ...control, permutations: 99, seed: turn })
    if (found && found.pvalue <= 0.05) called += 1
  }
  expect(called).toBeLessThanOrEqual(8)
})

test('the same cases and seed give the same cluster', () => {
  const cases = scattered(drawsOf(7))
  expect(scan(cases, beside, control)).toEqual(scan(cases, beside, control))
})
