import type { Tone } from '#kernel/ui/index.ts'
import type { ApplicationState, ProjectCallStatus } from '#vocabulary'

export const callTones: Readonly<Record<ProjectCallStatus, Tone>> = {
  draft: 'neutral',
  published: 'accent',
  decided: 'positive',
  withdrawn: 'neutral',
}

export const applicationTones: Readonly<Record<ApplicationState, Tone>> = {
  draft: 'neutral',
  submitted: 'accent',
  accepted: 'positive',
  declined: 'neutral',
  withdrawn: 'neutral',
}

export const euros = (amount: number | null): string =>
  amount === null ? '' : `${amount.toLocaleString('fr-FR')} €`
