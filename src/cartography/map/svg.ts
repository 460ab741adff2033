import type { DepartementShapes } from '#kernel/ui/map/shapes.ts'
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
  /** The classes, written under the map; none when the page writes them itself. */
  readonly legend?: readonly MapClass[]
  /** Where each département leads. */
  readonly href?: (code: string) => string
  /** Begins the identifiers of the drawing: two maps on a page have different ones. */
  readonly id?: string
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text inside an element or an attribute. What XML cannot hold at all is left out. */
export const xmlText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids.
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (one) => escapes[one] ?? '')

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

const fills = ['none', 'step-0', 'step-1', 'step-2', 'step-3', 'step-4', 'hatched'] as const

/** Marks that tell the shades apart without their colour: denser and denser, dark on pale then pale on dark. */
const marks: Partial<Record<Fill, string>> = {
  'step-1': `<circle class="map-texture" cx="32" cy="32" r="8" fill="${ink}" opacity="0.45"/>`,
  'step-2': `<path class="map-texture" d="M0 16h64M0 48h64" stroke="${ink}" stroke-width="5" opacity="0.45"/>`,
  'step-3': `<path class="map-texture map-texture-pale" d="M-8 8l16-16M0 64l64-64M56 72l16-16" stroke="${paper}" stroke-width="7" opacity="0.5"/>`,
  'step-4': `<path class="map-texture map-texture-pale" d="M32 20v24M20 32h24" stroke="${paper}" stroke-width="7" opacity="0.55"/>`,
  hatched: `<path class="map-hatch" d="M-8 56l16 16M0 0l64 64M56 -8l16 16" stroke="#a9a5b8" stroke-width="16"/>`,
}

const groundClass = (fill: Fill) => `map-${fill === 'hatched' ? 'hatch-ground' : fill}`

const pattern = (id: string, fill: Fill) =>
  `<pattern id="${id}-${fill}" width="64" height="64" patternUnits="userSpaceOnUse">` +
  `<rect class="${groundClass(fill)}" width="64" height="64" fill="${grounds[fill]}"/>${marks[fill] ?? ''}</pattern>`

const legendRow = 190

function legendOf(id: string, legend: readonly MapClass[], top: number): string {
  const rows = legend.map(({ label, fill }, row) => {
    const y = top + row * legendRow
    return (
      `<rect class="map-edge" x="60" y="${y}" width="220" height="140" fill="url(#${id}-${fill})" stroke="${line}" stroke-width="6"/>` +
      `<text class="map-legend-text" x="340" y="${y + 108}" fill="${ink}" font-size="120">${xmlText(label)}</text>`
    )
  })
  return `<g class="map-legend-drawn" font-family="sans-serif">${rows.join('')}</g>`
}

/**
 * The map of the 101 départements as SVG text, overseas and the inner Paris in insets: links that the keyboard reaches,
 * named for whoever does not see, patterns beside the colours, nothing to run.
 */
export function mapSvg(shapes: DepartementShapes, asked: Drawing): string {
  const { levels, hatched, labels, legend = [], href, id = 'map' } = asked
  const [, , width = 0, height = 0] = shapes.viewBox.split(' ').map(Number)
  const below = legend.length === 0 ? 0 : legend.length * legendRow + 160
  const fillOf = (code: string): Fill => (hatched.has(code) ? 'hatched' : (levels.get(code) ?? 'none'))
  const place = ({ code, path }: DepartementShapes['shapes'][number]) => {
    const label = xmlText(labels.get(code) ?? code)
    const fill = fillOf(code)
    const shape =
      `<path class="map-place map-on-${fill}" d="${path}" fill="url(#${id}-${fill})">` +
      `<title>${label}</title></path>`
    return href
      ? `<a href="${xmlText(href(code))}" data-code="${code}" aria-label="${label}">${shape}</a>`
      : `<g role="img" data-code="${code}" aria-label="${label}">${shape}</g>`
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="map-served" viewBox="0 0 ${width} ${height + below}" role="group" aria-labelledby="${id}-title" aria-describedby="${id}-desc">`,
    `<title id="${id}-title">${xmlText(asked.title)}</title><desc id="${id}-desc">${xmlText(asked.desc)}</desc>`,
    `<defs>${fills.map((fill) => pattern(id, fill)).join('')}</defs>`,
    `<g aria-hidden="true"><path class="map-enlarged" d="${shapes.enlarged}" fill="#dedbe6" stroke="${line}" stroke-width="4"/>`,
    ...shapes.frames.map((d) => `<path class="map-frame" d="${d}" fill="none" stroke="${line}" stroke-width="6"/>`),
    ...shapes.captions.map(
      ({ text, x, y }) =>
        `<text class="map-caption" x="${x}" y="${y}" fill="#5d5a6b" font-size="84" font-family="sans-serif">${xmlText(text)}</text>`,
    ),
    `</g><g class="map-places" stroke="${line}" stroke-width="5" stroke-linejoin="round">`,
    ...shapes.shapes.map(place),
    '</g>',
    legend.length > 0 ? legendOf(id, legend, height + 80) : '',
    '</svg>',
  ].join('')
}
