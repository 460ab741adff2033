import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { departement, departements101, isDepartement, ofDepartement, placeRole } from '#vocabulary'
import { decide, type Known, type KnownPlace, type Part, type RoutedUnit, type Routes } from './decide.ts'
import { referenceAuthorities } from './reference.data.ts'

const today = '2026-11-24'

const unit = (id: string, name: string, authorityId = id): RoutedUnit => ({
  id,
  name,
  authorityId,
  recipient: 'crip',
})
const byPlace = new Map<string, RoutedUnit>(
  referenceAuthorities.flatMap((of) =>
    of.units.flatMap((one) =>
      one.answersFor.map((route) => [
        `${route.departement}${route.part}`,
        { id: `${of.code}/${one.code}`, name: one.name, authorityId: of.code, recipient: one.recipient },
      ]),
    ),
  ),
)
const fallback: RoutedUnit = {
  id: 'coordination-nationale/coordination',
  authorityId: 'coordination-nationale',
  name: 'Coordination nationale du 119',
  recipient: 'national_coordination',
}
const routes: Routes = { of: (code, part) => byPlace.get(code + part), fallback }

const place = (
  role: KnownPlace['role'],
  code: string | null,
  dates: Partial<KnownPlace> = {},
): KnownPlace => ({
  role,
  departement: code,
  since: null,
  until: null,
  ...dates,
})
const known = (places: readonly KnownPlace[], more: Partial<Known> = {}): Known => ({
  places,
  departement: null,
  rhone: null,
  today,
  ...more,
})
const named = (of: Known, over: Routes = routes) => decide(of, over).recipients.map(({ name }) => name)

