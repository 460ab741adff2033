import { useQuery } from '@tanstack/react-query'
import { Panel, When } from '#kernel/ui/index.ts'
import { channelInWords } from '#listening/contact/words.ts'
import { Lines } from './Lines.tsx'
import { unattachedQuery } from './queries.ts'
import { gistOf } from './words.ts'

/** Finalised contacts that no situation holds: they are not counted until they are. Nothing is shown when there is none. */
export function Unattached() {
  const { data } = useQuery(unattachedQuery)
  if (!data || data.items.length === 0) return null
  return (
    <Panel
      title="À rattacher"
      lead="Finalisés sans situation : ils n’entrent pas encore dans le rapport."
      isQuiet
    >
      <Lines
        label="Contacts à rattacher"
        items={data.items.map((contact) => ({
          id: contact.id,
          href: `/bureau/contacts/${contact.id}`,
          title: gistOf(contact) || 'Rien de noté du mineur',
          danger: contact.dangerLevel,
          facts: [channelInWords(contact), contact.recordedBy ?? ''],
          at: <When at={contact.occurredAt} mode="relative" />,
        }))}
      />
    </Panel>
  )
}
