import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { departementShapes } from './src/kernel/ui/map/shapes.plugin.ts'

export default defineConfig({
  root: 'src',
  cacheDir: '../node_modules/.vite',
  publicDir: false,
  plugins: [react(), departementShapes()],
  build: {
    outDir: '../dist/browser',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
