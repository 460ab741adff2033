import { expect, test } from 'vitest'
import { servedShapes } from '#kernel/ui/map/shapes.server.ts'
import { departementName, departements101 } from '#vocabulary'
import { wellFormed } from './svg.testing.ts'
import { mapSvg } from './svg.ts'

const everyone = new Map(departements101.map((code) => [code, `${departementName(code)} (${code})\u00a0: 3`]))

const drawn = (asked: Partial<Parameters<typeof mapSvg>[1]> = {}) =>
  mapSvg(servedShapes(), {
    levels: new Map([['59', 'step-4']]),
    hatched: new Set(['2A']),
    labels: everyone,
    title: 'Services',
    desc: 'Ce qui est compté.',
    href: (code) => `/ailleurs/${code}`,
    ...asked,
  })

test('the drawing is well-formed, names itself, and holds nothing to run', () => {
  const svg = drawn()
  expect(() => wellFormed(svg)).not.toThrow()
  expect(svg).toContain('<title id="map-title">Services</title><desc id="map-desc">Ce qui est compté.</desc>')
  expect(svg).not.toMatch(/<script|<style|style="|\son\w+=|href="(?!\/ailleurs\/)/)
})

test('each of the 101 départements is a link with its own words', () => {
  const links = [...drawn().matchAll(/<a href="\/ailleurs\/(\w+)" data-code="(\w+)" aria-label="([^"]+)">/g)]
  expect(links.map(([, href]) => href)).toEqual(departements101)
  for (const [, href, code = '', label] of links) {
    expect(href).toBe(code)
    expect(label).toBe(everyone.get(code))
  }
})

test('a shade is a pattern, and what is hatched is hatched whatever its shade', () => {
  const svg = drawn({
    levels: new Map([
      ['59', 'step-4'],
      ['2A', 'step-4'],
    ]),
  })
  const fillOf = (code: string) =>
    new RegExp(`data-code="${code}"[^>]*><path class="[^"]*" d="[^"]*" fill="url\\(#map-([\\w-]+)\\)"`).exec(
      svg,
    )?.[1]
  expect(fillOf('59')).toBe('step-4')
  expect(fillOf('2A')).toBe('hatched')
  expect(fillOf('01')).toBe('none')
  const patterns = [...svg.matchAll(/<pattern id="map-([\w-]+)"[^>]*>(.*?)<\/pattern>/g)]
  expect(patterns.map(([, id]) => id)).toEqual([
    'none',
    'step-0',
    'step-1',
    'step-2',
    'step-3',
    'step-4',
    'hatched',
  ])
  // Without its colours, only what is blank and the palest shade look alike.
  const marks = patterns.map(([, , inside = '']) => inside.replace(/<rect[^>]*>/, ''))
  expect(new Set(marks).size).toBe(patterns.length - 1)
})

test('without anywhere to lead, départements are pictures; the legend is written on demand', () => {
  const { href: _, ...rest } = {
    levels: new Map(),
    hatched: new Set<string>(),
    labels: everyone,
    title: 'Services',
    desc: '',
    href: undefined,
  }
  const svg = mapSvg(servedShapes(), {
    ...rest,
    legend: [{ id: 'none', label: 'Moins de 5 & plus', fill: 'none' }],
  })
  expect(() => wellFormed(svg)).not.toThrow()
  expect(svg).not.toContain('<a ')
  expect(svg).toContain('>Moins de 5 &amp; plus</text>')
  expect(svg).toContain('>Services</text>')
  expect(svg).not.toContain('class="map-point"')
})

test('whatever the words, they stay words', () => {
  const hostile = '"><script>alert(1)</script>&\u0000\ud800'
  const svg = drawn({ title: hostile, desc: hostile, labels: new Map([['59', hostile]]), id: 'other' })
  expect(() => wellFormed(svg)).not.toThrow()
  expect(svg).not.toContain('<script')
  expect(svg).not.toContain('\u0000')
  expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;')
})
