import { useQuery } from '@tanstack/react-query'
import { FilePen } from 'lucide-react'
import { Empty, Panel, When } from '#kernel/ui/index.ts'
import { channelInWords } from '#listening/contact/words.ts'
import { Await } from './Await.tsx'
import { Lines } from './Lines.tsx'
import { draftsQuery } from './queries.ts'
import { gistOf } from './words.ts'

/** What I have begun and not finished. */
export function MyDrafts() {
  const drafts = useQuery(draftsQuery)
  return (
    <Panel title="Mes brouillons" isQuiet>
      <Await query={drafts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Tous vos contacts sont finalisés." icon={FilePen}>
              Un contact est un brouillon tant qu’il n’est pas finalisé ; il vous attend ici.
            </Empty>
          ) : (
            <Lines
              label="Mes brouillons"
              items={items.map((contact) => ({
                id: contact.id,
                href: `/bureau/contacts/${contact.id}`,
                title: gistOf(contact) || 'Rien de noté encore',
                danger: contact.dangerLevel,
                facts: [
                  channelInWords(contact),
                  contact.situation ? `dans ${contact.situation.reference}` : 'sans situation',
                ],
                at: <When at={contact.occurredAt} />,
              }))}
            />
          )
        }
      </Await>
    </Panel>
  )
}
