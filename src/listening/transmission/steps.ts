import type { TransmissionStatus } from '#vocabulary'

/** Everything that moves a transmission along; nothing else does. */
export const steps = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  take_back: { from: ['submitted'], to: 'draft' },
  return: { from: ['submitted'], to: 'returned' },
  validate: { from: ['submitted'], to: 'validated' },
  /** Out of the outbox, before it has left. */
  recall: { from: ['validated'], to: 'returned' },
  cancel: { from: ['draft', 'submitted', 'returned', 'validated'], to: 'cancelled' },
  send: { from: ['validated'], to: 'sent' },
  acknowledge: { from: ['sent'], to: 'acknowledged' },
  expect_return: { from: ['acknowledged'], to: 'return_due' },
  miss_return: { from: ['acknowledged', 'return_due'], to: 'return_overdue' },
  receive_return: { from: ['sent', 'acknowledged', 'return_due', 'return_overdue'], to: 'return_received' },
  redirect: { from: ['sent', 'acknowledged', 'return_due', 'return_overdue'], to: 'redirected' },
} as const satisfies Record<
  string,
  { readonly from: readonly TransmissionStatus[]; readonly to: TransmissionStatus }
>
export type TransmissionStep = keyof typeof steps

/** Where a step leads from a status; nothing when it may not be taken from there. */
export function after(status: TransmissionStatus, step: TransmissionStep): TransmissionStatus | undefined {
  const { from, to } = steps[step]
  return (from as readonly TransmissionStatus[]).includes(status) ? to : undefined
}

/** Whether its text may still be changed. */
export const isOpen = (status: TransmissionStatus): boolean => status === 'draft' || status === 'returned'

/** Whether the receiver holds it. */
export const isWithReceiver = (status: TransmissionStatus): boolean =>
  ['sent', 'acknowledged', 'return_due', 'return_overdue', 'return_received', 'redirected'].includes(status)

/** The recipients that evaluate, and owe a return within three months. */
export const owesReturn = (recipient: string | null): boolean =>
  recipient === 'crip' || recipient === 'other_departement_crip' || recipient === 'ase_service'
