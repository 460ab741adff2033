import type { DepartementShapes } from '#kernel/ui/map/drawing.ts'
import type { Fill, MapClass } from './level.ts'

/** What a map is drawn from. */
export interface Drawing {
  /** The shade of each département; one that is left out is blank. */
  readonly levels: ReadonlyMap<string, Fill>
  /** Départements whose value is not known or not told, whatever their shade. */
  readonly hatched: ReadonlySet<string>
  /** What is said of each département, value included. */
  readonly labels: ReadonlyMap<string, string>
  readonly title: string
  readonly desc: string
  /** Places within the départements; their words are in the table beside the map. */
  readonly points?: readonly { readonly x: number; readonly y: number; readonly label: string }[]
  /** The classes, written under the map; none when the page writes them itself. */
  readonly legend?: readonly MapClass[]
  /** Where each département leads. */
  readonly href?: (code: string) => string
  /** Begins the identifiers of the drawing: two maps on a page have different ones. */
  readonly id?: string
}

/** An element of the drawing: written as text by the server, shown by the page. */
export interface SvgNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly (SvgNode | string)[]
}

const node = (
  tag: string,
  attributes: SvgNode['attributes'],
  ...children: readonly (SvgNode | string)[]
): SvgNode => ({ tag, attributes, children })

const paper = '#ffffff'
const ink = '#1d1b26'
const line = '#878399'

/** Colours in the file itself, for whoever opens it alone; a page gives its own through the classes. */
const grounds: Readonly<Record<Fill, string>> = {
  none: paper,
  'step-0': '#e4e0f5',
  'step-1': '#c0b8e6',
  'step-2': '#9689d0',
  'step-3': '#6553b2',
  'step-4': '#382a7d',
  hatched: paper,
}

/** Pale places need a dark edge to be seen, dark ones a pale edge to be told apart. */
const edges: Readonly<Record<Fill, string>> = {
  none: line,
  'step-0': line,
  'step-1': line,
  'step-2': paper,
  'step-3': paper,
  'step-4': paper,
  hatched: line,
}

const fills = ['none', 'step-0', 'step-1', 'step-2', 'step-3', 'step-4', 'hatched'] as const

/** Marks that tell the shades apart without their colour: denser and denser, dark on pale then pale on dark. */
const marks: Partial<Record<Fill, SvgNode>> = {
  'step-1': node('circle', { class: 'map-texture', cx: 32, cy: 32, r: 8, fill: ink, opacity: 0.45 }),
  'step-2': node('path', {
    class: 'map-texture',
    d: 'M0 16h64M0 48h64',
    stroke: ink,
    'stroke-width': 5,
    opacity: 0.45,
  }),
  'step-3': node('path', {
    class: 'map-texture map-texture-pale',
    d: 'M-8 8l16-16M0 64l64-64M56 72l16-16',
    stroke: paper,
    'stroke-width': 7,
    opacity: 0.5,
  }),
  'step-4': node('path', {
    class: 'map-texture map-texture-pale',
    d: 'M32 20v24M20 32h24',
    stroke: paper,
    'stroke-width': 7,
    opacity: 0.55,
  }),
  hatched: node('path', {
    class: 'map-hatch',
    d: 'M-8 56l16 16M0 0l64 64M56 -8l16 16',
    stroke: '#a9a5b8',
    'stroke-width': 16,
  }),
}

const groundClass = (fill: Fill) => `map-${fill === 'hatched' ? 'hatch-ground' : fill}`

function pattern(id: string, fill: Fill): SvgNode {
  const ground = node('rect', { class: groundClass(fill), width: 64, height: 64, fill: grounds[fill] })
  const mark = marks[fill]
  const size = { width: 64, height: 64, patternUnits: 'userSpaceOnUse' }
  return node('pattern', { id: `${id}-${fill}`, ...size }, ground, ...(mark ? [mark] : []))
}

const legendRow = 190

interface LegendLine {
  readonly label: string
  readonly mark: (x: number, y: number) => SvgNode
}

