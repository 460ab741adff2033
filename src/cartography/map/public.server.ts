import type { Db } from '#kernel/db.server.ts'
import { departementName, type ServiceKind, serviceKind } from '#vocabulary'
import { levelAsSvg } from './files.server.ts'
import { type MapClass, placesInWords } from './level.ts'
import { gapsLevel, servicesLevel } from './services.server.ts'

export const publicLevels = ['services', 'gaps'] as const
export type PublicLevel = (typeof publicLevels)[number]

/** The map as anyone may see it: the drawing, and a table that says the same. */
export interface PublicMap {
  readonly title: string
  /** What is counted, in a sentence. */
  readonly rule: string
  /** What has no place on the map, in a sentence. */
  readonly outside: string | null
  /** The whole drawing with its legend, as SVG: nothing in it to run, its colours in attributes. */
  readonly svg: string
  readonly classes: readonly (MapClass & { readonly count: number })[]
  /** The 101 départements in code order. */
  readonly rows: readonly {
    readonly departement: string
    readonly name: string
    readonly class: string
    readonly text: string
    /** The towns where services stand, in words. */
    readonly places: string | null
    readonly href: string
  }[]
}

/** The kind of service that an address asks for; nothing when it is none. */
export const kindAsked = (given: string | undefined): ServiceKind | undefined =>
  serviceKind.codes.find((code) => code === given)

/** Services by kind or gaps in what is offered to minors, of what anyone may be told only. The public role may ask for it. */
export async function publicMap(
  db: Pick<Db, 'getExecutor'>,
  asked: {
    readonly level: PublicLevel
    readonly kind?: ServiceKind | undefined
    /** Where each département leads. */
    readonly href: (code: string) => string
  },
): Promise<PublicMap> {
  const draw = asked.level === 'gaps' ? gapsLevel : servicesLevel
  const level = await draw(db, 'public', asked.kind)
  const named = placesInWords(level.places)
  const counts = Map.groupBy(level.cells, (cell) => cell.class)
  return {
    title: level.title,
    rule: level.rule,
    outside: level.outside,
    svg: levelAsSvg(level, asked.href),
    classes: level.classes.map((one) => ({ ...one, count: counts.get(one.id)?.length ?? 0 })),
    rows: level.cells.map(({ departement, class: of, text }) => ({
      departement,
      name: departementName(departement),
      class: of,
      text,
      places: named.get(departement) ?? null,
      href: asked.href(departement),
    })),
  }
}
