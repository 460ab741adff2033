import { expect, test } from 'vitest'
import { departements101, regionOf } from '#vocabulary'
import { neighboursOf } from './neighbours.ts'

test('every département touches those that touch it, and none itself', () => {
  for (const code of departements101) {
    const near = neighboursOf(code)
    expect(new Set(near).size, code).toBe(near.length)
    expect(near).not.toContain(code)
    for (const other of near) expect(neighboursOf(other), `${other} and ${code}`).toContain(code)
  }
})

test('an island overseas touches nobody, and everyone else somebody', () => {
  const alone = departements101.filter((code) => neighboursOf(code).length === 0)
  expect(alone).toEqual(['971', '972', '973', '974', '976'])
  expect(neighboursOf('75')).toEqual(['92', '93', '94'])
  expect(neighboursOf('77')).toEqual(['02', '10', '45', '51', '60', '89', '91', '93', '94', '95'])
})

test('départements of one region hold together', () => {
  for (const code of departements101.filter((one) => neighboursOf(one).length > 0)) {
    const region = regionOf(code)
    const reached = new Set([code])
    for (const one of reached) {
      for (const other of neighboursOf(one)) if (regionOf(other) === region) reached.add(other)
    }
    const all = departements101.filter((one) => regionOf(one) === region)
    expect([...reached].toSorted(), `${region}`).toEqual(all)
  }
})
