import { applicationByLink } from '#awareness/call/applicationPages.server.ts'
import { callAddresses, callPages } from '#awareness/call/pages.server.ts'
import { evaluationPages } from '#awareness/intervention/evaluationPage.server.ts'
import { interventionPages } from '#awareness/intervention/requestPage.server.ts'
import { podcastFiles, podcastPages } from '#awareness/podcast/public.server.ts'
import {
  resourceAddresses,
  resourceByLink,
  resourceFiles,
  resourcePages,
} from '#awareness/resource/pages.server.ts'
import { publishedBanners } from '#awareness/site/banner.server.ts'
import { siteFrame } from '#awareness/site/frame.ts'
import { sitePages } from '#awareness/site/pages.server.ts'
import { siteMap } from '#awareness/site/siteMap.server.ts'
import { surveyPages } from '#cartography/campaign/pages.server.ts'
import { feedbackPages } from '#cartography/meeting/feedbackPage.server.ts'
import { practiceAddresses, practicePages } from '#cartography/practice/publicPages.server.ts'
import { refreshByLink } from '#cartography/refresh/page.server.ts'
import { scriptPage } from '#cartography/survey/autosave.server.ts'
import { trialPage } from '#cartography/survey/trial.server.ts'
import { openDatabase, openPool, type PoolOptions } from '#kernel/db.server.ts'
import type { PublicFiles } from '#kernel/file/public.server.ts'
import { type LinkPage, linkDoor } from '#kernel/link/door.server.ts'
import { letterboxOf } from '#kernel/public/letterbox.server.ts'
import type { PublicPage, PublicServices } from '#kernel/public/public.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { writePages } from '#listening/webform/pages.server.ts'
import { editionPages } from '#observatory/edition/public.server.ts'
import type { LinkPurpose } from '#vocabulary'

/** What each purpose shows to whoever opens one of its links. */
const linkPages: Readonly<Partial<Record<LinkPurpose, LinkPage>>> = {
  service: refreshByLink,
  survey: surveyPages,
  resource: resourceByLink,
  application: applicationByLink,
}

/** Every page that anybody may open without an account. */
export const publicPages: readonly PublicPage[] = [
  ...sitePages,
  ...editionPages,
  ...writePages,
  ...siteMap(() => publicPages, [resourceAddresses, callAddresses, practiceAddresses]),
  ...practicePages,
  ...feedbackPages,
  ...evaluationPages,
  ...interventionPages,
  ...podcastPages,
  ...resourcePages,
  ...callPages,
  trialPage,
  scriptPage,
  linkDoor(linkPages),
]

/** Every address at which anybody may read a file. */
export const publicFiles: readonly PublicFiles[] = [podcastFiles(), resourceFiles]

export interface PublicZone {
  readonly services: PublicServices
  readonly close: () => Promise<void>
}

/** Opens the public pages over their own role, which sees what the migrations grant it and nothing of the helpline. */
export function openPublicZone(
  url: string,
  keys: Keyring,
  { publicUrl, ...options }: PoolOptions & Pick<PublicServices, 'publicUrl'>,
): PublicZone {
  const database = openDatabase(openPool(url, { ...options, applicationName: 'repere-public' }))
  const services: PublicServices = {
    database,
    keys: keys.zone('public'),
    letterbox: letterboxOf(keys),
    frame: siteFrame,
    banners: publishedBanners,
    publicUrl,
  }
  return { services, close: () => database.destroy() }
}
