import { X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Heading, Modal, ModalOverlay, Dialog as RacDialog } from 'react-aria-components'
import { Button, IconButton } from './Button.tsx'
import { fold } from './format.ts'
import { TextField } from './TextFields.tsx'

export interface DialogProps {
  title: string
  lead?: ReactNode
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
  footer?: ReactNode
  size?: 'small' | 'medium' | 'large'
}

function Content({
  title,
  lead,
  children,
  footer,
  onOpenChange,
  role,
}: DialogProps & { role?: 'alertdialog' }) {
  return (
    <RacDialog className="dialog" role={role}>
      <div className="dialog-head">
        <div>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {lead && <p>{lead}</p>}
        </div>
        <IconButton icon={X} label="Fermer" size="small" showLabel onPress={() => onOpenChange(false)} />
      </div>
      <div className="dialog-body">{children}</div>
      {footer && <div className="dialog-foot">{footer}</div>}
    </RacDialog>
  )
}

/** One thing to do before going back to the page; Escape closes it and gives the focus back. */
export function Dialog(props: DialogProps) {
  const { isOpen, onOpenChange, size = 'medium' } = props
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable>
      <Modal className="modal" data-size={size}>
        <Content {...props} />
      </Modal>
    </ModalOverlay>
  )
}

/** What the right-hand column becomes when there is no room for it. */
export function Drawer({ side = 'end', ...props }: DialogProps & { side?: 'start' | 'end' }) {
  return (
    <ModalOverlay
      className="veil veil-side"
      data-side={side}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      isDismissable
    >
      <Modal className="modal modal-side">
        <Content {...props} />
      </Modal>
    </ModalOverlay>
  )
}

export interface ConfirmDialogProps {
  title: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** What will happen, to whom, and whether it can be undone. */
  children: ReactNode
  /** The act itself, never « OK »: « Transmettre ». */
  confirmLabel: string
  onConfirm: () => void | Promise<void>
  cancelLabel?: string
  tone?: 'primary' | 'danger'
  /** A word to type first, for what leaves the house or cannot be undone. */
  typedWord?: string
}

/** A confirmation in words, kept for what leaves the house; everything else is undone instead. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, isOpen, onOpenChange, confirmLabel, onConfirm, cancelLabel = 'Annuler', typedWord } = props
  const [typed, setTyped] = useState('')
  const [isPending, setPending] = useState(false)
  const isReady = typedWord === undefined || fold(typed) === fold(typedWord)
  const close = () => {
    setTyped('')
    onOpenChange(false)
  }
  const confirm = async () => {
    setPending(true)
    try {
      await onConfirm()
      close()
    } finally {
      setPending(false)
    }
  }
  const dialog: DialogProps = {
    title,
    isOpen,
    onOpenChange: (open) => (open ? onOpenChange(true) : close()),
    children: (
      <div className="stack" data-gap="4">
        <div className="prose">{props.children}</div>
        {typedWord !== undefined && (
          <TextField
            label={`Pour confirmer, écrivez « ${typedWord} »`}
            value={typed}
            onChange={setTyped}
            autoFocus
          />
        )}
      </div>
    ),
    footer: (
      <>
        <Button onPress={close}>{cancelLabel}</Button>
        <Button
          variant={props.tone ?? 'primary'}
          isPending={isPending}
          isDisabled={!isReady}
          onPress={() => void confirm()}
        >
          {confirmLabel}
        </Button>
      </>
    ),
  }
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={dialog.onOpenChange}>
      <Modal className="modal" data-size="small">
        <Content {...dialog} role="alertdialog" />
      </Modal>
    </ModalOverlay>
  )
}
