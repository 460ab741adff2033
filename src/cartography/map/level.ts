import { positionOn } from '#kernel/ui/map/position.ts'
import { naturalSteps, shadeOf, stepOf } from '#kernel/ui/map/steps.ts'
import { departementName, departements101 } from '#vocabulary'

/** How a class is drawn: nothing, one of the five shades, or hatches for what is not known or not told. */
export type Fill = 'none' | 'step-0' | 'step-1' | 'step-2' | 'step-3' | 'step-4' | 'hatched'

/** A class of the legend. */
export interface MapClass {
  readonly id: string
  readonly label: string
  readonly fill: Fill
}

/** What a département is worth: its class, a number where there is one, and the words that say it. */
export interface MapCell {
  readonly departement: string
  readonly class: string
  readonly value: number | null
  readonly text: string
}

/** Somewhere that services stand, as precisely as that is published. */
export interface MapPlace {
  readonly departement: string
  readonly name: string
  readonly count: number
  readonly latitude: number
  readonly longitude: number
}

/** A level of the map as it is shown, whether drawn, in a table or in a file: the same cells everywhere. */
export interface MapLevel {
  readonly title: string
  /** What is counted, in a sentence. */
  readonly rule: string
  readonly classes: readonly MapClass[]
  /** The 101 départements in code order. */
  readonly cells: readonly MapCell[]
  /** What has no place on the map, in a sentence. */
  readonly outside: string | null
  readonly places: readonly MapPlace[]
}

const steps = ['step-0', 'step-1', 'step-2', 'step-3', 'step-4'] as const
const plain = new Intl.NumberFormat('fr-FR')

/** « Nord (59) ». */
export const placeInWords = (code: string): string => `${departementName(code)} (${code})`

interface Counted {
  readonly title: string
  readonly rule: string
  readonly outside?: string | null
  readonly places?: readonly MapPlace[]
  readonly none: string
  readonly words: (count: number) => string
  readonly countOf: (code: string) => number | null
  /** What is said of a count that may not be shown. */
  readonly hidden?: { readonly text: string; readonly label: string }
}

/** A level of counts, shaded by their natural steps; a null count is hidden, hence hatched. */
export function countedLevel({
  countOf,
  words,
  none,
  hidden = { text: '', label: '' },
  ...said
}: Counted): MapLevel {
  const counts = new Map(departements101.map((code) => [code, countOf(code)]))
  const found = naturalSteps([...counts.values()].flatMap((count) => (count === null ? [] : [count])))
  const label = (from: number, to: number) =>
    from === to ? plain.format(from) : `${plain.format(from)} à ${plain.format(to)}`
  const cells = [...counts].map(([departement, count]): MapCell => {
    if (count === null) return { departement, class: 'hidden', value: null, text: hidden.text }
    const step = stepOf(found, count)
    return step === undefined
      ? { departement, class: 'none', value: count, text: none }
      : { departement, class: `step-${step}`, value: count, text: words(count) }
  })
  const has = new Set(cells.map((cell) => cell.class))
  return {
    title: said.title,
    rule: said.rule,
    outside: said.outside ?? null,
    places: said.places ?? [],
    cells,
    classes: [
      ...(has.has('none') ? [{ id: 'none', label: '0', fill: 'none' as const }] : []),
      ...found.map(({ from, to }, step) => ({
        id: `step-${step}`,
        label: label(from, to),
        fill: steps[shadeOf(step, found.length)] ?? 'step-2',
      })),
      ...(has.has('hidden') ? [{ id: 'hidden', label: hidden.label, fill: 'hatched' as const }] : []),
    ],
  }
}

interface Classed {
  readonly title: string
  readonly rule: string
  readonly outside?: string | null
  readonly places?: readonly MapPlace[]
  /** In the order of the legend; those that no département is in stay out of it. */
  readonly classes: readonly MapClass[]
  readonly of: (code: string) => {
    readonly class: string
    readonly value?: number | null
    readonly text?: string
  }
}

const lowered = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

/** A level of kinds: each département is in one of them. */
export function classedLevel({ title, rule, outside = null, places = [], classes, of }: Classed): MapLevel {
  const labels = new Map(classes.map(({ id, label }) => [id, label]))
  const cells = departements101.map((departement): MapCell => {
    const found = of(departement)
    return {
      departement,
      class: found.class,
      value: found.value ?? null,
      text: found.text ?? lowered(labels.get(found.class) ?? ''),
    }
  })
  const met = new Set(cells.map((cell) => cell.class))
  return { title, rule, outside, places, cells, classes: classes.filter(({ id }) => met.has(id)) }
}

/** What a drawing of the level says, département by département. */
export function drawingOf({ title, rule, outside, classes, cells, places }: MapLevel) {
  const fills = new Map(classes.map(({ id, fill }) => [id, fill]))
  const fillOf = (cell: MapCell): Fill => fills.get(cell.class) ?? 'none'
  return {
    title,
    desc: [rule, outside].filter(Boolean).join(' '),
    points: places.map((place) => ({
      ...positionOn(place.departement, place.latitude, place.longitude),
      label: `${place.name}\u00a0: ${place.count}`,
    })),
    levels: new Map(cells.map((cell) => [cell.departement, fillOf(cell)])),
    hatched: new Set(
      cells.filter((cell) => fillOf(cell) === 'hatched').map(({ departement }) => departement),
    ),
    labels: new Map(
      cells.map(({ departement, text }) => [departement, `${placeInWords(departement)}\u00a0: ${text}`]),
    ),
  }
}

/** The places of each département, in words: « Lille (3), Roubaix (1) ». */
export function placesInWords(places: readonly MapPlace[]): ReadonlyMap<string, string> {
  const words = new Map<string, string[]>()
  for (const { departement, name, count } of places) {
    words.set(departement, [...(words.get(departement) ?? []), `${name} (${count})`])
  }
  return new Map([...words].map(([departement, all]) => [departement, all.join(', ')]))
}

/** Where a département leads from the map. */
export const territoryHref = (code: string): string => `/bureau/territoires/${code}`
