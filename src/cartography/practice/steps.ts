import type { PracticeStatus } from '#vocabulary'

/** Everything that moves the account of a practice along; nothing else does. */
export const steps = {
  /** By somebody who did not write of it since the last review. */
  review: { from: ['draft', 'to_review'], to: 'reviewed' },
  publish_professionals: { from: ['reviewed', 'published_all'], to: 'published_professionals' },
  publish_all: { from: ['reviewed', 'published_professionals'], to: 'published_all' },
  /** It is no longer shown until somebody has read it again. */
  question: { from: ['reviewed', 'published_professionals', 'published_all'], to: 'to_review' },
  withdraw: {
    from: ['draft', 'reviewed', 'published_professionals', 'published_all', 'to_review'],
    to: 'withdrawn',
  },
  resume: { from: ['withdrawn'], to: 'draft' },
} as const satisfies Record<string, { readonly from: readonly PracticeStatus[]; readonly to: PracticeStatus }>
export type PracticeStep = keyof typeof steps
export const stepNames = Object.keys(steps) as [PracticeStep, ...PracticeStep[]]

/** What each step is called on its button. */
export const stepLabels: Readonly<Record<PracticeStep, string>> = {
  review: 'Valider la relecture',
  publish_professionals: 'Publier aux professionnels',
  publish_all: 'Publier à tous',
  question: 'Mettre à revoir',
  withdraw: 'Retirer',
  resume: 'Reprendre',
}

/** Where a step leads from a status; nothing when it may not be taken from there. */
export function after(status: PracticeStatus, step: PracticeStep): PracticeStatus | undefined {
  const { from, to } = steps[step]
  return (from as readonly PracticeStatus[]).includes(status) ? to : undefined
}

/** Whether its text may be changed. */
export const isOpen = (status: PracticeStatus): boolean => status === 'draft' || status === 'to_review'

/** Whether it is shown beyond those who prepare it. */
export const isPublished = (status: PracticeStatus): boolean =>
  status === 'published_professionals' || status === 'published_all'
