import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { call } from '#kernel/call.ts'
import { Columns, Outline } from '#kernel/page/index.ts'
import { Banner, Disclosure } from '#kernel/ui/index.ts'
import type { Creation } from '#listening/drafts/draftStore.ts'
import { OutcomeReminder } from '#listening/orientation/OutcomeReminder.tsx'
import { PresenceLine } from '#listening/presence/PresenceLine.tsx'
import { useCan } from '#office/account/useMe.ts'
import { AttachedPanel } from './AttachedPanel.tsx'
import { CallbackSection } from './CallbackSection.tsx'
import { CallerSection } from './CallerSection.tsx'
import { CircumstancesFields, circumstancesInWords } from './Circumstances.tsx'
import { ConflictDialog, writerOf } from './ConflictDialog.tsx'
import { ContactHeader, isAfterTheFact } from './ContactHeader.tsx'
import { type Contact, type ContactFields, readContact } from './contract.ts'
import { DangerSection } from './DangerSection.tsx'
import { DoingSection } from './DoingSection.tsx'
import { FinaliseDialog } from './FinaliseDialog.tsx'
import type { ContactForm } from './form.tsx'
import { Guide } from './Guide.tsx'
import { HappeningSection } from './HappeningSection.tsx'
import { MatchPanel, useMatches } from './MatchPanel.tsx'
import { MinorSection } from './MinorSection.tsx'
import { outlineOf } from './outline.ts'
import { StorySection } from './StorySection.tsx'
import { useContactActs } from './useContactActs.ts'
import { contactKey, type OnCreated, useContactSaver } from './useContactSaver.ts'
import './contact.css'

interface ContactWorkProps {
  contact: Contact
  creation?: Creation
  onCreated?: OnCreated
}

/** A contact being written: the conversation in the middle, what it leads to beside. */
export function ContactWork({ contact: given, creation, onCreated }: ContactWorkProps) {
  const client = useQueryClient()
  const [made, setMade] = useState<Contact | null>(null)
  const { saver, view } = useContactSaver(given, creation, (id) => {
    onCreated?.(id)
    void call(readContact, { params: { id } }).then(setMade, () => undefined)
  })
  const contact = made ?? given
  const isOnServer = !creation || made !== null
  const can = useCan()
  const [topic, setTopic] = useState('appelant')
  const [isConflictOpen, setConflictOpen] = useState(false)
  const acts = useContactActs(contact, saver, (fresh) => {
    if (made) setMade(fresh)
    client.setQueryData(contactKey(fresh.id), fresh)
  })

  const onSaveAct = useCallback(() => {
    if (saver.read().status === 'conflict') setConflictOpen(true)
    else saver.retry()
  }, [saver])

  const values = view.values as ContactFields
  const form = useMemo<ContactForm>(
    () => ({
      values,
      set: saver.edit,
      flush: saver.flush,
      errors: view.state.refused,
      isReadOnly: false,
    }),
    [values, saver, view.state.refused],
  )
  const canMatch = isOnServer && can('match.search') && contact.abilities.attach
  const matches = useMatches(values, contact.id, canMatch)
  const { situation } = contact
  const closedBecause = !isOnServer
    ? 'Les rappels se programment dès que le serveur a ce contact.'
    : can('callback.create')
      ? undefined
      : 'L’écoutant qui reprendra ce contact programmera le rappel.'

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears which part has the focus, to show its guide.
    <div
      className="contact"
      onFocus={(event) => {
        const section = event.target.closest<HTMLElement>('.section')
        if (section) setTopic(section.id)
      }}
    >
      <ContactHeader
        contact={contact}
        form={form}
        status={view.status}
        savedAt={view.state.savedAt}
        acts={acts}
        onSaveAct={onSaveAct}
        isOnServer={isOnServer}
      />
      <PresenceLine kind="contact" id={contact.id} isOnServer={isOnServer} />
      {view.message && view.status === 'error' && <Banner tone="attention" title={view.message} isLive />}
      <Columns
        asideLabel={canMatch || situation ? 'Déjà connu ?' : 'Aide'}
        asideCount={matches.candidates.length}
        outline={<Outline label="La conversation" items={outlineOf(values)} />}
        main={
          <>
            <Disclosure
              title="Canal, date et écoutant"
              meta={circumstancesInWords(contact, values)}
              defaultExpanded={isAfterTheFact()}
            >
              <CircumstancesFields form={form} contact={contact} />
            </Disclosure>
            <CallerSection form={form} />
            <DangerSection form={form} />
            <MinorSection form={form} />
            <HappeningSection form={form} />
            <StorySection form={form} />
            <DoingSection form={form} />
            <CallbackSection form={form} contactId={contact.id} closedBecause={closedBecause} />
          </>
        }
        aside={
          <>
            {situation && <AttachedPanel contact={contact} onDetach={acts.detach} />}
            {situation && <OutcomeReminder situationId={situation.id} />}
            {canMatch && !situation && <MatchPanel matches={matches} onAttach={acts.attach} />}
            <Guide topic={topic} />
          </>
        }
      />
      <ConflictDialog
        by={writerOf(contact)}
        saver={saver}
        view={view}
        isOpen={isConflictOpen}
        onOpenChange={setConflictOpen}
      />
      {acts.isFinalising && (
        <FinaliseDialog
          candidates={matches.candidates}
          onChoose={acts.finalise}
          onClose={acts.stopFinalising}
        />
      )}
    </div>
  )
}
