import { DoorOpen } from 'lucide-react'
import { Badge, MailboxLink, SwitchboardLink, TextLink } from '#kernel/ui/index.ts'
import type { Contact } from './contract.ts'
import { VisibilityMark } from './Marks.tsx'

/** How to reach a service, the first one first. */
export function ContactLines({ contacts }: { contacts: readonly Contact[] }) {
  if (contacts.length === 0) return <p className="muted">Aucun contact renseigné.</p>
  return (
    <ul className="contact-lines">
      {contacts.map((one) => (
        <li key={one.id}>
          <div>
            {one.phone && <SwitchboardLink phone={one.phone} />}
            {one.email && <MailboxLink email={one.email} />}
            {one.web && (
              <TextLink href={one.web} isExternal>
                {one.web.replace(/^https?:\/\//, '')}
              </TextLink>
            )}
          </div>
          <div className="service-result-marks">
            <span className="muted">{[one.person, one.function].filter(Boolean).join(', ')}</span>
            {one.isFrontGate && <Badge icon={DoorOpen}>Contact d’entrée</Badge>}
            <VisibilityMark visibility={one.visibility} />
          </div>
        </li>
      ))}
    </ul>
  )
}
