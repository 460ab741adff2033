import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { readShapes } from './drawing.ts'
import { packagedDrawing, shapesFile } from './shapes.server.ts'

/** Vite plugin: `import { shapes } from 'virtual:departement-shapes'`. */
export function departementShapes(): Plugin {
  const id = 'virtual:departement-shapes'
  return {
    name: 'departement-shapes',
    resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
    load(wanted) {
      if (wanted !== `\0${id}`) return undefined
      return Object.entries(readShapes(packagedDrawing()))
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`)
        .join('')
    },
  }
}

/** Vite plugin: leaves the same shapes beside the views of the server, which then needs no package to draw a map. */
export function departementShapesFile(): Plugin {
  return {
    name: 'departement-shapes-file',
    writeBundle({ dir }) {
      writeFileSync(join(dir ?? '.', shapesFile), JSON.stringify(readShapes(packagedDrawing())))
    },
  }
}
