import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ComponentType, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { views } from '#views.server.tsx'
import { Trouble } from '../trouble.ts'
import { type Frame, FrameContext } from './frame.ts'

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

/** The HTML of a view inside its frame, with nothing in it for a browser to run. */
export async function renderView<Name extends ViewName>(
  name: Name,
  props: ViewProps<Name>,
  frame: Frame,
): Promise<string> {
  loaded ??= load()
  const view = (await loaded)[name] as ComponentType<object>
  return renderToStaticMarkup(
    createElement(FrameContext.Provider, { value: frame }, createElement(view, props as object)),
  )
}
