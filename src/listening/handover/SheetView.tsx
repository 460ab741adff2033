import type { ReactNode } from 'react'
import { Badge, Lateness, Stack, TextLink, When } from '#kernel/ui/index.ts'
import { DangerMark } from '#listening/situation/Marks.tsx'
import { transmissionStatus } from '#vocabulary'
import type { Sheet } from './contract.ts'
import { contactInWords, minorInWords, windowInWords } from './words.ts'
import './handover.css'

/** A sheet: what is fragile first, then what is due, then what is open; each line says what it has become since. */
export function SheetView({ sheet }: { sheet: Sheet }) {
  return (
    <Stack gap={6}>
      <Part title="Fragile" count={sheet.fragile.length} none="Rien n’est signalé comme fragile.">
        {sheet.fragile.map((file) => (
          <Fragile key={file.id} file={file} />
        ))}
      </Part>
      <Part
        title="Rappels en retard, et des prochaines 24 heures"
        count={sheet.due.length}
        none="Aucun rappel n’est attendu."
      >
        {sheet.due.map((callback) => (
          <Due key={callback.id} callback={callback} />
        ))}
      </Part>
      <Part title="Contacts à finir" count={sheet.open.length} none="Tous les contacts sont finalisés.">
        {sheet.open.map((contact) => (
          <Open key={contact.id} contact={contact} />
        ))}
      </Part>
    </Stack>
  )
}

interface PartProps {
  title: string
  count: number
  none: string
  children: ReactNode
}

function Part({ title, count, none, children }: PartProps) {
  return (
    <section className="stack" data-gap="2">
      <h2>{title}</h2>
      {count === 0 ? <p className="muted">{none}</p> : <ul className="sheet">{children}</ul>}
    </section>
  )
}

const Done = ({ children }: { children: string }) => <Badge tone="positive">{children}</Badge>

function Fragile({ file }: { file: Sheet['fragile'][number] }) {
  return (
    <li>
      <p className="sheet-head">
        <TextLink href={`/bureau/situations/${file.id}`}>{file.reference}</TextLink>
        {file.dangerLevel === 'serious_immediate_danger' && <DangerMark level={file.dangerLevel} />}
        <span className="muted">{minorInWords(file)}</span>
      </p>
      {file.flags.map((flag) => (
        <p key={flag.id}>
          « {flag.sentence} » <span className="muted">{flag.by}, </span>
          <span className="muted">
            <When at={flag.at} mode="exact" />
          </span>{' '}
          {flag.isDone && <Done>Levé depuis</Done>}
        </p>
      ))}
      {file.transmissions.map((one) => (
        <p key={one.id}>
          <TextLink href={`/bureau/transmissions/${one.id}`}>Transmission urgente {one.reference}</TextLink> :{' '}
          {transmissionStatus.label(one.status).toLowerCase()} {one.isDone && <Done>Prise en charge</Done>}
        </p>
      ))}
    </li>
  )
}

function Due({ callback }: { callback: Sheet['due'][number] }) {
  const { situation, contactId, isDone } = callback
  return (
    <li>
      <p className="sheet-head">
        {situation ? (
          <TextLink href={`/bureau/situations/${situation.id}`}>{situation.reference}</TextLink>
        ) : (
          contactId && <TextLink href={`/bureau/contacts/${contactId}`}>Contact sans situation</TextLink>
        )}
        {isDone ? (
          <Done>Réglé depuis</Done>
        ) : (
          <Lateness from={callback.opensAt} to={callback.closesAt} zone={callback.timeZone} />
        )}
        <span className="muted">
          {windowInWords(callback)}, {callback.assignee ?? 'toute l’équipe'}
        </span>
      </p>
    </li>
  )
}

function Open({ contact }: { contact: Sheet['open'][number] }) {
  return (
    <li>
      <p className="sheet-head">
        <TextLink href={`/bureau/contacts/${contact.id}`}>{contactInWords(contact)}</TextLink>
        {contact.isDone && <Done>Finalisé depuis</Done>}
        <span className="muted">
          <When at={contact.occurredAt} mode="exact" />
          {contact.situation && `, ${contact.situation.reference}`}
          {contact.recordedBy && `, ${contact.recordedBy}`}
        </span>
      </p>
    </li>
  )
}
