import { SendingDialog } from '#listening/documentation/SendingDialog.tsx'
import { OrientationDialog } from '#listening/orientation/OrientationDialog.tsx'
import type { Action } from '#vocabulary'
import { exchangeKind } from './contract.ts'
import { RequestDialog } from './DueDialogs.tsx'
import { ExchangeDialog } from './ExchangeDialog.tsx'
import type { FilePlace } from './words.ts'

/** What can be recorded of the work with services. */
export type Recordable = Action | 'informant_request'

/** Whether an action is told at more length than a note. */
export const isToldAtLength = (kind: Action): boolean =>
  exchangeKind.safeParse(kind).success || kind === 'documentation_sent' || kind === 'local_orientation'

interface RecordingProps {
  situation: FilePlace
  what: Recordable
  onClose: () => void
}

/** The form of one kind of work with services. */
export function Recording({ situation, what, onClose }: RecordingProps) {
  const exchange = exchangeKind.safeParse(what)
  if (exchange.success) return <ExchangeDialog situation={situation} kind={exchange.data} onClose={onClose} />
  if (what === 'documentation_sent') return <SendingDialog situation={situation} onClose={onClose} />
  if (what === 'local_orientation') return <OrientationDialog situation={situation} onClose={onClose} />
  return <RequestDialog situation={situation} onClose={onClose} />
}
