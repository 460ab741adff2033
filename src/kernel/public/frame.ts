import { createContext } from 'react'

/** A way to another page. */
export interface FrameLink {
  readonly href: string
  readonly label: string
}

/** A number that helps now, as anyone may dial it. */
export interface HelpNumber {
  readonly number: string
  /** Dialled, or written to. */
  readonly by: 'voice' | 'text'
  readonly who: string
  readonly note: string
  /** Shown at the foot of every page too. */
  readonly isFirst?: boolean
}

/** What an administrator says on every page, for a time. */
export interface Banner {
  readonly text: string
  readonly isUrgent: boolean
  readonly link?: FrameLink
}

/** What surrounds the pages of a site; whoever opens the zone says it. */
export interface FrameParts {
  readonly nav: readonly FrameLink[]
  readonly footer: readonly FrameLink[]
  /** The way out, to a page that says nothing of this one; and where it is told what stays behind. */
  readonly exit: FrameLink & { readonly about: FrameLink }
  readonly numbers: readonly HelpNumber[]
}

/** What surrounds one page. */
export interface Frame extends FrameParts {
  readonly path: string
  /** A page of work, a questionnaire or a link: nothing leads away from it by mistake. */
  readonly isPlain: boolean
  readonly banner?: Banner | undefined
}

/** Around a page that was given no site. */
export const plainFrame: Frame = {
  nav: [],
  footer: [],
  exit: { href: '', label: '', about: { href: '', label: '' } },
  numbers: [],
  path: '',
  isPlain: true,
}

/** Tells the views what surrounds them. */
export const FrameContext = createContext<Frame>(plainFrame)
