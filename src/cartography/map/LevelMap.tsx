import * as shapes from 'virtual:departement-shapes'
import { useRouter } from '@tanstack/react-router'
import { createElement, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import '#kernel/ui/map/FranceMap.css'
import type { MapShown } from './contract.ts'
import { drawingOf, territoryHref } from './level.ts'
import { drawMap, pointsLegend, type SvgNode } from './svg.ts'
import './map.css'

type Class = MapShown['classes'][number]

interface Told {
  readonly words: string
  readonly path: string
  readonly isFocus: boolean
}

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, last) => last,
}

const placeOf = (event: Event) =>
  event.target instanceof Element ? event.target.closest<SVGAElement>('a[data-code]') : null

/** `stroke-width` is `strokeWidth` here; what is said to screen readers keeps its name. */
const nameHere = (name: string): string =>
  name === 'class'
    ? 'className'
    : /^(aria|data)-/.test(name)
      ? name
      : name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

function shownNode({ tag, attributes, children }: SvgNode): ReactNode {
  const said = Object.entries(attributes).map(([name, value]) => [nameHere(name), value])
  return createElement(
    tag,
    Object.fromEntries(said),
    ...children.map((child) => (typeof child === 'string' ? child : shownNode(child))),
  )
}

/**
 * The drawing that the server gives as a file, on a page. Its links work by themselves; here they are one tab stop that
 * arrows walk, their words stand above the drawing, and they open without leaving the page.
 */
export function LevelMap({ shown }: { readonly shown: MapShown }) {
  const host = useRef<HTMLDivElement>(null)
  const router = useRouter()
  const [told, setTold] = useState<Told>()
  const drawn = useMemo(
    () => shownNode(drawMap(shapes, { ...drawingOf(shown), href: territoryHref })),
    [shown],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing has new links.
  useEffect(() => {
    const { current } = host
    if (!current) return
    const places = [...current.querySelectorAll<SVGAElement>('a[data-code]')]
    const stopAt = (place: SVGAElement | undefined) => {
      for (const one of places) one.setAttribute('tabindex', one === place ? '0' : '-1')
    }
    stopAt(places[0])
    const tell = (event: Event) => {
      const place = placeOf(event)
      const isFocus = event.type === 'focusin'
      if (place && isFocus) stopAt(place)
      setTold(
        place
          ? {
              words: place.getAttribute('aria-label') ?? '',
              path: place.querySelector('path')?.getAttribute('d') ?? '',
              isFocus,
            }
          : undefined,
      )
    }
    const forget = () => setTold(undefined)
    const walk = (event: KeyboardEvent) => {
      const place = placeOf(event)
      const move = moves[event.key]
      if (!place || !move || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      places.at(move(places.indexOf(place), places.length - 1) % places.length)?.focus()
    }
    const open = (event: MouseEvent) => {
      const href = placeOf(event)?.getAttribute('href')
      if (!href || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
        return
      event.preventDefault()
      router.history.push(href)
    }
    const heard = new AbortController()
    const { signal } = heard
    current.addEventListener('focusin', tell, { signal })
    current.addEventListener('pointerover', tell, { signal })
    current.addEventListener('focusout', forget, { signal })
    current.addEventListener('pointerleave', forget, { signal })
    current.addEventListener('keydown', walk, { signal })
    current.addEventListener('click', open, { signal })
    return () => heard.abort()
  }, [drawn, router])
  return (
    <figure className="map territory-map">
      <p className="map-told no-print" aria-hidden="true">
        {told?.words ?? 'Choisissez un département.'}
      </p>
      <div className="map-drawing">
        <div ref={host} className="map-host">
          {drawn}
        </div>
        <svg viewBox={shapes.viewBox} aria-hidden="true" className="map-marks">
          {told && <path d={told.path} className={told.isFocus ? 'map-focused' : 'map-pointed'} />}
        </svg>
      </div>
      <figcaption className="map-legend">
        <ul>
          {shown.classes.map((one) => (
            <li key={one.id}>
              <FillSwatch fill={one.fill} />
              {one.label}
              <span className="muted">({one.count})</span>
            </li>
          ))}
          {shown.places.length > 0 && (
            <li>
              <svg className="map-swatch" viewBox="0 0 220 140" aria-hidden="true">
                <circle className="map-point" cx="110" cy="70" r="44" />
              </svg>
              {pointsLegend}
            </li>
          )}
        </ul>
        <p className="map-source">
          Entre parenthèses : le nombre de départements. Au clavier, les flèches parcourent la carte et Entrée
          ouvre une page. Fond de carte : Wikimedia Commons, CC BY-SA.
        </p>
      </figcaption>
    </figure>
  )
}

/** A class of the legend in small; its pattern is that of the drawing beside it. */
export function FillSwatch({ fill }: { readonly fill: Class['fill'] }) {
  return (
    <svg className="map-swatch" viewBox="0 0 220 140" aria-hidden="true">
      <rect className="map-edge" x="5" y="5" width="210" height="130" fill={`url(#map-${fill})`} />
    </svg>
  )
}