/** What the shades and the marks mean, under the name of the map: a file that goes alone says what it shows. */
function legendOf(id: string, { title, legend = [], points = [] }: Drawing, top: number): SvgNode[] {
  if (legend.length === 0) return []
  const lines: LegendLine[] = legend.map(({ label, fill }) => ({
    label,
    mark: (x, y) =>
      node('rect', {
        class: 'map-edge',
        x,
        y,
        width: 220,
        height: 140,
        stroke: line,
        'stroke-width': 6,
        fill: `url(#${id}-${fill})`,
      }),
  }))
  if (points.length > 0)
    lines.push({ label: pointsLegend, mark: (x, y) => circle({ x: x + 110, y: y + 70 }) })
  return [
    node(
      'g',
      { 'font-family': 'sans-serif', fill: ink },
      node('text', { x: 60, y: top + 110, 'font-size': 140, 'font-weight': 'bold' }, title),
      ...lines.flatMap(({ label, mark }, row) => {
        const y = top + (row + 1) * legendRow
        return [mark(60, y), node('text', { x: 340, y: y + 108, 'font-size': 120 }, label)]
      }),
    ),
  ]
}

/** What the marks of the places mean. */
export const pointsLegend = 'Lieu où se tient un service'

const circle = (
  { x, y }: { readonly x: number; readonly y: number },
  ...inside: readonly SvgNode[]
): SvgNode =>
  node(
    'circle',
    { class: 'map-point', cx: x, cy: y, r: 26, fill: '#f2bb5b', stroke: ink, 'stroke-width': 10 },
    ...inside,
  )

function ground({ enlarged, frames, captions }: DepartementShapes): SvgNode {
  const edge = { stroke: line }
  return node(
    'g',
    { 'aria-hidden': 'true' },
    node('path', { class: 'map-enlarged', d: enlarged, fill: '#dedbe6', ...edge, 'stroke-width': 4 }),
    ...frames.map((d) => node('path', { class: 'map-frame', d, fill: 'none', ...edge, 'stroke-width': 6 })),
    ...captions.map(({ text, x, y }) =>
      node(
        'text',
        { class: 'map-caption', x, y, fill: '#5d5a6b', 'font-size': 84, 'font-family': 'sans-serif' },
        text,
      ),
    ),
  )
}

/**
 * The map of the 101 départements, overseas and the inner Paris in insets: links that the keyboard reaches, named for
 * whoever does not see, patterns beside the colours, nothing to run.
 */
export function drawMap(shapes: DepartementShapes, asked: Drawing): SvgNode {
  const { levels, hatched, labels, points = [], legend = [], href, id = 'map' } = asked
  const [, , width = 0, height = 0] = shapes.viewBox.split(' ').map(Number)
  const rows = legend.length + 1 + (points.length > 0 ? 1 : 0)
  const below = legend.length === 0 ? 0 : rows * legendRow + 160
  const place = ({ code, path }: DepartementShapes['shapes'][number]): SvgNode => {
    const label = labels.get(code) ?? code
    const fill = hatched.has(code) ? 'hatched' : (levels.get(code) ?? 'none')
    const shape = node(
      'path',
      { class: `map-place map-on-${fill}`, d: path, fill: `url(#${id}-${fill})`, stroke: edges[fill] },
      node('title', {}, label),
    )
    const told = { 'data-code': code, 'aria-label': label }
    return href ? node('a', { href: href(code), ...told }, shape) : node('g', { role: 'img', ...told }, shape)
  }
  const named = { 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-desc` }
  return node(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height + below}`,
      role: 'group',
      ...named,
    },
    node('title', { id: `${id}-title` }, asked.title),
    node('desc', { id: `${id}-desc` }, asked.desc),
    node('defs', {}, ...fills.map((fill) => pattern(id, fill))),
    ground(shapes),
    node(
      'g',
      { class: 'map-places', 'stroke-width': 5, 'stroke-linejoin': 'round' },
      ...shapes.shapes.map(place),
    ),
    node(
      'g',
      { class: 'map-points', 'aria-hidden': 'true' },
      ...points.map((at) => circle(at, node('title', {}, at.label))),
    ),
    ...legendOf(id, asked, height + 80),
  )
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text inside an element or an attribute. What XML cannot hold at all is left out. */
const xmlText = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (one) => escapes[one] ?? '')

/** An element as the text of a file. */
export function svgText({ tag, attributes, children }: SvgNode): string {
  const said = Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
  const inside = children.map((child) => (typeof child === 'string' ? xmlText(child) : svgText(child)))
  return `<${tag}${said.join('')}>${inside.join('')}</${tag}>`
}

/** The same map as SVG text. */
export const mapSvg = (shapes: DepartementShapes, asked: Drawing): string => svgText(drawMap(shapes, asked))
