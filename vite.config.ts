import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { frenchOnly } from './src/kernel/ui/french.plugin.ts'
import { departementShapes } from './src/kernel/ui/map/shapes.plugin.ts'

export default defineConfig({
  root: 'src',
  cacheDir: '../node_modules/.vite',
  publicDir: false,
  plugins: [react(), departementShapes(), frenchOnly()],
  build: {
    outDir: '../dist/browser',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The kit of components is one file, kept by the browser from one version to the next.
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
    // The desk of the helpline, and the portal of the authorities.
    rolldownOptions: { input: ['src/index.html', 'src/partner/partner.html'] },
  },
})
