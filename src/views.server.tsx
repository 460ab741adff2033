import { RefusedPage } from '#kernel/public/RefusedPage.server.tsx'

/** Every page that the server renders as HTML, by its name. */
export const views = { RefusedPage }
