import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ComponentType, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { views } from '#views.server.tsx'
import { Trouble } from '../trouble.ts'

type Views = typeof views

/** The name of a page rendered on the server. */
export type ViewName = keyof Views
/** What such a page is given. */
export type ViewProps<Name extends ViewName> = Parameters<Views[Name]>[0]

const built = join(import.meta.dirname, '../../../dist/server/views.js')

let loaded: Promise<Views> | undefined

/** Node does not read .tsx: the views come from the build; tests, which transform every file, read the source. */
async function load(): Promise<Views> {
  if (process.env.VITEST) return (await import('#views.server.tsx')).views
  if (!existsSync(built)) {
    throw new Trouble(
      'pages_not_built',
      'Les pages publiques n’ont pas été construites. Lancez npm start, qui les construit, ou npx vite build --config vite.server.config.ts.',
    )
  }
  return ((await import(built)) as { views: Views }).views
}

/** The HTML of a view, with nothing in it for a browser to run. */
export async function renderView<Name extends ViewName>(name: Name, props: ViewProps<Name>): Promise<string> {
  loaded ??= load()
  const view = (await loaded)[name] as ComponentType<ViewProps<Name>>
  return renderToStaticMarkup(createElement(view, props))
}
