import { useRouter } from '@tanstack/react-router'
import { ChevronDown, PhoneIncoming } from 'lucide-react'
import { useEffect } from 'react'
import { useShortcut } from '#kernel/page/index.ts'
import { Button, Menu, type MenuEntry } from '#kernel/ui/index.ts'
import { DraftReplay } from '#listening/drafts/DraftReplay.tsx'
import { useCan } from '#office/account/useMe.ts'
import { contactChannel, contactDirection } from '#vocabulary'
import { useNewContact } from './useNewContact.ts'

const call = { channel: 'phone', direction: 'inbound' } as const

/** Picks up, from anywhere. */
export function NewContact() {
  const { start, isPending } = useNewContact()
  return (
    <>
      <ListeningShortcuts />
      <Button
        variant="primary"
        icon={PhoneIncoming}
        shortcut="n"
        isPending={isPending}
        onPress={() => start(call)}
        isWide
      >
        Nouvel appel
      </Button>
    </>
  )
}

/** The keys of the desk, and what waits on this machine; to be mounted once around its pages. */
export function ListeningShortcuts() {
  const { start } = useNewContact()
  const can = useCan()('contact.create')
  useShortcut('n', () => start(call), { label: 'Nouvel appel', group: 'Partout', isDisabled: !can })
  // The page of a contact must open even if the server goes away meanwhile.
  useEffect(() => {
    const timer = setTimeout(
      () => void import('#listening/contact/ContactPage.tsx').catch(() => undefined),
      2000,
    )
    return () => clearTimeout(timer)
  }, [])
  return can ? <DraftReplay /> : null
}

/** The other ways in: another channel, a call we make, a contact noted after the fact. */
export function OtherContact() {
  const { start } = useNewContact()
  const router = useRouter()
  const channels = contactChannel.codes
    .filter((channel) => channel !== 'phone')
    .map(
      (channel): MenuEntry => ({
        id: channel,
        label: contactChannel.label(channel),
        onAction: () => start({ channel, direction: 'inbound' }),
      }),
    )
  return (
    <Menu
      label="Autre contact"
      icon={ChevronDown}
      items={[
        {
          id: 'after',
          label: 'Saisir après coup',
          description: 'À sa vraie date, pour vous ou pour un collègue',
          onAction: () => start(call, true),
        },
        'separator',
        {
          id: 'callback',
          label: contactDirection.label('callback'),
          description: 'Depuis la liste des rappels, ou « Joindre sans danger »',
          onAction: () => router.history.push('/bureau/rappels'),
        },
        {
          id: 'outbound',
          label: contactDirection.label('outbound_partner'),
          onAction: () => start({ channel: 'phone', direction: 'outbound_partner' }),
        },
        'separator',
        ...channels,
      ]}
    />
  )
}
