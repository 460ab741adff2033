import { X } from 'lucide-react'
import {
  UNSTABLE_Toast as RacToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { Button, IconButton } from './Button.tsx'

export interface ToastMessage {
  /** What has just been done, in a sentence. */
  text: string
  /** Takes it back. */
  undo?: () => void | Promise<void>
  undoLabel?: string
}

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })

/** Says what has just been done, with the way back. Time stops while it is hovered or focused. */
export function toast(message: ToastMessage) {
  const key = queue.add(message, { timeout: message.undo ? 12_000 : 6_000 })
  return () => queue.close(key)
}

/** Where toasts appear; `AppRoot` holds the only one. */
export function Toasts() {
  return (
    <ToastRegion queue={queue} className="toasts" aria-label="Messages">
      {({ toast: shown }) => (
        <RacToast toast={shown} className="toast">
          <ToastContent className="toast-text">
            <Text slot="title">{shown.content.text}</Text>
          </ToastContent>
          {shown.content.undo && <Undo message={shown.content} onDone={() => queue.close(shown.key)} />}
          <IconButton
            icon={X}
            label="Fermer le message"
            size="small"
            onPress={() => queue.close(shown.key)}
          />
        </RacToast>
      )}
    </ToastRegion>
  )
}

function Undo({ message, onDone }: { message: ToastMessage; onDone: () => void }) {
  return (
    <Button
      size="small"
      onPress={() => {
        void message.undo?.()
        onDone()
      }}
    >
      <span className="toast-undo">{message.undoLabel ?? 'Annuler'}</span>
    </Button>
  )
}
