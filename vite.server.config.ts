import { relative, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { departementShapesFile } from './src/kernel/ui/map/shapes.plugin.ts'

const source = resolve(import.meta.dirname, 'src')

/**
 * Leaves to Node the files that it reads itself: only what holds JSX is compiled, so that the server and its views share
 * one copy of everything else.
 */
function nodeReadsTypeScript(): Plugin {
  return {
    name: 'node-reads-typescript',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (id.startsWith('#') && id.endsWith('.ts')) return { id, external: true }
      if (!importer || !id.startsWith('.') || !id.endsWith('.ts')) return undefined
      const found = await this.resolve(id, importer, { ...options, skipSelf: true })
      return found ? { id: `#${relative(source, found.id)}`, external: true } : undefined
    },
  }
}

/** The pages that the server renders, compiled once: `dist/server/views.js`. */
export default defineConfig({
  root: 'src',
  cacheDir: '../node_modules/.vite-server',
  publicDir: false,
  plugins: [nodeReadsTypeScript(), react(), departementShapesFile()],
  build: {
    ssr: 'views.server.tsx',
    outDir: '../dist/server',
    emptyOutDir: true,
    target: 'node24',
    rolldownOptions: { output: { entryFileNames: 'views.js' } },
  },
})
