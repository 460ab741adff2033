const rad = Math.PI / 180

// Lambert-93, the projection of the official maps of the metropole (IGN, NTG 71).
const eccentricity = 0.0818191910428158
const exponent = 0.725607765053267
const constant = 11754255.426096
const origin = { x: 700000, y: 12655612.049876, longitude: 3 }

function lambert93(latitude: number, longitude: number): readonly [number, number] {
  const sine = Math.sin(latitude * rad)
  const squeezed = ((1 - eccentricity * sine) / (1 + eccentricity * sine)) ** (eccentricity / 2)
  const isometric = Math.log(Math.tan(Math.PI / 4 + (latitude * rad) / 2) * squeezed)
  const radius = constant * Math.exp(-exponent * isometric)
  const angle = exponent * (longitude - origin.longitude) * rad
  return [origin.x + radius * Math.sin(angle), origin.y - radius * Math.cos(angle)]
}

/** Where a part that is drawn apart lies: its edges on the ground, and on the drawing. */
interface Inset {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
  readonly box: readonly [left: number, right: number, top: number, bottom: number]
}

const corsica: Inset = {
  west: 8.534,
  east: 9.56,
  south: 41.333,
  north: 43.028,
  box: [5295, 5716, 4387, 5306],
}
const aroundParis: Inset = {
  west: 2.146,
  east: 2.616,
  south: 48.688,
  north: 49.012,
  box: [123, 648, 68, 613],
}

const insets: Readonly<Record<string, Inset>> = {
  '2A': corsica,
  '2B': corsica,
  '75': aroundParis,
  '92': aroundParis,
  '93': aroundParis,
  '94': aroundParis,
  '971': { west: -61.81, east: -61.17, south: 15.94, north: 16.515, box: [162, 427, 4997, 5238] },
  '972': { west: -61.229, east: -60.81, south: 14.389, north: 14.879, box: [787, 1058, 4975, 5259] },
  '973': { west: -54.6, east: -51.61, south: 2.112, north: 5.751, box: [1354, 1610, 4968, 5266] },
  '974': { west: 55.216, east: 55.837, south: -21.389, north: -20.872, box: [1947, 2252, 4990, 5244] },
  '976': { west: 45.018, east: 45.3, south: -13, north: -12.637, box: [2599, 2810, 4974, 5262] },
}

/** Where a point of a département lies on the drawing, in its units: right to a few kilometres, which a map of the country shows. */
export function positionOn(
  departement: string,
  latitude: number,
  longitude: number,
): { readonly x: number; readonly y: number } {
  const inset = insets[departement]
  if (inset) {
    const [left, right, top, bottom] = inset.box
    const across = (longitude - inset.west) / (inset.east - inset.west)
    const down = (inset.north - latitude) / (inset.north - inset.south)
    return { x: Math.round(left + across * (right - left)), y: Math.round(top + down * (bottom - top)) }
  }
  const [east, north] = lambert93(latitude, longitude)
  // The drawing is that projection, reduced; found from 125 towns that must fall in their département.
  return {
    x: Math.round(395.7 + 0.0049274 * east - 0.0000572 * north),
    y: Math.round(35323.8 - 0.00008 * east - 0.0049584 * north),
  }
}