describe('examples', () => {
  test('one home: its CRIP, and no other', () => {
    const { recipients, trace } = decide(known([place('family_home', '68')]), routes)
    expect(recipients).toMatchObject([
      {
        name: 'CRIP du Haut-Rhin',
        recipient: 'crip',
        departement: '68',
        isFirst: true,
        isAlternative: false,
      },
    ])
    expect(recipients[0]?.reasons).toEqual([
      'Lieu de vie : domicile familial dans le département du Haut-Rhin.',
    ])
    expect(trace.map(({ question }) => question)).toEqual([
      'Quels lieux sont connus ?',
      'Où vit le mineur ?',
      'Un domicile, un placement, une fugue ou une exploitation ailleurs ?',
      'À qui transmettre ?',
    ])
  })

  test('living place first, then the place of runaway and that of exploitation, each its own recipient', () => {
    const { recipients } = decide(
      known([place('exploitation', '13'), place('runaway', '69'), place('family_home', '67')], {
        rhone: 'metropole',
      }),
      routes,
    )
    expect(recipients.map(({ name, recipient, isFirst }) => [name, recipient, isFirst])).toEqual([
      ['CRIP du Bas-Rhin', 'crip', true],
      ['CRIP de la métropole de Lyon', 'other_departement_crip', false],
      ['CRIP des Bouches-du-Rhône', 'other_departement_crip', false],
    ])
  })

  test('a placement elsewhere is a second recipient, in the same département it is not', () => {
    expect(named(known([place('family_home', '33'), place('placement', '47')]))).toEqual([
      'CRIP de la Gironde',
      'CRIP du Lot-et-Garonne',
    ])
    expect(named(known([place('family_home', '33'), place('placement', '33')]))).toEqual([
      'CRIP de la Gironde',
    ])
  })

  test('where the minor is now comes before the family home', () => {
    expect(named(known([place('family_home', '2A'), place('current_whereabouts', '2B')]))).toEqual([
      'CRIP de la Haute-Corse',
      'CRIP de la Corse-du-Sud',
    ])
  })

  test('the département noted in the file stands for a living place, and adds one when it differs', () => {
    expect(named(known([], { departement: '75' }))).toEqual(['CRIP de Paris'])
    expect(named(known([place('runaway', '06')], { departement: '75' }))).toEqual([
      'CRIP de Paris',
      'CRIP des Alpes-Maritimes',
    ])
    expect(named(known([place('family_home', '06')], { departement: '75' }))).toEqual([
      'CRIP des Alpes-Maritimes',
      'CRIP de Paris',
    ])
  })

  test('the Rhône: both authorities until the listener knows, then one', () => {
    const open = decide(known([place('family_home', '69')]), routes)
    expect(open.asks).toBe('rhone')
    expect(open.recipients.map(({ name, isAlternative, isFirst }) => [name, isAlternative, isFirst])).toEqual(
      [
        ['CRIP du Rhône', true, true],
        ['CRIP de la métropole de Lyon', true, true],
      ],
    )
    for (const [rhone, name] of [
      ['rhone', 'CRIP du Rhône'],
      ['metropole', 'CRIP de la métropole de Lyon'],
    ] as const) {
      const settled = decide(known([place('family_home', '69')], { rhone }), routes)
      expect(settled.asks).toBeNull()
      expect(settled.recipients.map((one) => [one.name, one.isAlternative])).toEqual([[name, false]])
    }
  })

  test('nothing known, abroad or an overseas collectivity: the national coordination, by name', () => {
    for (const of of [
      known([]),
      known([place('family_home', null)], { departement: 'unknown' }),
      known([place('family_home', 'unknown')]),
      known([], { departement: 'undisclosed' }),
      known([place('family_home', 'abroad')]),
      known([], { departement: '988' }),
    ]) {
      expect(named(of)).toEqual(['Coordination nationale du 119'])
    }
  })

  test('abroad and a home in France: both receive', () => {
    expect(named(known([place('family_home', '59'), place('exploitation', 'abroad')]))).toEqual([
      'CRIP du Nord',
      'Coordination nationale du 119',
    ])
  })

  test('a place that has ended is left aside and told, unless nothing else is known', () => {
    const ended = place('family_home', '44', { until: '2026-03-01' })
    const { recipients, trace } = decide(known([ended, place('current_whereabouts', '35')]), routes)
    expect(recipients.map(({ name }) => name)).toEqual(['CRIP d’Ille-et-Vilaine'])
    expect(trace[0]?.why).toBe('1 hors de ses dates : il est laissé de côté.')
    expect(named(known([ended]))).toEqual(['CRIP de la Loire-Atlantique'])
    expect(named(known([ended], { departement: '56' }))).toEqual(['CRIP du Morbihan'])
  })

  test('a school alone designates nobody, unless it is all that is known', () => {
    expect(named(known([place('school', '92'), place('family_home', '93')]))).toEqual([
      'CRIP de la Seine-Saint-Denis',
    ])
    expect(named(known([place('school', '92')]))).toEqual(['CRIP des Hauts-de-Seine'])
  })

  test('the last home is the home', () => {
    const places = [
      place('family_home', '21', { since: '2020-01-01' }),
      place('family_home', '71', { since: '2026-09-01' }),
    ]
    expect(named(known(places))).toEqual(['CRIP de Saône-et-Loire', 'CRIP de la Côte-d’Or'])
  })

  test('a département without an open unit goes to the named fallback, never to nobody', () => {
    const holed: Routes = {
      ...routes,
      of: (code, part) => (code === '68' ? undefined : routes.of(code, part)),
    }
    const { recipients, trace } = decide(known([place('family_home', '68')]), holed)
    expect(recipients.map(({ name }) => name)).toEqual(['Coordination nationale du 119'])
    expect(trace.some(({ why }) => why.includes('Aucun service n’est désigné pour Haut-Rhin (68)'))).toBe(
      true,
    )
  })

  test('one unit that answers for both départements receives once, with both reasons', () => {
    const one = unit('alsace', 'CRIP d’Alsace')
    const joined: Routes = {
      ...routes,
      of: (code, part) => (code === '67' || code === '68' ? one : routes.of(code, part)),
    }
    const { recipients } = decide(known([place('family_home', '67'), place('runaway', '68')]), joined)
    expect(recipients.map(({ name, reasons }) => [name, reasons.length])).toEqual([['CRIP d’Alsace', 2]])
  })
})

