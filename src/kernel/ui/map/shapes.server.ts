import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { type DepartementShapes, readShapes } from './drawing.ts'

/** The drawing as the package holds it; no geometry is kept in our sources. */
export function packagedDrawing(): string {
  const drawing: unknown = createRequire(import.meta.url)('@socialgouv/react-departements/cjs/Carte.js')
  if (typeof drawing !== 'string')
    throw new Error('the package of the map no longer exports its drawing as text')
  return drawing
}

/** Where the build of the server's views leaves the shapes, for an installation without the package. */
export const shapesFile = 'departement-shapes.json'

const Written = z.object({
  viewBox: z.string(),
  shapes: z.array(z.object({ code: z.string(), path: z.string() })),
  enlarged: z.string(),
  frames: z.array(z.string()),
  captions: z.array(z.object({ text: z.string(), x: z.number(), y: z.number() })),
})

const built = new URL(`../../../../dist/server/${shapesFile}`, import.meta.url)

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'

let known: DepartementShapes | undefined

/** The shapes of the départements on the server, read once: from the package, else from what the build left. */
export function servedShapes(): DepartementShapes {
  known ??= read()
  return known
}

function read(): DepartementShapes {
  try {
    return readShapes(packagedDrawing())
  } catch (error) {
    if (!isMissing(error)) throw error
    return Written.parse(JSON.parse(readFileSync(built, 'utf8')))
  }
}
