import { CircleSlash, PhoneOff, RotateCcw } from 'lucide-react'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Badge, Button, Menu, SaveState, Timer, toast, When } from '#kernel/ui/index.ts'
import { disposition } from '#vocabulary'
import type { Contact } from './contract.ts'
import { type ContactForm, partOf, type SectionOfForm } from './form.tsx'
import type { SaverView } from './saver.ts'
import type { ContactActs } from './useContactActs.ts'
import { channelInWords } from './words.ts'

interface ContactHeaderProps extends SectionOfForm {
  contact: Contact
  status: SaverView['status']
  savedAt: string | null
  acts: ContactActs
  onSaveAct: () => void
  /** False while the contact waits on this machine to be made: it cannot be finalised yet. */
  isOnServer: boolean
}

/** Where am I, since when, is it safe, and how does it end: always in the same places. */
export const ContactHeader = partOf(['channel', 'direction', 'occurredAt', 'endedAt'], Header)

function Header(props: ContactHeaderProps) {
  const { contact, form, status, savedAt, acts, onSaveAct, isOnServer } = props
  const { abilities } = contact
  const isDraft = contact.status === 'draft'
  const canFinalise = abilities.finalise && isOnServer
  useShortcut('Ctrl+Enter', acts.startFinalising, {
    label: 'Finaliser le contact',
    group: 'Contact',
    isDisabled: !canFinalise,
  })
  return (
    <div className="contact-head">
      <PageHeader
        title={channelInWords(form.values)}
        aside={
          <>
            {!isDraft && (
              <Badge tone={contact.disposition ? 'neutral' : 'positive'}>
                {contact.disposition ? disposition.label(contact.disposition) : 'Finalisé'}
              </Badge>
            )}
            <Clock contact={contact} form={form} />
            <SaveState state={status} at={savedAt ?? undefined} onAct={onSaveAct} />
          </>
        }
        actions={
          <>
            {isDraft && isOnServer && !contact.situation && (
              <Menu
                label="Sans suite"
                icon={CircleSlash}
                items={disposition.codes.map((code) => ({
                  id: code,
                  label: disposition.label(code),
                  description: disposition.entry(code)?.hint,
                  onAction: () => acts.dispose(code),
                }))}
              />
            )}
            {abilities.reopen && (
              <Button icon={RotateCcw} onPress={acts.reopen} isPending={acts.isBusy}>
                Rouvrir
              </Button>
            )}
            {isDraft && (
              <Button
                variant="primary"
                shortcut="Ctrl+Entrée"
                isDisabled={!canFinalise}
                isPending={acts.isBusy}
                onPress={acts.startFinalising}
              >
                Finaliser
              </Button>
            )}
          </>
        }
      />
    </div>
  )
}

const hour = 3_600_000

/** The address says that the contact is entered after the fact, so that its real date is asked first. */
export const isAfterTheFact = () => new URLSearchParams(location.search).has('apres-coup')

/** The call runs until it is said to be over; what is entered after the fact has a date instead. */
function Clock({ contact, form }: { contact: Contact; form: ContactForm }) {
  const { occurredAt, endedAt } = form.values
  const lag = Date.parse(contact.recordedAt) - Date.parse(occurredAt)
  const isLive =
    contact.status === 'draft' && lag < hour / 12 && Date.now() - Date.parse(occurredAt) < 6 * hour
  if (!endedAt && !isLive) return <When at={occurredAt} mode="both" />
  const hangUp = () => {
    form.set({ endedAt: new Date().toISOString() }, 'at once')
    toast({ text: 'Fin de l’appel notée.', undo: () => form.set({ endedAt: null }, 'at once') })
  }
  return (
    <span className="contact-clock">
      <Timer since={occurredAt} until={endedAt} label="Durée du contact" />
      {!endedAt && !form.isReadOnly && (
        <Button size="small" variant="plain" icon={PhoneOff} onPress={hangUp}>
          Fin de l’appel
        </Button>
      )}
    </span>
  )
}
