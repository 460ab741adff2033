import { captions, enlarged, frames, shapes, viewBox } from 'virtual:departement-shapes'
import { type KeyboardEvent, type SyntheticEvent, useId, useRef, useState } from 'react'
import './FranceMap.css'
import { MapLegend } from './MapLegend.tsx'
import { naturalSteps, type Step, shadeOf, stepOf } from './steps.ts'

export interface FranceMapProps {
  /** What is mapped; heads the legend and names the map to a screen reader. */
  readonly title: string
  /** What each code is worth; a code without a shape is counted under the map. */
  readonly values: Readonly<Record<string, number>>
  /** What is said of a code, value included: « Nord : 12 situations ». */
  readonly label: (code: string) => string
  /** Codes whose value may not be shown: hatched. */
  readonly hidden?: ReadonlySet<string>
  /** The steps of the scale, at most five; by default the natural breaks of the values. */
  readonly scale?: readonly Step[]
  /** How the legend writes a value. */
  readonly format?: (value: number) => string
  readonly selected?: string | undefined
  readonly onSelect?: (code: string) => void
}

const codes = shapes.map(({ code }) => code)
const drawn = new Set(codes)
const pathOf = new Map(shapes.map(({ code, path }) => [code, path]))
const nobody: ReadonlySet<string> = new Set()
const plain = new Intl.NumberFormat('fr')

const moves: Readonly<Record<string, (at: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: () => codes.length - 1,
}

const codeUnder = (event: SyntheticEvent) =>
  event.target instanceof Element ? event.target.closest('[data-code]')?.getAttribute('data-code') : undefined

/**
 * The départements shaded by value, with overseas and the inner Paris in insets. One tab stop; arrows walk in code
 * order, Enter chooses. It never stands alone: the same figures belong in a table beside it.
 */
export function FranceMap({
  title,
  values,
  label,
  hidden = nobody,
  scale,
  format = plain.format,
  selected,
  onSelect,
}: FranceMapProps) {
  const id = useId()
  const svg = useRef<SVGSVGElement>(null)
  const [pointed, setPointed] = useState<string>()
  const [focused, setFocused] = useState<string>()
  const [stop, setStop] = useState(selected ?? codes[0])

  const shown = Object.entries(values).filter(([code]) => !hidden.has(code))
  const steps = scale ?? naturalSteps(shown.flatMap(([code, value]) => (drawn.has(code) ? [value] : [])))
  const elsewhere = shown.reduce((sum, [code, value]) => (drawn.has(code) ? sum : sum + value), 0)
  const told = pointed ?? focused ?? selected
  const outlined = told === undefined ? undefined : pathOf.get(told)
  const chosen = selected === undefined ? undefined : pathOf.get(selected)

  const paint = (code: string) => {
    if (hidden.has(code)) return { className: 'map-hidden', fill: `url(#${id}-hatch)` }
    const step = stepOf(steps, values[code])
    return { className: step === undefined ? 'map-none' : `map-step-${shadeOf(step, steps.length)}` }
  }

  // One chooses in a listbox; without a choice to make, it is a group of pictures.
  const part = (code: string) =>
    onSelect ? { role: 'option', 'aria-selected': code === selected } : { role: 'img' }

  const walk = (event: KeyboardEvent) => {
    const here = codeUnder(event)
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return
    if (onSelect && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      onSelect(here)
      return
    }
    const move = moves[event.key]
    const to = move && codes.at(move(codes.indexOf(here)) % codes.length)
    if (to === undefined) return
    event.preventDefault()
    setStop(to)
    svg.current?.querySelector<SVGElement>(`[data-code="${to}"]`)?.focus()
  }

  return (
    <figure className="map" aria-labelledby={`${id}-title`}>
      <p className="map-told" aria-hidden="true">
        {told === undefined ? 'Choisissez un département.' : label(told)}
      </p>
      <div className="map-drawing">
        <svg viewBox={viewBox} aria-hidden="true" className="map-ground">
          <defs>
            <pattern
              id={`${id}-hatch`}
              width="50"
              height="50"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect className="map-hatch-ground" width="50" height="50" />
              <rect className="map-hatch-line" width="14" height="50" />
            </pattern>
          </defs>
          <path d={enlarged} className="map-enlarged" />
          {frames.map((frame) => (
            <path key={frame} d={frame} className="map-frame" />
          ))}
          {captions.map(({ text, x, y }) => (
            <text key={text} x={x} y={y} className="map-caption">
              {text}
            </text>
          ))}
        </svg>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: named by the legend; a title would hover over every shape. */}
        <svg
          ref={svg}
          viewBox={viewBox}
          role={onSelect ? 'listbox' : 'group'}
          aria-labelledby={`${id}-title`}
          className={onSelect ? 'map-shapes map-selectable' : 'map-shapes'}
          onKeyDown={walk}
          onClick={(event) => {
            const code = codeUnder(event)
            if (code) onSelect?.(code)
          }}
          onPointerOver={(event) => setPointed(codeUnder(event) ?? undefined)}
          onPointerLeave={() => setPointed(undefined)}
          onFocus={(event) => {
            const code = codeUnder(event) ?? undefined
            setFocused(code)
            if (code) setStop(code)
          }}
          onBlur={() => setFocused(undefined)}
        >
          {shapes.map(({ code, path }) => (
            <path
              key={code}
              d={path}
              data-code={code}
              aria-label={label(code)}
              tabIndex={code === stop ? 0 : -1}
              {...part(code)}
              {...paint(code)}
            />
          ))}
        </svg>
        <svg viewBox={viewBox} aria-hidden="true" className="map-marks">
          {chosen && <path d={chosen} className="map-chosen" />}
          {outlined && <path d={outlined} className={focused === told ? 'map-focused' : 'map-pointed'} />}
        </svg>
      </div>
      <figcaption>
        <MapLegend
          id={id}
          title={title}
          steps={steps}
          format={format}
          hatched={hidden.size > 0}
          elsewhere={elsewhere}
        />
      </figcaption>
    </figure>
  )
}