const code = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...departements101) },
  { weight: 2, arbitrary: fc.constantFrom('69', '67', '68', '2A', '2B') },
  { weight: 2, arbitrary: fc.constantFrom(...departement.codes) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const day = fc.constantFrom(null, '2024-01-01', '2026-11-23', today, '2026-11-25')
const places = fc.array(
  fc.record({ role: fc.constantFrom(...placeRole.codes), departement: code, since: day, until: day }),
  { maxLength: 7 },
)
const anything: fc.Arbitrary<Known> = fc.record({
  places,
  departement: code,
  rhone: fc.constantFrom(null, 'rhone' as const, 'metropole' as const),
  today: fc.constant(today),
})

/** Who must be among the recipients, found another way: as a set of départements, without any order. */
function expectedUnits({ places: all, departement: noted, rhone }: Known): Set<string> {
  const isSaid = (of: string | null) => of !== null && of !== 'unknown' && of !== 'undisclosed'
  const said = all.filter((one) => isSaid(one.departement))
  const present = said.filter((one) => !(one.since && one.since > today) && !(one.until && one.until < today))
  const pools = [
    [...present.filter((one) => one.role !== 'school').map((one) => one.departement), noted].filter(isSaid),
    said.filter((one) => one.role !== 'school').map((one) => one.departement),
  ]
  const pool = pools.find((codes) => codes.length > 0)
  const schools = said.filter((one) => one.role === 'school')
  const parts = (of: string): Part[] => (of !== '69' ? [''] : rhone ? [rhone] : ['rhone', 'metropole'])
  const idsOf = (of: string) => parts(of).map((one) => byPlace.get(of + one)?.id ?? fallback.id)
  if (pool) return new Set(pool.flatMap((of) => idsOf(of ?? '')))
  const [school] = schools.toSorted(
    (a, b) =>
      (b.since ?? '').localeCompare(a.since ?? '') ||
      (a.departement ?? '').localeCompare(b.departement ?? ''),
  )
  return new Set(school ? idsOf(school.departement ?? '') : [fallback.id])
}

describe('whatever is known', () => {
  test('the recipients are those of an independent reading, each once, with a reason', () => {
    fc.assert(
      fc.property(anything, (of) => {
        const { recipients, trace } = decide(of, routes)
        const ids = recipients.map(({ unitId }) => unitId)
        expect(new Set(ids)).toEqual(expectedUnits(of))
        expect(ids).toHaveLength(new Set(ids).size)
        expect(
          recipients.every(({ reasons }) => reasons.length > 0 && reasons.every((reason) => reason !== '')),
        ).toBe(true)
        expect(trace.at(-1)?.answer).toBe(recipients.map(({ name }) => name).join(' ; '))
      }),
      { numRuns: 2000 },
    )
  })

  test('there is one first recipient, and two only for the Rhône that is not settled', () => {
    fc.assert(
      fc.property(anything, (of) => {
        const { recipients, asks } = decide(of, routes)
        const first = recipients.filter(({ isFirst }) => isFirst)
        expect(recipients[0]?.isFirst).toBe(true)
        const isOpen = first.length === 2
        expect(first.length).toBe(isOpen ? 2 : 1)
        if (isOpen)
          expect(first.every(({ departement: at, isAlternative }) => at === '69' && isAlternative)).toBe(true)
        expect(asks === 'rhone').toBe(recipients.some(({ isAlternative }) => isAlternative))
        expect(of.rhone === null || asks === null).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('the order in which places were written changes nothing', () => {
    fc.assert(
      fc.property(anything, fc.infiniteStream(fc.nat()), (of, dice) => {
        const shuffled = of.places
          .map((one) => ({ one, rank: dice.next().value }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ one }) => one)
        const units = (given: Known) =>
          decide(given, routes).recipients.map(({ unitId, isFirst }) => `${unitId} ${isFirst}`)
        expect(units({ ...of, places: shuffled })).toEqual(units(of))
      }),
    )
  })

  test('whichever routes are closed, somebody receives', () => {
    fc.assert(
      fc.property(anything, fc.uniqueArray(fc.constantFrom(...byPlace.keys())), (of, closed) => {
        const gone = new Set(closed)
        const holed: Routes = {
          ...routes,
          of: (at, part) => (gone.has(at + part) ? undefined : routes.of(at, part)),
        }
        const { recipients } = decide(of, holed)
        expect(recipients.length).toBeGreaterThan(0)
        const reached = new Set([
          fallback.id,
          ...[...byPlace].filter(([at]) => !gone.has(at)).map(([, { id }]) => id),
        ])
        expect(recipients.filter(({ unitId }) => !reached.has(unitId))).toEqual([])
      }),
    )
  })
})

test('each of the 101 départements has a CRIP that bears its name, the Rhône two', () => {
  for (const at of departements101) {
    const names = named(known([place('family_home', at)]))
    if (at === '69') expect(names).toEqual(['CRIP du Rhône', 'CRIP de la métropole de Lyon'])
    else expect(names).toEqual([`CRIP ${ofDepartement(at)}`])
  }
  expect(departement.codes.filter((at) => !isDepartement(at) && !byPlace.has(at))).toEqual([])
})
