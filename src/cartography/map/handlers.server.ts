import { type Bytes, type Handler, handle } from '#kernel/http.server.ts'
import { type Departement, regionOf } from '#vocabulary'
import { type MapShown, readMap, readMapAsCsv, readMapAsSvg, readTerritory } from './contract.ts'
import { levelAsCsv, levelAsSvg } from './files.server.ts'
import { type MapCell, territoryHref } from './level.ts'
import { levelFor } from './levels.server.ts'
import { sightOf } from './policy.server.ts'
import { territoryOf } from './territory.server.ts'

/** Cells of the 101 départements, each with the region that it is in. */
const withRegions = (cells: readonly MapCell[]): MapShown['cells'] =>
  cells.flatMap((cell) => {
    const region = regionOf(cell.departement)
    return region ? [{ ...cell, departement: cell.departement as Departement, region }] : []
  })

/** The endpoints of the map, in the order of the contract. */
export const map: readonly Handler[] = [
  handle(readMap, async ({ query, actor, db, trace }) => {
    const { level, levels, campaigns, ...asked } = await levelFor(db, sightOf(actor), query)
    trace(null, query.level)
    return {
      ...asked,
      years: [...asked.years],
      campaigns: [...campaigns],
      levels: levels.map((one) => ({ ...one, narrows: [...one.narrows] })),
      level: query.level,
      title: level.title,
      rule: level.rule,
      outside: level.outside,
      classes: level.classes.map((one) => ({
        ...one,
        count: level.cells.filter((cell) => cell.class === one.id).length,
      })),
      cells: withRegions(level.cells),
      places: level.places.map((one) => ({ ...one, departement: one.departement as Departement })),
    }
  }),

  handle(readMapAsCsv, async ({ query, actor, db, trace }): Promise<Bytes> => {
    const { level } = await levelFor(db, sightOf(actor), query)
    trace(null, query.level)
    return {
      type: 'text/csv; charset=utf-8',
      filename: `carte-${query.level}.csv`,
      body: levelAsCsv(level),
    }
  }),

  handle(readMapAsSvg, async ({ query, actor, db, trace }): Promise<Bytes> => {
    const { level } = await levelFor(db, sightOf(actor), query)
    trace(null, query.level)
    return {
      type: 'image/svg+xml; charset=utf-8',
      body: levelAsSvg(level, territoryHref),
    }
  }),

  handle(readTerritory, async ({ query, actor, db, trace }) => {
    trace(null, query.departement)
    return territoryOf(db, actor, query.departement)
  }),
]
