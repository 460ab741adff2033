import { type Step, shadeOf } from './steps.ts'

interface MapLegendProps {
  /** The id of the map: its title and its hatching are named after it. */
  readonly id: string
  readonly title: string
  readonly steps: readonly Step[]
  readonly format: (value: number) => string
  readonly hatched: boolean
  /** The sum of what has a code but no shape. */
  readonly elsewhere: number
}

function Swatch({ className, fill }: { readonly className: string; readonly fill?: string }) {
  return (
    <svg className="map-swatch" viewBox="0 0 220 140" aria-hidden="true">
      <rect x="5" y="5" width="210" height="130" className={className} fill={fill} />
    </svg>
  )
}

/** What the shades of a map mean. */
export function MapLegend({ id, title, steps, format, hatched, elsewhere }: MapLegendProps) {
  return (
    <div className="map-legend">
      <p id={`${id}-title`} className="map-title">
        {title}
      </p>
      <ul>
        <li>
          <Swatch className="map-none" />
          {format(0)}
        </li>
        {steps.map(({ from, to }, step) => (
          <li key={from}>
            <Swatch className={`map-step-${shadeOf(step, steps.length)}`} />
            {from === to ? format(from) : `${format(from)} à ${format(to)}`}
          </li>
        ))}
        {hatched && (
          <li>
            <Swatch className="map-hidden" fill={`url(#${id}-hatch)`} />
            Masqué
          </li>
        )}
        {elsewhere > 0 && <li>Hors de la carte : {format(elsewhere)}</li>}
      </ul>
      <p className="map-source">Fond de carte : Wikimedia Commons, CC BY-SA.</p>
    </div>
  )
}
