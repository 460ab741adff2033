import { expect, test } from 'vitest'
import {
  departement,
  departementName,
  departements101,
  isDepartement,
  ofDepartement,
  region,
  regionOf,
  timeZoneOf,
} from './index.ts'

test('there are 101 départements and 18 regions, and every region has a département', () => {
  expect(departements101).toHaveLength(101)
  expect(new Set(departements101).size).toBe(101)
  expect(region.codes).toHaveLength(18)
  expect(new Set(departements101.map(regionOf))).toEqual(new Set(region.codes))
})

test('codes are read in order: Corsica after Finistère, overseas at the end, absences last', () => {
  const codes: readonly string[] = departement.codes
  expect(codes.slice(0, 2)).toEqual(['01', '02'])
  expect(codes.slice(codes.indexOf('29'), codes.indexOf('29') + 4)).toEqual(['29', '2A', '2B', '30'])
  expect(codes.slice(codes.indexOf('95'))).toEqual(
    ['95', '971', '972', '973', '974', '975', '976', '977', '978', '986', '987', '988'].concat(
      'abroad',
      'unknown',
      'undisclosed',
    ),
  )
  expect(codes).not.toContain('20')
})

test('a collectivity, abroad and an unknown place are not among the 101', () => {
  for (const code of ['975', '988', 'abroad', 'unknown', 'undisclosed', '20', '1', '']) {
    expect(isDepartement(code), code).toBe(false)
    expect(regionOf(code), code).toBeUndefined()
  }
  expect(['01', '2A', '75', '976'].every(isDepartement)).toBe(true)
})

test('a name takes its article in a sentence', () => {
  const said = ['68', '42', '28', '78', '38', '75', '974', '21', '2A', 'abroad', 'unknown'].map(ofDepartement)
  expect(said).toEqual([
    'du Haut-Rhin',
    'de la Loire',
    'd’Eure-et-Loir',
    'des Yvelines',
    'de l’Isère',
    'de Paris',
    'de La Réunion',
    'de la Côte-d’Or',
    'de la Corse-du-Sud',
    'de l’étranger',
    'd’un département inconnu',
  ])
  expect(departementName('22')).toBe('Côtes-d’Armor')
  expect(
    departements101.map(ofDepartement).filter((name) => /^(de l’|d’)(?![AEIOUYÉÎH])/u.test(name)),
  ).toEqual([])
})

test('a call-back is planned in the time of the place where the person lives', () => {
  const noon = new Date('2024-01-15T12:00:00Z')
  const hour = (code: string) =>
    new Intl.DateTimeFormat('fr', { hour: '2-digit', hourCycle: 'h23', timeZone: timeZoneOf(code) }).format(
      noon,
    )
  expect(
    Object.fromEntries(['75', '971', '972', '973', '974', '976', '988', 'abroad'].map((c) => [c, hour(c)])),
  ).toEqual({
    '75': '13 h',
    '971': '08 h',
    '972': '08 h',
    '973': '09 h',
    '974': '16 h',
    '976': '15 h',
    '988': '23 h',
    abroad: '13 h',
  })
  for (const code of departement.codes) expect(hour(code)).toMatch(/^\d\d h$/u)
})
