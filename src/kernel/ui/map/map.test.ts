import { describe, expect, test } from 'vitest'
import { packagedDrawing } from './shapes.server.ts'
import { readShapes } from './shapes.ts'
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
