import { expect, test } from 'vitest'
import { departementName, departements101 } from '#vocabulary'
import { confirmsInWords, nameKey } from './names.ts'
import { referenceAuthorities } from './reference.data.ts'

const units = referenceAuthorities.flatMap((of) => of.units.map(({ name }) => name))
const crips = units.filter((name) => name.startsWith('CRIP '))

/** How many letters to change to go from one word to the other. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, place) => place)
  for (const [row, letter] of [...a].entries()) {
    const next = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const swap = (before[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(swap, (before[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    before = next
  }
  return before.at(-1) ?? 0
}

/** Each name with the others that look most like it, the most alike first. */
const nearest = crips
  .flatMap((meant) =>
    crips
      .filter((typed) => typed !== meant)
      .map((typed) => ({ meant, typed, far: distance(nameKey(meant), nameKey(typed)) }))
      .toSorted((a, b) => a.far - b.far)
      .slice(0, 4),
  )
  .toSorted((a, b) => a.far - b.far)

test('200 near names are typed for one another, and none confirms', () => {
  const confusions = nearest.slice(0, 200)
  expect(confusions).toHaveLength(200)
  expect(confusions.filter(({ meant, typed }) => confirmsInWords(typed, meant))).toEqual([])
  const told = confusions.map(({ meant, typed }) => `${typed} > ${meant}`)
  expect(told).toContain('CRIP du Bas-Rhin > CRIP du Haut-Rhin')
  expect(told).toContain('CRIP de la Haute-Loire > CRIP de la Haute-Corse')
})

test('no unit of the reference is confirmed by the name of another, whichever the two', () => {
  const confused = units.flatMap((meant) =>
    units
      .filter((typed) => typed !== meant && confirmsInWords(typed, meant))
      .map((typed) => `${typed} > ${meant}`),
  )
  expect(confused).toEqual([])
})

test('famous neighbours stay apart', () => {
  const families = [
    ['du Haut-Rhin', 'du Bas-Rhin'],
    ['de la Loire', 'de la Haute-Loire', 'de Saône-et-Loire', 'de la Loire-Atlantique', 'd’Indre-et-Loire'],
    ['de la Corse-du-Sud', 'de la Haute-Corse', 'de Corse', '2A', '2B'],
    ['du Rhône', 'de la métropole de Lyon', 'des Bouches-du-Rhône', 'de Lyon'],
    ['des Hautes-Alpes', 'des Alpes-Maritimes', 'des Alpes-de-Haute-Provence'],
    ['de la Seine-Maritime', 'de Seine-et-Marne', 'de la Seine-Saint-Denis', 'des Hauts-de-Seine'],
    ['de la Savoie', 'de la Haute-Savoie'],
    ['du Val-d’Oise', 'de l’Oise', 'du Val-de-Marne', 'de la Marne'],
  ]
  const accepted = families.flatMap((family) =>
    family.flatMap((meant) =>
      family.filter((typed) => typed !== meant && confirmsInWords(`CRIP ${typed}`, `CRIP ${meant}`)),
    ),
  )
  expect(accepted).toEqual([])
})

test('a code, a bare département or a part of the name is not the name', () => {
  const shortcuts = departements101.flatMap((code) => [
    code,
    `CRIP ${code}`,
    `crip${code}`,
    departementName(code),
    `CRIP ${departementName(code)} (${code})`,
  ])
  expect(shortcuts.filter((typed) => crips.some((meant) => confirmsInWords(typed, meant)))).toEqual([])
  for (const typed of [
    '',
    ' ',
    '-',
    '’',
    'CRIP',
    'CRIP du',
    'oui',
    'CRIP du Haut',
    'CRIP du Haut-Rhin-Rhin',
  ]) {
    expect(confirmsInWords(typed, 'CRIP du Haut-Rhin'), typed).toBe(false)
  }
  expect(confirmsInWords('68', '68')).toBe(false)
  expect(confirmsInWords('', '')).toBe(false)
})

test('case, accents, spaces, apostrophes and hyphens are forgiven', () => {
  for (const name of crips) {
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '')
    const ways = [
      name,
      name.toUpperCase(),
      plain.toLowerCase(),
      name.replaceAll('’', "'"),
      name.replaceAll('-', ' '),
      name.replaceAll('-', '‑'),
      name.replaceAll(' ', '\u00a0'),
      `  ${name.replaceAll(' ', '   ')} `,
      name.normalize('NFD'),
    ]
    expect(ways.filter((typed) => !confirmsInWords(typed, name))).toEqual([])
  }
})

test('letters that only look alike make another name', () => {
  expect(confirmsInWords('CRIP du Hаut-Rhin', 'CRIP du Haut-Rhin')).toBe(false)
  expect(confirmsInWords('CRIP du Haut-Rhln', 'CRIP du Haut-Rhin')).toBe(false)
})
