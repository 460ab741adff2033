import { surveyPages } from '#cartography/campaign/pages.server.ts'
import { feedbackPages } from '#cartography/meeting/feedbackPage.server.ts'
import { refreshByLink } from '#cartography/refresh/page.server.ts'
import { scriptPage } from '#cartography/survey/autosave.server.ts'
import { trialPage } from '#cartography/survey/trial.server.ts'
import { openDatabase, openPool, type PoolOptions } from '#kernel/db.server.ts'
import { type LinkPage, linkDoor } from '#kernel/link/door.server.ts'
import type { PublicPage, PublicServices } from '#kernel/public/public.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import type { LinkPurpose } from '#vocabulary'

/** What each purpose shows to whoever opens one of its links. */
const linkPages: Readonly<Partial<Record<LinkPurpose, LinkPage>>> = {
  service: refreshByLink,
  survey: surveyPages,
}

/** Every page that anybody may open without an account. */
export const publicPages: readonly PublicPage[] = [
  ...feedbackPages,
  trialPage,
  scriptPage,
  linkDoor(linkPages),
]

export interface PublicZone {
  readonly services: PublicServices
  readonly close: () => Promise<void>
}

/** Opens the public pages over their own role, which sees what the migrations grant it and nothing of the helpline. */
export function openPublicZone(url: string, keys: Keyring, options: PoolOptions = {}): PublicZone {
  const database = openDatabase(openPool(url, { ...options, applicationName: 'repere-public' }))
  return { services: { database, keys: keys.zone('public') }, close: () => database.destroy() }
}
