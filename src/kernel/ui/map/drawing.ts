import { departements101 } from '#vocabulary'

export interface DepartementShapes {
  readonly viewBox: string
  /** One path per département, in code order. */
  readonly shapes: readonly { readonly code: string; readonly path: string }[]
  /** Where Paris and its neighbours lie on the main map; they are drawn, enlarged, in their inset. */
  readonly enlarged: string
  readonly frames: readonly string[]
  readonly captions: readonly { readonly text: string; readonly x: number; readonly y: number }[]
}

type Point = readonly [x: number, y: number]

// Whole tenths of the drawing's unit, written relative to the point before: a third of the size, nothing visible lost.
const tenths = (value: number) => Math.round(value * 10)
const enlargedId = 'dpt-75-92-93-94'

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
const numbers = (text: string) => (text.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []).map(Number)

function pointsOf(values: readonly number[], [dx, dy]: Point): Point[] {
  const points: Point[] = []
  for (let i = 0; i + 1 < values.length; i += 2) {
    points.push([tenths((values[i] ?? 0) + dx), tenths((values[i + 1] ?? 0) + dy)])
  }
  return points
}

function pathWriter() {
  let from: Point = [0, 0]
  return (command: 'm' | 'l' | 'c', points: readonly Point[]) => {
    const origin = from
    const steps = points.flatMap((point) => {
      const base = command === 'c' ? origin : from
      if (command !== 'c') from = point
      return [point[0] - base[0], point[1] - base[1]]
    })
    if (command === 'c') from = points.at(-1) ?? from
    return command + steps.join(' ').replaceAll(' -', '-')
  }
}

/** The path of one element of the drawing, whatever it is made of. */
function compactPath(tag: string, shift: Point): string {
  const write = pathWriter()
  if (!tag.startsWith('<path')) {
    const [first, ...rest] = pointsOf(numbers(attribute(tag, 'points')), shift)
    if (first === undefined) throw new Error(`a shape without points: ${attribute(tag, 'id')}`)
    return `M0 0${write('m', [first])}${write('l', rest)}${tag.startsWith('<polygon') ? 'z' : ''}`
  }
  let path = 'M0 0'
  let start: Point = [0, 0]
  for (const [, command = '', values = ''] of attribute(tag, 'd').matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const points = pointsOf(numbers(values), shift)
    if (command === 'M' || command === 'L' || command === 'C') {
      if (command === 'M') start = points[0] ?? start
      path += write(command === 'M' ? 'm' : command === 'L' ? 'l' : 'c', points)
    } else if (command === 'Z') {
      // Closing goes back to the start; saying so keeps the next relative move right.
      path += `${write('l', [start])}z`
    } else throw new Error(`a path command we cannot read: ${command}`)
  }
  return path
}

/**
 * Reads a drawing of France whose départements are elements with ids `dpt-…`.
 * Throws when one of the 101 is missing, so that a map with a hole is never built.
 */
export function readShapes(svg: string): DepartementShapes {
  const [, , width = 0, height = 0] = numbers(attribute(svg, 'viewBox'))
  const group = /<g id="carte"[^>]*transform="translate\(([^)]*)\)"/.exec(svg)?.[1] ?? ''
  const [dx = 0, dy = 0] = numbers(group)
  const paths = new Map<string, string>()
  const frames: string[] = []
  for (const [tag] of svg.matchAll(/<(?:path|polygon|polyline)\s[^>]*>/g)) {
    const id = attribute(tag, 'id')
    if (id.startsWith('sous-cadre')) frames.push(compactPath(tag, [0, 0]))
    else if (id.startsWith('dpt-')) paths.set(id, (paths.get(id) ?? '') + compactPath(tag, [dx, dy]))
  }
  const shapes = departements101.map((code) => {
    const path = paths.get(`dpt-${code}`)
    if (path === undefined) throw new Error(`the drawing has no shape for the département ${code}`)
    return { code, path }
  })
  const captions = [...svg.matchAll(/<text[^>]*>\s*<tspan ([^>]*)>([^<]*)</g)].map(
    ([, place = '', text = '']) => ({
      text: text.replace('Paris petit couronne', 'Petite couronne'),
      x: tenths(Number(attribute(` ${place}`, 'x'))),
      y: tenths(Number(attribute(` ${place}`, 'y'))),
    }),
  )
  const enlarged = paths.get(enlargedId)
  if (enlarged === undefined) throw new Error('the drawing does not show where the enlarged départements lie')
  return { viewBox: `0 0 ${tenths(width)} ${tenths(height)}`, shapes, enlarged, frames, captions }
}
