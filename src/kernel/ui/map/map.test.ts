import { describe, expect, test } from 'vitest'
import { readShapes } from './drawing.ts'
import { positionOn } from './position.ts'
import { packagedDrawing } from './shapes.server.ts'
import { naturalSteps, shadeOf, stepOf } from './steps.ts'

describe('the drawing of France', () => {
  const drawing = readShapes(packagedDrawing())

  test('shows each of the 101 départements once, overseas and Paris included', () => {
    expect(drawing.shapes).toHaveLength(101)
    expect(new Set(drawing.shapes.map(({ path }) => path)).size).toBe(101)
    expect(drawing.captions.map(({ text }) => text)).toContain('Mayotte')
    expect(drawing.frames).toHaveLength(3)
  })

  test('keeps every shape inside its box', () => {
    const [, , width = 0, height = 0] = drawing.viewBox.split(' ').map(Number)
    for (const { code, path } of drawing.shapes) {
      const [x = -1, y = -1] = /^M0 0m(-?\d+)[ ]?(-?\d+)/.exec(path)?.slice(1).map(Number) ?? []
      expect(x >= 0 && x <= width && y >= 0 && y <= height, `${code} begins at ${x} ${y}`).toBe(true)
    }
  })

  test('does not let a map with a hole be built', () => {
    expect(() => readShapes(packagedDrawing().replace('id="dpt-23"', 'id="dpt-??"'))).toThrow(/23/)
  })
})

describe('the steps of the scale', () => {
  test('few values have a step each', () => {
    expect(naturalSteps([3, 1, 1, 2, 0])).toEqual([1, 2, 3].map((value) => ({ from: value, to: value })))
    expect(naturalSteps([])).toEqual([])
    expect(naturalSteps([0, 0])).toEqual([])
  })

  test('many small counts and a long tail stay apart', () => {
    const counts = [...Array(30).fill(1), ...Array(12).fill(2), 3, 3, 3, 4, 4, 6, 7, 14]
    expect(naturalSteps(counts)).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 2 },
      { from: 3, to: 4 },
      { from: 6, to: 7 },
      { from: 14, to: 14 },
    ])
  })

  test('every value falls in exactly the step that names it, and nothing in none', () => {
    const values = [1, 1, 2, 5, 8, 13, 21, 34, 55, 89, 144]
    const steps = naturalSteps(values)
    expect(steps.length).toBe(5)
    for (const value of values) {
      const step = steps[stepOf(steps, value) ?? -1]
      expect(step && step.from <= value && value <= step.to, `${value}`).toBe(true)
    }
    expect(stepOf(steps, 0)).toBeUndefined()
    expect(stepOf(steps, undefined)).toBeUndefined()
  })

  test('few steps use the whole scale of shades', () => {
    expect([0, 1, 2].map((step) => shadeOf(step, 3))).toEqual([0, 2, 4])
    expect(shadeOf(0, 1)).toBe(2)
  })
})

describe('a place on the drawing', () => {
  const boxes = new Map(
    readShapes(packagedDrawing()).shapes.map(({ code, path }) => [code, boxOf(path)] as const),
  )

  test.each([
    ['01', 46.205, 5.226],
    ['06', 43.71, 7.262],
    ['13', 43.296, 5.37],
    ['29', 48.39, -4.486],
    ['59', 50.629, 3.057],
    ['64', 43.295, -0.371],
    ['67', 48.573, 7.752],
    ['75', 48.857, 2.352],
    ['92', 48.892, 2.206],
    ['93', 48.909, 2.44],
    ['94', 48.79, 2.455],
    ['2A', 41.919, 8.739],
    ['2B', 42.697, 9.451],
    ['971', 15.998, -61.728],
    ['972', 14.603, -61.067],
    ['973', 4.938, -52.33],
    ['974', -20.879, 55.448],
    ['976', -12.781, 45.228],
  ])('the prefecture of %s lies in its département, or on its shore', (code, latitude, longitude) => {
    const { x, y } = positionOn(code, latitude, longitude)
    const [left = 0, right = 0, top = 0, bottom = 0] = boxes.get(code) ?? []
    expect(x).toBeGreaterThan(left - 15)
    expect(x).toBeLessThan(right + 15)
    expect(y).toBeGreaterThan(top - 15)
    expect(y).toBeLessThan(bottom + 15)
  })
})

/** The edges of a path written with relative moves. */
function boxOf(path: string): [left: number, right: number, top: number, bottom: number] {
  const [xs, ys]: [number[], number[]] = [[], []]
  let [x, y] = [0, 0]
  for (const [, command = '', values = ''] of path.matchAll(/([mlc])([^Mmlcz]*)/g)) {
    const steps = (values.match(/-?\d+/g) ?? []).map(Number)
    const [size, end] = command === 'c' ? [6, 4] : [2, 0]
    for (let at = 0; at + size <= steps.length; at += size) {
      x += steps[at + end] ?? 0
      y += steps[at + end + 1] ?? 0
      xs.push(x)
      ys.push(y)
    }
  }
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
}
